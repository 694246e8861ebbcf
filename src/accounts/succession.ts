import { bounds, LATEST } from '../records/edtf.ts'
import type { Noun } from '../records/noun.ts'
import {
  greatest,
  hasStatus,
  least,
  type OneTime,
  statusOf,
  type TimeBounds,
  timeOf,
} from '../records/time.ts'
import { compare } from './problems.ts'
import type { Version } from './resolve.ts'

/** A record's versions, under its id. */
export interface Told {
  record: string
  versions: Version[]
}

/**
 * Derives what no source states: for records that succeed one another, ends from the next one's
 * beginning; for all that end, a status. A record's versions are split on the days on which what
 * is known of its neighbours changes its end.
 *
 * @param group the records that succeed one another, in any order; else one record
 */
export function succeed(noun: Noun, group: readonly Told[]): Told[] {
  const days = group.flatMap(({ versions }) => versions.flatMap(spanOf))
  return group.map(({ record, versions }) => {
    const split = versions
      .flatMap((version) => cut(version, days))
      .map((version) => derived(noun, version, next(group, record, version.known_from)))
    return { record, versions: merged(split) }
  })
}

function spanOf({ known_from, known_to }: Version): string[] {
  return known_to === null ? [known_from] : [known_from, known_to]
}

function cut(version: Version, days: readonly string[]): Version[] {
  const { known_from, known_to } = version
  const within = days.filter((day) => day > known_from && (known_to === null || day < known_to))
  const starts = [known_from, ...new Set(within.sort())]
  return starts.map((start, index) => ({
    ...version,
    known_from: start,
    known_to: starts[index + 1] ?? known_to,
  }))
}

/** The record that begins next after this one, as known on that day. */
function next(group: readonly Told[], record: string, day: string): Version | null {
  const known = group
    .map(({ record, versions }) => ({ record, version: versionAt(versions, day) }))
    .filter((told): told is { record: string; version: Version } => told.version !== undefined)
    .sort((a, b) => byStart(a.version, b.version) || compare(a.record, b.record))
  return known[known.findIndex((told) => told.record === record) + 1]?.version ?? null
}

export function versionAt(versions: readonly Version[], day: string): Version | undefined {
  return versions.find(
    ({ known_from, known_to }) => known_from <= day && (known_to === null || day < known_to),
  )
}

function byStart(a: Version, b: Version): number {
  const [left, right] = [a.bounds, b.bounds]
  if (left === null || right === null) return 0
  return compare(left.start_max, right.start_max) || compare(left.start_min, right.start_min)
}

function derived(noun: Noun, version: Version, following: Version | null): Version {
  const time = timeOf(noun.time, version.values)
  if (!hasStatus(time)) return version
  const { values, bounds } = ended(time, version, following)
  const status = statusOf(time, time.end === undefined ? null : values[time.end])
  return { ...version, bounds, values: { ...values, status } }
}

function ended(
  time: Extract<OneTime, { start: string }>,
  version: Version,
  following: Version | null,
): Pick<Version, 'values' | 'bounds'> {
  const { values, bounds: own } = version
  const begins = following?.bounds?.start_max ?? LATEST
  if (time.end === undefined || own === null || values[time.end] !== null || begins === LATEST)
    return { values, bounds: own }
  const start = String(following?.values[time.start] ?? `../${begins}`)
  return time.kind === 'lasting'
    ? { values: { ...values, [time.end]: start }, bounds: untilNext(own, start) }
    : { values: { ...values, [time.end]: notAfter(start) }, bounds: atMost(own, begins) }
}

/** A name goes on until the next one begins. */
function untilNext(own: TimeBounds, start: string): TimeBounds {
  const { min, max } = bounds(start)
  return {
    ...own,
    end_min: greatest([own.start_min, min]),
    end_max: greatest([own.start_min, max]),
  }
}

/** A term ends no later than the next one begins; where it was attested later, not before that. */
function atMost(own: TimeBounds, day: string): TimeBounds {
  const end_max = greatest([own.end_min, least([own.end_max, day])])
  return { ...own, start_max: least([own.start_max, end_max]), end_max }
}

function notAfter(start: string): string {
  return `../${start.slice(start.indexOf('/') + 1)}`
}

function merged(versions: readonly Version[]): Version[] {
  const kept: Version[] = []
  for (const version of versions) {
    const before = kept.at(-1)
    if (before !== undefined && before.known_to === version.known_from && alike(before, version)) {
      before.known_to = version.known_to
      before.stances = version.stances
    } else kept.push({ ...version })
  }
  return kept
}

function alike(a: Version, b: Version): boolean {
  return JSON.stringify([a.values, a.bounds]) === JSON.stringify([b.values, b.bounds])
}
