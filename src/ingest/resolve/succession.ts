import { compareText } from '../../domain/claim.ts'
import { EARLIEST, edtfBounds, LATEST } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import {
  earliestDay,
  hasStatus,
  latestDay,
  type Status,
  type TimeBounds,
  type TimeKind,
  timeKindOf,
} from '../../domain/valid-time.ts'
import { hasSameContent, type Version } from './resolve.ts'

/** The versions of one record. */
export interface RecordVersions {
  record: string
  versions: Version[]
}

/**
 * Derives what no source states: the end of a record from the start of the next one, and the status.
 * When a source about another record changes a derived end, the version is split on that day.
 *
 * @param group the records that succeed one another, in any order, or a single record
 */
export function applySuccession(
  resourceType: ResourceType,
  group: readonly RecordVersions[],
): RecordVersions[] {
  const days = group.flatMap(({ versions }) => versions.flatMap(knownDays))
  return group.map(({ record, versions }) => {
    const derived = versions
      .flatMap((version) => splitVersion(version, days))
      .map((version) =>
        deriveEnd(resourceType, version, othersKnownAt(group, record, version.known_from)),
      )
    return { record, versions: mergeEqual(derived) }
  })
}

function knownDays({ known_from, known_to }: Version): string[] {
  return known_to === null ? [known_from] : [known_from, known_to]
}

function splitVersion(version: Version, days: readonly string[]): Version[] {
  const { known_from, known_to } = version
  const inside = days.filter((day) => day > known_from && (known_to === null || day < known_to))
  const starts = [known_from, ...new Set(inside.sort())]
  return starts.map((start, index) => ({
    ...version,
    known_from: start,
    known_to: starts[index + 1] ?? known_to,
  }))
}

/** The versions of all other records of a group on one day of knowledge time. */
function othersKnownAt(group: readonly RecordVersions[], record: string, day: string): Version[] {
  return group
    .filter((other) => other.record !== record)
    .sort((a, b) => compareText(a.record, b.record))
    .flatMap(({ versions }) => versionAt(versions, day) ?? [])
}

function versionAt(versions: readonly Version[], day: string): Version | undefined {
  return versions.find(
    ({ known_from, known_to }) => known_from <= day && (known_to === null || day < known_to),
  )
}

/** The kinds of time that have a start, an end and a status. */
type PeriodTime = Extract<TimeKind, { start: string }>

function deriveEnd(
  resourceType: ResourceType,
  version: Version,
  others: readonly Version[],
): Version {
  const time = timeKindOf(resourceType.time, version.values)
  const { values, bounds } = version
  if (!hasStatus(time) || bounds === null) return version
  const stated = time.end === undefined ? null : values[time.end]
  if (stated !== null && stated !== undefined) return withStatus(version, 'ended')
  return time.kind === 'lasting'
    ? deriveLastingEnd(time, version, bounds, others)
    : deriveTermEnd(time, version, bounds, others)
}

function withStatus(version: Version, status: Status): Version {
  return { ...version, values: { ...version.values, status } }
}

function withEnd(version: Version, field: string, end: string, bounds: TimeBounds): Version {
  return withStatus({ ...version, values: { ...version.values, [field]: end }, bounds }, 'ended')
}

/**
 * A term ends no later than the next one begins. Terms of one post do not overlap, so another term is
 * certainly later if its earliest possible end is after the latest possible start of this one.
 */
function deriveTermEnd(
  time: PeriodTime,
  version: Version,
  own: TimeBounds,
  others: readonly Version[],
): Version {
  const later = others.filter(({ bounds }) => bounds !== null && bounds.end_min > own.start_max)
  const next = firstToBegin(later)
  if (next?.bounds == null || next.bounds.start_max === LATEST || time.end === undefined)
    return withStatus(version, 'end_unknown')
  // If this term is attested after the next one began, the sources contradict one another, and no end
  // follows from them.
  if (next.bounds.start_max < own.end_min) return withStatus(version, 'end_unknown')
  const end = `../${lastDateOf(next.values[time.start], next.bounds)}`
  return withEnd(version, time.end, end, limitEnd(own, next.bounds.start_max))
}

/**
 * A lasting record ends when the next one begins. Its earliest end is the first day on which a record that
 * may be later can have begun. Its latest end is the last day on which the first record that is certainly
 * later can have begun.
 */
function deriveLastingEnd(
  time: PeriodTime,
  version: Version,
  own: TimeBounds,
  others: readonly Version[],
): Version {
  if (time.within === undefined || time.end === undefined) return withStatus(version, 'ongoing')
  const mayFollow = others
    .flatMap(({ bounds }) => bounds ?? [])
    .filter(({ start_max }) => start_max > own.start_min)
  if (mayFollow.length === 0) return withStatus(version, 'ongoing')
  const end_min = earliestDay(
    mayFollow.map(({ start_min }) => latestDay([own.start_min, start_min])),
  )
  const later = others.filter(({ bounds }) => bounds !== null && bounds.start_min > own.start_max)
  const next = firstToBegin(later)
  if (next?.bounds == null || next.bounds.start_max === LATEST)
    return withStatus({ ...version, bounds: { ...own, end_min } }, 'end_unknown')
  const { start_min, start_max } = next.bounds
  const isExact = start_min === end_min
  const end = isExact ? String(next.values[time.start]) : interval(end_min, start_max)
  return withEnd(version, time.end, end, limitEnd({ ...own, end_min }, start_max))
}

/** The version with the earliest last day on which it can have begun. */
function firstToBegin(versions: readonly Version[]): Version | null {
  const [first] = [...versions].sort((a, b) =>
    compareText(a.bounds?.start_max ?? LATEST, b.bounds?.start_max ?? LATEST),
  )
  return first ?? null
}

/** The last date of a start, as exact as a source states it: `2018-10` rather than `2018-10-31`. */
function lastDateOf(start: unknown, { start_max }: TimeBounds): string {
  const text = String(start ?? start_max)
  const last = text.slice(text.indexOf('/') + 1)
  return /X|\.\./.test(last) || edtfBounds(last).max !== start_max ? start_max : last
}

function limitEnd(bounds: TimeBounds, day: string): TimeBounds {
  const end_max = earliestDay([bounds.end_max, day])
  return { ...bounds, start_max: earliestDay([bounds.start_max, end_max]), end_max }
}

function interval(min: string, max: string): string {
  if (min === EARLIEST) return `../${max}`
  return min === max ? min : `${min}/${max}`
}

/** Merges consecutive versions with equal content, which `splitVersion` can make. */
function mergeEqual(versions: readonly Version[]): Version[] {
  const merged: Version[] = []
  for (const version of versions) {
    const previous = merged.at(-1)
    if (previous?.known_to === version.known_from && hasSameContent(previous, version)) {
      previous.known_to = version.known_to
      previous.stances = version.stances
    } else merged.push({ ...version })
  }
  return merged
}
