import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edtfBounds } from '../../src/domain/edtf.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { timeKindOf } from '../../src/domain/valid-time.ts'
import { fixtureApp, get, type Json, loadFolder, SEED } from '../support/app.ts'

const app = await fixtureApp()
const real = loadFolder(SEED).db

/** Every row of a collection with its bounds, to reckon by hand. */
function rowsOf(collection: string): Json[] {
  return real.prepare(`SELECT * FROM ${collection} WHERE known_to IS NULL`).all()
}

const days = fc
  .integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2027, 0, 1) })
  .map((time) => new Date(time).toISOString().slice(0, 10))
const questions = fc.oneof(
  days,
  days.map((day) => day.slice(0, 7)),
  days.map((day) => day.slice(0, 4)),
  fc
    .tuple(days, days)
    .filter(([a, b]) => a !== b)
    .map((two) => two.sort().join('/')),
  days.map((day) => `${day}/..`),
)

/** The certainty of a period by trying its earliest and latest beginnings and ends. */
function byHand(row: Json, asked: { min: string; max: string }): string | null {
  const held = (start: string, end: string) => start <= asked.max && end >= asked.min
  const possible = held(row.start_min, row.end_max)
  const certain = [row.start_min, row.start_max].every((start) =>
    [row.end_min, row.end_max].every((end) => held(start, end < start ? start : end)),
  )
  return certain ? 'definite' : possible ? 'possible' : null
}

describe('valid_at', () => {
  const timed = resourceTypes.filter(({ time }) => time.kind !== 'timeless')

  it.each(timed)('gives $name the certainty that their bounds give', async (resourceType) => {
    const rows = rowsOf(resourceType.name)
    await fc.assert(
      fc.asyncProperty(questions, async (valid_at) => {
        const asked = edtfBounds(valid_at)
        const { data } = await get(
          app,
          `/v1/${resourceType.name}?limit=500&evidence=none&valid_at=${valid_at}`,
        )
        const shown = new Map(data.map(({ id, certainty }: Json) => [id, certainty]))
        for (const row of rows) {
          const time = timeKindOf(resourceType.time, row)
          const expected =
            time.kind === 'series' ? ofSeries(rows, row, time.by, asked) : byHand(row, asked)
          expect(shown.get(row.id) ?? null, `${row.id} at ${valid_at}`).toBe(expected)
        }
      }),
      { numRuns: 60 },
    )
  })

  it.each(timed)(
    'of $name splits into what is definite, possible and carried',
    async ({ name }) => {
      for (const valid_at of ['1960', '2014', '2018-10', '2020-05-31', '2024-06']) {
        const ask = async (certainty: string) => {
          const url = `/v1/${name}?limit=500&evidence=none&valid_at=${valid_at}${certainty}`
          const response = await app.inject({ url })
          return response.statusCode === 200 ? response.json().data : []
        }
        const all = await ask('')
        const parts = await Promise.all(
          ['definite', 'possible', 'carried'].map((one) => ask(`&certainty=${one}`)),
        )
        expect(
          parts
            .flat()
            .map(({ id }: Json) => id)
            .sort(),
        ).toEqual(all.map(({ id }: Json) => id).sort())
        for (const [index, part] of parts.entries())
          for (const { certainty } of part)
            expect(certainty).toBe(['definite', 'possible', 'carried'][index])
      }
    },
  )

  it('shows a head as definite as far as documents have him in office', async () => {
    const ask = async (valid_at: string) => {
      const { data } = await get(app, `/v1/leadership?post=director_general&valid_at=${valid_at}`)
      return data.map(({ person, certainty }: Json) => `${person} ${certainty}`)
    }
    expect(await ask('2014')).toEqual(['william-lacy-swing definite'])
    expect(await ask('2018-08')).toEqual(['william-lacy-swing possible'])
    expect(await ask('2018-10')).toEqual([
      'antonio-vitorino definite',
      'william-lacy-swing possible',
    ])
    expect(await ask('2019')).toEqual(['antonio-vitorino definite'])
    expect(await ask('2024-06')).toEqual(['amy-pope definite'])
  })

  it('carries a count to the next statement, and shows between which it lies', async () => {
    const ask = async (valid_at: string) => {
      const { data } = await get(
        app,
        `/v1/member_counts?category=member_states&valid_at=${valid_at}`,
      )
      const [{ count, certainty, next, previous }] = data
      return [count, certainty, previous?.count ?? null, next?.count ?? null]
    }
    expect(await ask('2009-08')).toEqual([125, 'carried', null, 127])
    expect(await ask('2012-06-01')).toEqual([146, 'carried', null, 146])
    expect(await ask('2015')).toEqual([162, 'possible', 157, 162])
    expect(await ask('2019-11-26')).toEqual([173, 'definite', null, null])
    expect(await ask('2026-12')).toEqual([175, 'carried', null, null])
  })

  it('together with known_at tells what documents said then of another time', async () => {
    const { data } = await get(
      app,
      '/v1/member_counts?category=member_states&valid_at=2026&known_at=2016-01-01',
    )
    expect(data.map(({ count, certainty }: Json) => [count, certainty])).toEqual([[157, 'carried']])
  })

  it.each([
    ['/v1/leadership?valid_at=2018-13', 'valid_at'],
    ['/v1/leadership?valid_at=2019/2018', 'valid_at'],
    ['/v1/leadership?valid_at=2018-21', 'valid_at'],
    ['/v1/leadership?valid_at=2018?', 'valid_at'],
    ['/v1/leadership?valid_at=', 'valid_at'],
    ['/v1/people?valid_at=2018', 'valid_at'],
    ['/v1/sources?valid_at=2018', 'valid_at'],
    ['/v1/leadership/iom-director-general-swing?valid_at=2018', 'valid_at'],
    ['/v1/leadership?certainty=definite', 'certainty'],
    ['/v1/leadership?valid_at=2018&certainty=carried', 'certainty'],
    ['/v1/leadership?as_of=2018', 'as_of'],
  ])('refuses %s', async (url, parameter) => {
    const response = await app.inject({ url })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors.map((error: Json) => error.parameter)).toEqual([parameter])
  })

  it('of one record names the list to ask instead, and a bare as_of is told of both clocks', async () => {
    const detail = async (url: string) => (await app.inject({ url })).json().detail
    expect(await detail('/v1/leadership/x?valid_at=2018')).toBe(
      'valid_at: one record is told whole; ask its list: /v1/leadership?valid_at=',
    )
    expect(await detail('/v1/people?valid_at=2018')).toContain('has no time of its own')
    expect(await detail('/v1/names?as_of=2018')).toMatch(
      /valid_at asks when it was true, known_at what/,
    )
  })

  it('refuses a cursor that was taken under other clocks', async () => {
    const { page } = await get(app, '/v1/figures?limit=1&valid_at=2018')
    const cursor = new URL(page.next, 'http://here').searchParams.get('cursor')
    for (const clocks of ['', '&valid_at=2019', '&valid_at=2018&known_at=2020-05-31']) {
      const response = await app.inject({ url: `/v1/figures?limit=1&cursor=${cursor}${clocks}` })
      expect(response.statusCode).toBe(400)
      expect(response.json().detail).toContain('taken under other parameters')
    }
  })
})

/** The statement that a series is told by, reckoned over all of them. */
function ofSeries(
  rows: Json[],
  row: Json,
  by: readonly string[],
  asked: { min: string; max: string },
) {
  const key = ({ start_min, start_max, id }: Json) => [start_min, start_max, id].join(' ')
  const [latest] = rows
    .filter(
      (other) => by.every((name) => other[name] === row[name]) && other.start_min <= asked.max,
    )
    .sort((a, b) => (key(a) < key(b) ? 1 : -1))
  if (latest?.id !== row.id) return null
  if (row.start_min >= asked.min && row.start_max <= asked.max) return 'definite'
  return row.start_max >= asked.min ? 'possible' : 'carried'
}
