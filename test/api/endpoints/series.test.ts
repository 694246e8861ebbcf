import { describe, expect, it } from 'vitest'
import { fixtureApp, get, type Json, seedApp } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'

const app = await fixtureApp()
const realApp = await seedApp()

describe('GET /v1/series', () => {
  it('has for each year the members on 1 January, as the list of members has them', async () => {
    const { data } = await get(realApp, '/v1/series?organization=iom&from=1953&to=2020')
    expect(data).toHaveLength(68)
    for (const { year, roster } of data.filter((_: Json, index: number) => index % 9 === 0)) {
      const { page } = await get(realApp, roster.href)
      // A party that may have left and come back is counted once.
      expect(roster.definite, year).toBeLessThanOrEqual(page.totals.definite)
      expect(roster.possible, year).toBeLessThanOrEqual(page.total)
      expect(roster.possible, year).toBeGreaterThanOrEqual(roster.definite)
    }
    expect(data.find(({ year }: Json) => year === '1980').roster).toMatchObject({
      definite: 31,
      possible: 31,
    })
  })

  it('has each statement with its record, its sources, and whether the roster allows it', async () => {
    const { data, sources } = await get(realApp, '/v1/series?organization=iom&from=2018&to=2018')
    const [{ statements, disagrees }] = data
    const statement = statements.find(
      ({ record }: Json) => record === 'iom-member-states-2018-11-27',
    )
    expect(statement).toMatchObject({ value: 173, qualifier: 'exact', agrees: true })
    for (const { href, sources: cited, record } of statements) {
      const { data: served } = await get(realApp, href)
      expect(served.id).toBe(record)
      for (const source of cited) expect(Object.keys(sources)).toContain(source)
    }
    expect(disagrees).toBe(statements.some(({ agrees }: Json) => agrees === false))
  })

  it('shows counts that contradict the roster', async () => {
    const { data } = await get(realApp, '/v1/series?organization=iom&from=2021&to=2021')
    const wrong = data[0].statements.filter(({ agrees }: Json) => agrees === false)
    expect(wrong.map(({ date }: Json) => date)).toContain('2021-12-01')
    expect(data[0].disagrees).toBe(true)
  })

  it('has the figures of a measure, and years without any', async () => {
    const { data } = await get(realApp, '/v1/series?organization=iom&measure=staff&from=2015')
    const byYear = new Map<string, Json[]>(data.map((one: Json) => [one.year, one.statements]))
    expect(byYear.get('2020')?.map(({ value }) => value)).toEqual([13844])
    expect(byYear.get('2017')).toEqual([])
    for (const { roster } of data) expect(roster).toBeNull()
  })

  it('has what was known at a knowledge time', async () => {
    const { data } = await get(realApp, '/v1/series?organization=iom&known_at=2010-01-01')
    expect(data.at(-1).year).toBe('2010')
    const then = data.find(({ year }: Json) => year === '1970')
    const { page } = await get(realApp, then.roster.href)
    expect(then.roster.definite).toBe(page.totals.definite)
    expect(then.roster.possible).toBeLessThanOrEqual(page.total)
    expect(then.roster.href).toContain('known_at=2010-01-01')
  })

  it('is empty where nothing is known', async () => {
    const { data } = await get(app, '/v1/series?organization=example-merged-company&measure=staff')
    expect(data).toEqual([])
  })

  it.each([
    ['', 'organization', /missing/],
    ['organization=IOM', 'organization', /lower-case/],
    ['organization=iom&measure=stafff', 'measure', /no code of measures/],
    ['organization=iom&role=member&measure=staff', 'role', /cannot be combined/],
    ['organization=iom&from=2020&to=2010', 'from', /ends before it begins/],
    ['organization=iom&form=2020', 'form', /unknown parameter/],
  ])('returns 400 for ?%s', async (query, parameter, message) => {
    const response = await realApp.inject({ url: `/v1/series?${query}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0]).toMatchObject({
      parameter,
      message: expect.stringMatching(message),
    })
  })
})

describe('/v1/series?format=csv', () => {
  it('has the numbers of the JSON: a row for each statement, and one for each year without any', async () => {
    for (const query of ['organization=iom', 'organization=iom&measure=staff']) {
      const { data } = await get(app, `/v1/series?${query}`)
      const response = await app.inject(`/v1/series?${query}&format=csv`)
      expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
      const [header, ...rows] = parseCsv(response.body)
      expect(header).toEqual([
        ...['year', 'roster_definite', 'roster_possible', 'code', 'value', 'unit', 'qualifier'],
        ...['date', 'agrees', 'record', 'sources'],
      ])
      const expected = data.flatMap(({ year, roster, statements }: Json) => {
        const counts = [year, roster?.definite ?? '', roster?.possible ?? '']
        const all = statements.length === 0 ? [{}] : statements
        return all.map((one: Json) => [
          ...counts,
          ...[one.code, one.value, one.unit, one.qualifier, one.date, one.agrees, one.record],
          one.sources?.join(' '),
        ])
      })
      expect(rows).toEqual(
        expected.map((row: unknown[]) => row.map((cell) => (cell == null ? '' : String(cell)))),
      )
    }
  })
})
