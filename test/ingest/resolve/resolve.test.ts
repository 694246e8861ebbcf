import { describe, expect, it } from 'vitest'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { organizations } from '../../../src/domain/resources/organizations.ts'
import {
  type AttributeLookup,
  resolveVersions,
  type Version,
} from '../../../src/ingest/resolve/resolve.ts'
import { claim, government, official, older, reference } from '../../support/random-claims.ts'

/** The claims without which a term is not served. */
const keys = (source = older) => [
  claim(source, 'post', 'head'),
  claim(source, 'person', 'somebody'),
]

/** The attributes of the only post. */
const head: AttributeLookup = (field, _, attribute) =>
  field === 'post' ? ({ organization: 'iom', holders: 'one' }[attribute] ?? null) : null

const versionsOf = (claims: Parameters<typeof resolveVersions>[1]) =>
  resolveVersions(leadership, claims, head)

const stanceIn = (version: Version | undefined, id: string) =>
  version?.evidence.find(({ claim }) => claim === id)?.stance

describe('a record', () => {
  it('has its first version on the day from which all keys are known', () => {
    const versions = versionsOf([claim(older, 'start', '2018-10'), ...keys(official)])
    expect(versions.map(({ known_from, known_to }) => [known_from, known_to])).toEqual([
      ['2019-11-26', null],
    ])
    expect(versions[0]?.values.start).toBe('2018-10')
  })

  it('has no version when a key is never stated', () => {
    expect(versionsOf([claim(older, 'start', '2018-10')])).toEqual([])
    expect(versionsOf([])).toEqual([])
  })

  it('gets a new version on the day on which a value changes, which ends the previous one', () => {
    const versions = versionsOf([
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
    const versions = versionsOf([...keys(), claim(older, 'start', '2018-10'), coarser])
    expect(versions).toHaveLength(1)
    expect(stanceIn(versions[0], coarser.id)).toBe('coarser')
  })

  it('has no stance of a claim that is known only after the version', () => {
    const later = claim(government, 'start', '2018-10')
    const [first] = versionsOf([...keys(), claim(older, 'start', '2018'), later])
    expect(stanceIn(first, later.id)).toBeUndefined()
  })

  it('ignores a claim that was set aside in every version', () => {
    const versions = versionsOf([
      ...keys(),
      claim(older, 'start', '2017', { set_aside: 'an error' }),
      claim(reference, 'start', '2018'),
    ])
    expect(versions.map(({ values }) => values.start)).toEqual([null, '2018'])
  })
})

describe('a record that is not complete', () => {
  const of = { collection: 'names', record: 'name' }
  const nameKeys = [
    claim(older, 'organization', 'iom', of),
    claim(older, 'kind', 'official', of),
    claim(older, 'language', 'en', of),
  ]

  it('has a version from the day on which its keys are known, and another when it is complete', () => {
    const versions = resolveVersions(names, [...nameKeys, claim(government, 'name', 'IOM', of)])
    expect(versions.map(({ known_from, isComplete }) => [known_from, isComplete])).toEqual([
      ['2015-11-27', false],
      ['2020-05-31', true],
    ])
  })

  it('stays incomplete when no source states a required field', () => {
    const [version] = resolveVersions(names, nameKeys)
    expect(version).toMatchObject({ isComplete: false, values: { name: null }, known_to: null })
  })
})

describe('an organization', () => {
  it('is known from the day of the first claim about its records, without a claim of its own', () => {
    const of = { collection: 'organizations', record: 'iom' }
    const founded = claim(government, 'founded', '1951', of)
    const versions = resolveVersions(organizations, [founded], undefined, '2015-11-27')
    expect(
      versions.map(({ known_from, values, evidence }) => [known_from, values.founded, evidence]),
    ).toEqual([
      ['2015-11-27', null, []],
      ['2020-05-31', '1951', [{ claim: founded.id, field: 'founded', stance: 'agrees' }]],
    ])
  })
})

describe('a derived value', () => {
  it('follows from the post of a term: its organization, and its kind of time', () => {
    const several: AttributeLookup = (_, __, attribute) =>
      attribute === 'holders' ? 'several' : 'iom'
    const [one] = versionsOf(keys())
    const [other] = resolveVersions(leadership, keys(), several)
    expect([one?.values.organization, one?.time.kind]).toEqual(['iom', 'exclusive_term'])
    expect([other?.values.organization, other?.time.kind]).toEqual(['iom', 'term'])
  })

  it('makes no version while the post is not known', () => {
    expect(resolveVersions(leadership, keys(), () => null)).toEqual([])
  })
})

describe('attestations', () => {
  it('are not ranked: the latest is served, and the others are coarser', () => {
    const late = claim(reference, 'attested', '2021')
    const early = claim(official, 'attested', '2019-11-26')
    const version = versionsOf([...keys(reference), late, early]).at(-1)
    expect(version?.values.attested).toBe('2021')
    expect(stanceIn(version, early.id)).toBe('coarser')
  })

  it('limit the days on which a term can have started and ended', () => {
    const version = versionsOf([
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
    const version = versionsOf([...keys(), claim(official, 'end', '2013-11-21'), outside]).at(-1)
    expect(version?.values.attested).toBeNull()
    expect(stanceIn(version, outside.id)).toBe('disagrees')
    expect(version?.bounds?.end_max).toBe('2013-11-21')
  })
})
