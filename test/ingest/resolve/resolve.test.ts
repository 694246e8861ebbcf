import { describe, expect, it } from 'vitest'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import { claim, government, official, older, reference } from '../../support/random-claims.ts'

/** The claims without which a term is not served. */
const keys = (source = older) => [
  claim(source, 'organization', 'iom'),
  claim(source, 'post', 'director_general'),
  claim(source, 'person', 'somebody'),
]

describe('a record', () => {
  it('has its first version on the day from which all required fields are known', () => {
    const versions = resolveVersions(leadership, [
      claim(older, 'start', '2018-10'),
      ...keys(official),
    ])
    expect(versions.map(({ known_from, known_to }) => [known_from, known_to])).toEqual([
      ['2019-11-26', null],
    ])
    expect(versions[0]?.values.start).toBe('2018-10')
  })

  it('has no version when a required field is never stated', () => {
    expect(resolveVersions(leadership, [claim(older, 'start', '2018-10')])).toEqual([])
    expect(resolveVersions(leadership, [])).toEqual([])
  })

  it('gets a new version on the day on which a value changes, which ends the previous one', () => {
    const versions = resolveVersions(leadership, [
      ...keys(),
      claim(older, 'start', '2018'),
      claim(government, 'start', '2018-10'),
    ])
    expect(
      versions.map(({ known_from, known_to, values }) => [known_from, known_to, values.start]),
    ).toEqual([
      ['2015-11-27', '2020-05-31', '2018'],
      ['2020-05-31', null, '2018-10'],
    ])
  })

  it('gets no new version when a claim changes nothing, but has the stance of the claim', () => {
    const coarser = claim(government, 'start', '2018')
    const versions = resolveVersions(leadership, [
      ...keys(),
      claim(older, 'start', '2018-10'),
      coarser,
    ])
    expect(versions).toHaveLength(1)
    expect(versions[0]?.stances.get(coarser.id)).toBe('coarser')
  })

  it('has no stance of a claim that is known only after the version', () => {
    const later = claim(government, 'start', '2018-10')
    const [first] = resolveVersions(leadership, [...keys(), claim(older, 'start', '2018'), later])
    expect(first?.stances.has(later.id)).toBe(false)
  })

  it('ignores a claim that was set aside in every version', () => {
    const versions = resolveVersions(leadership, [
      ...keys(),
      claim(older, 'start', '2017', { set_aside: 'an error' }),
      claim(reference, 'start', '2018'),
    ])
    expect(versions.map(({ values }) => values.start)).toEqual([null, '2018'])
  })
})

describe('attestations', () => {
  it('are not ranked: the latest is served, and the others are coarser', () => {
    const late = claim(reference, 'attested', '2021')
    const early = claim(official, 'attested', '2019-11-26')
    const version = resolveVersions(leadership, [...keys(reference), late, early]).at(-1)
    expect(version?.values.attested).toBe('2021')
    expect(version?.stances.get(early.id)).toBe('coarser')
  })

  it('limit the days on which a term can have started and ended', () => {
    const version = resolveVersions(leadership, [
      ...keys(official),
      claim(official, 'attested', '2019-11'),
      claim(older, 'attested', '2013-06', { at: 'line 9' }),
    ]).at(-1)
    expect(version?.bounds).toEqual({
      start_min: '0000-01-01',
      start_max: '2013-06-30',
      end_min: '2019-11-01',
      end_max: '9999-12-31',
    })
  })

  it('disagree and do not count when they are outside the decided period', () => {
    const outside = claim(government, 'attested', '2014-11-25/2015-11-27')
    const version = resolveVersions(leadership, [
      ...keys(),
      claim(official, 'end', '2013-11-21'),
      outside,
    ]).at(-1)
    expect(version?.values.attested).toBeNull()
    expect(version?.stances.get(outside.id)).toBe('disagrees')
    expect(version?.bounds?.end_max).toBe('2013-11-21')
  })
})
