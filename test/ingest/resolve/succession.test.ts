import { describe, expect, it } from 'vitest'
import type { KnownSource } from '../../../src/domain/claim.ts'
import { leadership } from '../../../src/domain/resources/leadership.ts'
import { names } from '../../../src/domain/resources/names.ts'
import { resolveVersions } from '../../../src/ingest/resolve/resolve.ts'
import { applySuccession } from '../../../src/ingest/resolve/succession.ts'
import { claim, government, official, older } from '../../support/random-claims.ts'

function name(record: string, start: string, source: KnownSource) {
  const of = { collection: 'names', record }
  const claims = [
    claim(source, 'organization', 'iom', of),
    claim(source, 'name', record, of),
    claim(source, 'start', start, of),
  ]
  return { record, versions: resolveVersions(names, claims) }
}

function head(record: string, source: KnownSource, dates: Record<string, string>) {
  const of = { collection: 'leadership', record }
  const claims = [
    claim(source, 'organization', 'iom', of),
    claim(source, 'post', 'director_general', of),
    claim(source, 'person', record, of),
    ...Object.entries(dates).map(([field, date]) => claim(source, field, date, of)),
  ]
  return { record, versions: resolveVersions(leadership, claims) }
}

describe('names of one organization', () => {
  it('end when the next one begins, and only the last is ongoing', () => {
    const records = applySuccession(names, [
      name('second', '1952', older),
      name('third', '1989-11-14', older),
      name('first', '1951', older),
    ])
    const ends = records.map(({ record, versions }) => {
      const { values, bounds } = versions.at(-1) ?? {}
      return [record, values?.end, values?.status, bounds?.end_min, bounds?.end_max]
    })
    expect(ends).toEqual([
      ['second', '1989-11-14', 'ended', '1989-11-14', '1989-11-14'],
      ['third', null, 'ongoing', '9999-12-31', '9999-12-31'],
      ['first', '1952', 'ended', '1952-01-01', '1952-12-31'],
    ])
  })

  it('get a new version on the day from which the next name is known', () => {
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

describe('terms of heads of one organization', () => {
  it('end no later than the next one begins', () => {
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

  it('keep an end that a source states', () => {
    const [first] = applySuccession(leadership, [
      head('first', official, { start: '2008-10-01', end: '2018-09-30' }),
      head('second', official, { start: '2018-10-01' }),
    ])
    expect(first?.versions.at(-1)?.values.end).toBe('2018-09-30')
  })

  it('end no later than the next head is attested, when the start of that term is unknown', () => {
    const [first] = applySuccession(leadership, [
      head('first', older, { attested: '2013-06' }),
      head('second', official, { attested: '2019-11-26' }),
    ])
    expect(first?.versions.at(-1)?.values.end).toBe('../2019-11-26')
  })

  it('get no end from a term without any date', () => {
    const records = applySuccession(leadership, [
      head('first', older, { start: '2008' }),
      head('second', older, {}),
    ])
    expect(records.map(({ versions }) => versions.at(-1)?.values.end)).toEqual([null, null])
  })

  it('get no end when the sources contradict one another about who was first', () => {
    const [first] = applySuccession(leadership, [
      head('first', official, { start: '2008', attested: '2019-11-26' }),
      head('second', official, { start: '2010', end: '2012' }),
    ])
    expect(first?.versions.at(-1)?.values).toMatchObject({ end: null, status: 'end_unknown' })
  })
})
