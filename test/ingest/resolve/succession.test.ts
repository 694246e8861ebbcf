import { describe, expect, it } from 'vitest'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import { applySuccession } from '../../../src/ingest/resolve/succession.ts'
import { claim, government, official, older, type Said } from '../../support/random-claims.ts'

function name(record: string, start: string, by: Said) {
  const of = { collection: 'names', record }
  const claims = [
    claim(by, 'organization', 'iom', of),
    claim(by, 'name', record, of),
    claim(by, 'start', start, of),
  ]
  return { record, versions: resolveVersions(names, claims) }
}

function head(record: string, by: Said, dates: Record<string, string>) {
  const of = { collection: 'leadership', record }
  const claims = [
    claim(by, 'organization', 'iom', of),
    claim(by, 'post', 'director_general', of),
    claim(by, 'person', record, of),
    ...Object.entries(dates).map(([field, date]) => claim(by, field, date, of)),
  ]
  return { record, versions: resolveVersions(leadership, claims) }
}

describe('names succeed one another', () => {
  it('each goes on until the next begins, and only the newest is ongoing', () => {
    const items = applySuccession(names, [
      name('second', '1952', older),
      name('third', '1989-11-14', older),
      name('first', '1951', older),
    ])
    const ends = items.map(({ record, versions }) => {
      const { values, bounds } = versions.at(-1) ?? {}
      return [record, values?.end, values?.status, bounds?.end_min, bounds?.end_max]
    })
    expect(ends).toEqual([
      ['second', '1989-11-14', 'ended', '1989-11-14', '1989-11-14'],
      ['third', null, 'ongoing', '9999-12-31', '9999-12-31'],
      ['first', '1952', 'ended', '1952-01-01', '1952-12-31'],
    ])
  })

  it('a name that is known_from of later splits the one before it on that day', () => {
    const [first] = applySuccession(names, [
      name('first', '1952', older),
      name('second', '1980', government),
    ])
    expect(
      first?.versions.map(({ known_from, known_to, values }) => [
        known_from,
        known_to,
        values.end,
        values.status,
      ]),
    ).toEqual([
      ['2015-11-27', '2020-05-31', null, 'ongoing'],
      ['2020-05-31', null, '1980', 'ended'],
    ])
  })
})

describe('heads succeed one another', () => {
  it('a term ends no later than the next begins', () => {
    const [first, second] = applySuccession(leadership, [
      head('first', older, { start: '2008-10-01' }),
      head('second', government, { start: '2018-10' }),
    ])
    expect(first?.versions.at(-1)).toMatchObject({
      values: { end: '../2018-10', status: 'ended' },
      bounds: { start_min: '2008-10-01', end_min: '2008-10-01', end_max: '2018-10-31' },
    })
    expect(second?.versions.at(-1)?.values.status).toBe('end_unknown')
  })

  it('an end that a source states is kept', () => {
    const [first] = applySuccession(leadership, [
      head('first', official, { start: '2008-10-01', end: '2018-09-30' }),
      head('second', official, { start: '2018-10-01' }),
    ])
    expect(first?.versions.at(-1)?.values.end).toBe('2018-09-30')
  })

  it('a head of whom only an attestation is known still ends the term before', () => {
    const [first] = applySuccession(leadership, [
      head('first', older, { attested: '2013-06' }),
      head('second', official, { attested: '2019-11-26' }),
    ])
    expect(first?.versions.at(-1)?.values.end).toBe('../2019-11-26')
  })

  it('a head of whom no date is known ends none', () => {
    const items = applySuccession(leadership, [
      head('first', older, { start: '2008' }),
      head('second', older, {}),
    ])
    expect(items.map(({ versions }) => versions.at(-1)?.values.end)).toEqual([null, null])
  })
})
