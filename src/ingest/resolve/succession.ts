import { compareText } from '../../domain/claim-ranking.ts'
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
import type { Version } from './resolve.ts'

/** A record's versions, under its id. */
export interface RecordVersions {
  record: string
  versions: Version[]
}

/**
 * Derives what no source states: for records that succeed one another, ends from the next one's
 * beginning; for all that end, a status. A record's versions are split on the days on which what
 * is known of the others changes its end.
 *
 * @param group the records that succeed one another, in any order; else one record
 */
export function applySuccession(
  resourceType: ResourceType,
  group: readonly RecordVersions[],
): RecordVersions[] {
  const days = group.flatMap(({ versions }) => versions.flatMap(spanOf))
  return group.map(({ record, versions }) => {
    const split = versions
      .flatMap((version) => cut(version, days))
      .map((version) => derived(resourceType, version, others(group, record, version.known_from)))
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

/** The others of a group as they are told on a day. */
function others(group: readonly RecordVersions[], record: string, day: string): Version[] {
  return group
    .filter((items) => items.record !== record)
    .sort((a, b) => compareText(a.record, b.record))
    .flatMap(({ versions }) => versionAt(versions, day) ?? [])
}

function versionAt(versions: readonly Version[], day: string): Version | undefined {
  return versions.find(
    ({ known_from, known_to }) => known_from <= day && (known_to === null || day < known_to),
  )
}

type Spell = Extract<TimeKind, { start: string }>

function derived(
  resourceType: ResourceType,
  version: Version,
  others: readonly Version[],
): Version {
  const time = timeKindOf(resourceType.time, version.values)
  const { values, bounds: own } = version
  if (!hasStatus(time) || own === null) return version
  const stated = time.end === undefined ? null : values[time.end]
  if (stated !== null && stated !== undefined) return withStatus(version, 'ended')
  if (time.kind === 'lasting') return goesOn(time, version, own, others)
  const end = endOfTerm(time, own, others)
  if (end === null || time.end === undefined) return withStatus(version, 'end_unknown')
  const ended = { ...version, values: { ...values, [time.end]: end.text } }
  return withStatus({ ...ended, bounds: limited(own, end.max) }, 'ended')
}

function withStatus(version: Version, status: Status): Version {
  return { ...version, values: { ...version.values, status } }
}

/**
 * A term ends no later than one begins that certainly came after it. Two terms of one post do not
 * overlap, so another came after this one if it held on some day after this one had begun.
 */
function endOfTerm(
  time: Spell,
  own: TimeBounds,
  others: readonly Version[],
): { max: string; text: string } | null {
  const next = earliest(
    others.filter(({ bounds }) => bounds !== null && bounds.end_min > own.start_max),
  )
  if (next?.bounds == null || next.bounds.start_max === LATEST) return null
  // Attested after that day: sources contradict one another, and no end follows from them.
  if (next.bounds.start_max < own.end_min) return null
  return { max: next.bounds.start_max, text: `../${lastOf(next.values[time.start], next.bounds)}` }
}

/** The one that begins first at the latest. */
function earliest(versions: readonly Version[]): Version | null {
  const [first] = [...versions].sort((a, b) =>
    compareText(a.bounds?.start_max ?? LATEST, b.bounds?.start_max ?? LATEST),
  )
  return first ?? null
}

/** The last day of a start, as exactly as it is known: `2018-10` rather than its last day. */
function lastOf(start: unknown, { start_max }: TimeBounds): string {
  const text = String(start ?? start_max)
  const last = text.slice(text.indexOf('/') + 1)
  return /X|\.\./.test(last) || edtfBounds(last).max !== start_max ? start_max : last
}

function limited(own: TimeBounds, day: string): TimeBounds {
  const end_max = earliestDay([own.end_max, day])
  return { ...own, start_max: earliestDay([own.start_max, end_max]), end_max }
}

/**
 * A name goes on until the next begins: certainly until the first day on which one may begin, and
 * at most until the last day on which one that certainly follows does.
 */
function goesOn(
  time: Spell,
  version: Version,
  own: TimeBounds,
  others: readonly Version[],
): Version {
  if (time.within === undefined || time.end === undefined) return withStatus(version, 'ongoing')
  const starts = others.flatMap(({ bounds }) => bounds ?? [])
  const may = starts.filter(({ start_max }) => start_max > own.start_min)
  if (may.length === 0) return withStatus(version, 'ongoing')
  const end_min = earliestDay(may.map(({ start_min }) => latestDay([own.start_min, start_min])))
  const next = earliest(
    others.filter(({ bounds }) => bounds !== null && bounds.start_min > own.start_max),
  )
  if (next?.bounds == null || next.bounds.start_max === LATEST)
    return withStatus({ ...version, bounds: { ...own, end_min } }, 'end_unknown')
  const { start_min, start_max } = next.bounds
  const exact = start_min === end_min
  const text = exact ? String(next.values[time.start]) : between(end_min, start_max)
  const ended = { ...version, values: { ...version.values, [time.end]: text } }
  return withStatus({ ...ended, bounds: limited({ ...own, end_min }, start_max) }, 'ended')
}

function between(min: string, max: string): string {
  if (min === EARLIEST) return `../${max}`
  return min === max ? min : `${min}/${max}`
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
