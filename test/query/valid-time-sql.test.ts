import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DateBounds, edtfBounds } from '../../src/domain/edtf.ts'
import type { Cell, Row } from '../../src/domain/record-serialization.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import {
  storesTimeKind,
  type TimeKind,
  timeKinds,
  type ValidTime,
} from '../../src/domain/valid-time.ts'
import { validTimeSql } from '../../src/query/valid-time-sql.ts'
import {
  fixtureDatabase,
  listOf,
  fixtureRelease as release,
  selectRows,
} from './fixture-release.ts'

/** A stored version with its bounds. */
interface Version extends Row {
  id: string
  start_min: string
  start_max: string
  end_min: string
  end_max: string
}

/** The versions of a resource type that were current at `known_at`. */
function versionsOf(collection: string, known_at: string): Version[] {
  return fixtureDatabase
    .prepare<[string, string], Version>(
      `SELECT * FROM ${collection}
        WHERE known_from <= ? AND (known_to IS NULL OR known_to > ?)`,
    )
    .all(known_at, known_at)
}

interface Expected {
  certainty: string
  next?: string | undefined
  previous?: string | undefined
}

/** The kind of time of a version. Only records that can be of two kinds store it. */
function timeKindOf(time: ValidTime, version: Version): TimeKind {
  const kinds = timeKinds(time)
  const kind = storesTimeKind(time)
    ? kinds.find((one) => one.kind === version.time_kind)
    : kinds.at(0)
  if (kind === undefined) throw new Error(`${version.id} has no kind of time.`)
  return kind
}

/** The certainty of a period: tries its earliest and latest start with its earliest and latest end. */
function certaintyOfPeriod(version: Version, { min, max }: DateBounds): Expected | undefined {
  const { start_min, start_max, end_min, end_max } = version
  const held = (start: string, end: string) => start <= max && end >= min
  if (!held(start_min, end_max)) return undefined
  const isCertain = [start_min, start_max].every((start) =>
    [end_min, end_max].every((end) => held(start, end < start ? start : end)),
  )
  return { certainty: isCertain ? 'definite' : 'possible' }
}

/** A term of a post of one holder is carried if it surely began, and neither an end nor a later term is known. */
function certaintyOfExclusiveTerm(
  version: Version,
  ofPost: Version[],
  days: DateBounds,
): Expected | undefined {
  const expected = certaintyOfPeriod(version, days)
  const isOver = version.status !== 'end_unknown' || version.start_max > days.min
  const isFollowed = ofPost.some(({ start_min }) => start_min > version.start_max)
  if (expected?.certainty !== 'possible' || isOver || isFollowed || version.end_min >= days.min)
    return expected
  return { certainty: 'carried' }
}

/** The certainty of a statement: only the latest of its series that is not later is returned. */
function certaintyOfStatement(
  statement: Version,
  series: Version[],
  { min, max }: DateBounds,
): Expected | undefined {
  const key = ({ start_min, start_max, id }: Version) => `${start_min} ${start_max} ${id}`
  const ordered = series.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  const latest = ordered.findLastIndex(({ start_min }) => start_min <= max)
  if (ordered[latest] !== statement) return undefined
  const { start_min, start_max } = statement
  const [next, previous] = [ordered[latest + 1]?.id, ordered[latest - 1]?.id]
  if (start_min >= min && start_max <= max) return { certainty: 'definite' }
  return start_max >= min
    ? { certainty: 'possible', next, previous }
    : { certainty: 'carried', next }
}

const anyDay = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2027, 0, 1) })
  .map((time) => new Date(time).toISOString().slice(0, 10))

/** Any day, and often a bound of a record: a mistake by one day shows only there. */
function daysOf(collection: string): fc.Arbitrary<string> {
  const bounds = versionsOf(collection, '2026-11-27').flatMap((version) =>
    [version.start_min, version.start_max, version.end_min, version.end_max].filter(
      (day) => day > '0001' && day < '9998',
    ),
  )
  return fc.oneof(anyDay, fc.constantFrom(...bounds))
}

const datesOf = (days: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    days,
    days.map((day) => day.slice(0, 7)),
    days.map((day) => day.slice(0, 4)),
    fc.uniqueArray(days, { minLength: 2, maxLength: 2 }).map((two) => two.sort().join('/')),
    days.map((day) => `${day}/..`),
    days.map((day) => `../${day}`),
  )

const idOf = (statement: Cell | undefined): string | undefined =>
  statement == null ? undefined : JSON.parse(String(statement)).id

const timed = resourceTypes.filter(({ time }) => time.kind !== 'timeless')

describe.each(timed)('a list of $name with a valid time', (type) => {
  const list = listOf(type.name)

  it('has exactly the records that their bounds allow, with the certainty of these bounds', () => {
    const knownDays = fc.oneof({ weight: 3, arbitrary: fc.constant('2026-11-27') }, anyDay)
    fc.assert(
      fc.property(datesOf(daysOf(type.name)), knownDays, (valid_at, known_at) => {
        const versions = versionsOf(type.name, known_at)
        const bounds = edtfBounds(valid_at)
        const expected = versions.flatMap((version) => {
          const time = timeKindOf(type.time, version)
          const related = (by: readonly string[]) =>
            versions.filter((other) => by.every((field) => other[field] === version[field]))
          const result =
            time.kind === 'series'
              ? certaintyOfStatement(version, related(time.by), bounds)
              : time.kind === 'exclusive_term'
                ? certaintyOfExclusiveTerm(version, related(time.within), bounds)
                : certaintyOfPeriod(version, bounds)
          return result === undefined
            ? []
            : [[version.id, { next: undefined, previous: undefined, ...result }]]
        })
        const selected = selectRows(release, list, { valid_at, known_at }).map(
          ({ id, certainty, next, previous }) => [
            id,
            { certainty, next: inSeries(next), previous: inSeries(previous) },
          ],
        )
        expect(Object.fromEntries(selected)).toEqual(Object.fromEntries(expected))
      }),
      { numRuns: 200 },
    )
  }, 60_000)

  /** The id of a neighbouring statement. A field can have the name of that column. */
  const inSeries = (statement: Cell | undefined) =>
    timeKinds(type.time).some(({ kind }) => kind === 'series') ? idOf(statement) : undefined

  it('splits into the records of each certainty', () => {
    const certainties = validTimeSql(type)?.certainties ?? []
    for (const valid_at of ['1960', '1996', '2014', '2018-10', '2020-05-31', '2024-06']) {
      const whole = selectRows(release, list, { valid_at })
      for (const certainty of certainties)
        expect(selectRows(release, list, { valid_at, filters: { certainty } })).toEqual(
          whole.filter((row) => row.certainty === certainty),
        )
      for (const row of whole) expect(certainties).toContain(row.certainty)
    }
  })
})

describe('validTimeSql', () => {
  it('is null for a resource type without valid time', () => {
    const timeless = resourceTypes.filter(({ time }) => time.kind === 'timeless')
    expect(timeless.map(validTimeSql)).toEqual(timeless.map(() => null))
    expect(timeless.length).toBeGreaterThan(0)
  })
})

describe('member counts at a valid time', () => {
  it.each([
    ['iom', 'member_states', '2009-08', [125, 'carried', null, 127]],
    ['iom', 'member_states', '2012-06-01', [146, 'carried', null, 146]],
    ['iom', 'member_states', '2015', [162, 'possible', 157, 162]],
    ['iom', 'member_states', '2019-11-26', [173, 'definite', null, null]],
    ['iom', 'member_states', '2026-12', [175, 'carried', null, null]],
    ['example-union', 'observers', '1970', [2, 'carried', null, 3]],
    ['example-union', 'observers', '2003-06', [5, 'possible', 3, null]],
  ])(
    'of %s for %s in %s have the count, certainty, previous and next count %j',
    (organization, category, valid_at, expected) => {
      const filters = { organization, category }
      const rows = selectRows(release, listOf('member_counts'), { valid_at, filters })
      const countOf = (statement: Cell | undefined) =>
        statement == null ? null : JSON.parse(String(statement)).count
      expect(
        rows.map(({ count, certainty, previous, next }) => [
          count,
          certainty,
          countOf(previous),
          countOf(next),
        ]),
      ).toEqual([expected])
    },
  )
})
