import fc from 'fast-check'
import { expect } from 'vitest'
import { edtfBounds } from '../../../src/domain/edtf.ts'
import type { TimeBounds } from '../../../src/domain/valid-time.ts'

/**
 * Possible worlds: each record begins and ends on days that its dates allow. `definite` must be true in all
 * worlds, and whatever is true in one world must be at least `possible`.
 */

export interface Interval {
  start: string
  end: string
}

/** The time of each record in one world. */
export type World = readonly Interval[]

export const FOREVER = '9000-01-01'
export const ALWAYS: Interval = { start: '1000-01-01', end: FOREVER }

/** More runs find rarer errors: `RUNS=5000 npx vitest run test/ingest/resolve/possible-worlds`. */
export const RUNS = Number(process.env.RUNS ?? 400)

/** The days on which a record can begin and end. */
const DAYS = ['1951-01-01', '1951-06-01', '1952-01-01', '1952-06-01', '1953-01-01', '1953-06-01']
export const GRID = ['1940-01-01', ...DAYS, '1960-01-01', FOREVER]
/** The days on which derived bounds are compared. */
export const ASKED = [...GRID.slice(0, -1), '1951-03-01', '1955-01-01', '2000-01-01']

export const randomDates = {
  start: fc.constantFrom(
    ...[...DAYS, '1951', '1952', '195X', '1951/1952', '../1952', '1952/..', null],
  ),
  end: fc.constantFrom(null, null, null, '1952', '1952-06-01', '1953/..', '../1953'),
  attested: fc.constantFrom(null, null, '1951-06-01', '1952', '1952-06-01', '1953'),
}

/** The dates that sources state about a record. */
export interface StatedDates {
  start: string | null
  end?: string | null
  attested?: string | null
}

/** Whether a date allows a day. */
export function allows(date: string | null | undefined, day: string): boolean {
  if (date == null) return true
  const { min, max } = edtfBounds(date)
  return min <= day && day <= max
}

/** Whether a source is right that the record was true on some day of `attested`. */
export function isAttested({ start, end }: Interval, attested: string | null | undefined): boolean {
  if (attested == null) return true
  const { min, max } = edtfBounds(attested)
  return start <= max && end >= min
}

/** Every time that a record can have by its own dates, within the time of what it depends on. */
export function intervalsOf(
  { start, end, attested }: StatedDates,
  days: readonly string[],
  within: readonly Interval[] = [],
): Interval[] {
  return days
    .flatMap((first) => days.map((last) => ({ start: first, end: last })))
    .filter(
      (own) =>
        own.start <= own.end &&
        own.start !== FOREVER &&
        allows(start, own.start) &&
        allows(end, own.end) &&
        isAttested(own, attested) &&
        within.every((outer) => outer.start <= own.start && own.end <= outer.end),
    )
}

/** Every choice of one interval for each record in which each pair is allowed. */
export function* combinations(
  candidates: readonly (readonly Interval[])[],
  isAllowed: (a: number, first: Interval, b: number, second: Interval) => boolean,
  chosen: Interval[] = [],
): Generator<World> {
  const index = chosen.length
  const own = candidates[index]
  if (own === undefined) return yield chosen
  for (const interval of own)
    if (chosen.every((other, b) => isAllowed(index, interval, b, other)))
      yield* combinations(candidates, isAllowed, [...chosen, interval])
}

/** Compares derived bounds with all worlds. Returns the number of worlds. */
export function expectSound(
  bounds: readonly TimeBounds[],
  worlds: Iterable<World>,
  days: readonly string[],
  about: unknown,
): number {
  const seen = bounds.map(() => days.map(() => ({ always: true, ever: false })))
  let count = 0
  for (const world of worlds) {
    count += 1
    for (const [index, { start, end }] of world.entries())
      for (const [nth, day] of days.entries()) {
        const cell = seen[index]?.[nth]
        if (cell === undefined) continue
        const holds = start <= day && day <= end
        cell.always &&= holds
        cell.ever ||= holds
      }
  }
  if (count === 0) return 0
  for (const [index, { start_min, start_max, end_min, end_max }] of bounds.entries())
    for (const [nth, day] of days.entries()) {
      const isPossible = start_min <= day && end_max >= day
      const isDefinite = start_max <= day && end_min >= day
      const { always, ever } = seen[index]?.[nth] ?? { always: false, ever: true }
      const message = () => `record ${index} on ${day} of ${JSON.stringify(about)}`
      if (isDefinite && !always) expect.fail(`not definite: ${message()}`)
      if (ever && !isPossible) expect.fail(`possible: ${message()}`)
    }
  return count
}
