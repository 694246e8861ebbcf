import type { Value } from '../../domain/claim.ts'
import { type DateBounds, EARLIEST, edtfBounds, isEqual, LATEST } from '../../domain/edtf.ts'
import {
  earliestDay,
  hasStatus,
  latestDay,
  type Status,
  type TimeBounds,
  type TimeKind,
} from '../../domain/valid-time.ts'
import type { Version } from './resolve.ts'

/** The end of a version that no source states: it follows from other records. */
export interface DerivedEnd {
  /** EDTF; null if no end is known. */
  value: string | null
  status: Status
  bounds: TimeBounds
  /** The claims that it or its bounds follow from: about the start of the next record, or the end of a referenced one. */
  claims: readonly string[]
}

/** The kinds of time that have a start, an end and a status. */
export type PeriodTime = Extract<TimeKind, { start: string }>

/** A version with a period, and the record that it belongs to. */
export interface PeriodVersion extends Version {
  record: string
  time: PeriodTime
  bounds: TimeBounds
}

/**
 * The end of a version that begins with no decided end.
 *
 * @param others the versions that succeed it or that it succeeds, at the same knowledge time, sorted by record
 */
export function endBySuccession(own: PeriodVersion, others: readonly PeriodVersion[]): DerivedEnd {
  // A start that is open on both sides limits no other record.
  const dated = others.filter(
    ({ bounds }) => bounds.start_min !== EARLIEST || bounds.start_max !== LATEST,
  )
  switch (own.time.kind) {
    case 'lasting':
      return endOfLasting(own, dated)
    case 'event':
      return endOfEvent(own, dated)
    default:
      return endOfTerm(own, dated)
  }
}

const noEnd = (own: PeriodVersion, status: Status, bounds = own.bounds): DerivedEnd => ({
  value: null,
  status,
  bounds,
  claims: [],
})

/**
 * A term ends no later than the next one begins. Holders of one post do not overlap, so another term is
 * certainly later if its earliest possible end is after the latest possible start of this one. An acting
 * holder may overlap with the holder, and ends only the term of another acting holder.
 */
function endOfTerm(own: PeriodVersion, others: readonly PeriodVersion[]): DerivedEnd {
  const isActing = own.values.acting === true
  const later = others.filter((other) => {
    if (own.values.replaces === other.record) return false
    if (other.values.replaces === own.record) return true
    if (own.time.kind !== 'exclusive_term') return false
    if (isActing) return other.bounds.start_min > own.bounds.start_max
    return other.values.acting !== true && other.bounds.end_min > own.bounds.start_max
  })
  const next = firstToBegin(later)
  if (next === undefined || next.bounds.start_max === LATEST) return noEnd(own, 'end_unknown')
  // If this term is attested after the next one began, the sources contradict one another, and no end
  // follows from them.
  if (next.bounds.start_max < own.bounds.end_min) return noEnd(own, 'end_unknown')
  return {
    value: `../${lastDateOf(next.values[next.time.start] ?? null, next.bounds.start_max)}`,
    status: 'ended',
    bounds: limitEnd(own.bounds, next.bounds.start_max),
    claims: next.startClaims,
  }
}

/**
 * A lasting record ends when the next one begins. Its earliest end is the first day on which a record that
 * may be later can have begun. Its latest end is the last day on which the first record that is certainly
 * later can have begun.
 */
function endOfLasting(own: PeriodVersion, others: readonly PeriodVersion[]): DerivedEnd {
  const lastKnown = lastKnownDay(own)
  const mayFollow = others.filter(({ bounds }) => mayBeLater(bounds, own.bounds, lastKnown))
  if (mayFollow.length === 0) return noEnd(own, 'ongoing')
  const starts = mayFollow.map(({ bounds }) => latestDay([lastKnown, bounds.start_min]))
  const end_min = earliestDay(starts)
  const first = mayFollow.filter(({ bounds }) => bounds.start_min === end_min)
  const next = firstToBegin(others.filter(({ bounds }) => bounds.start_min > own.bounds.start_max))
  const isContradicted = next !== undefined && next.bounds.start_max < lastKnown
  if (next === undefined || next.bounds.start_max === LATEST || isContradicted)
    return {
      ...noEnd(own, 'end_unknown', { ...own.bounds, end_min }),
      claims: claimsOfStarts(first),
    }
  const { start_max } = next.bounds
  return {
    value: dateOf(next.values[next.time.start] ?? null, { min: end_min, max: start_max }),
    status: 'ended',
    bounds: limitEnd({ ...own.bounds, end_min }, start_max),
    claims: claimsOfStarts([next, ...first]),
  }
}

/**
 * Whether a record may have begun after this one. It came before if it began before the last day on which this
 * one is known to be true, or if it has ended by the time at which this one has certainly begun.
 */
function mayBeLater(other: TimeBounds, own: TimeBounds, lastKnown: string): boolean {
  const cameBefore = own.start_max !== LATEST && other.end_max <= own.start_max
  return other.start_max > own.start_min && other.start_max >= lastKnown && !cameBefore
}

/** An event is over when the next one of the same body begins. Only its bounds follow from that. */
function endOfEvent(own: PeriodVersion, others: readonly PeriodVersion[]): DerivedEnd {
  const later = others.filter(({ bounds }) => bounds.start_min > own.bounds.start_max)
  const last = earliestDay(later.map(({ bounds }) => bounds.start_max))
  return noEnd(own, 'end_unknown', limitEnd(own.bounds, last))
}

/** The last day on which a source states that a record without a decided end was true. */
export function lastKnownDay({ time, values, bounds }: PeriodVersion): string {
  const attested = time.attested === undefined ? null : (values[time.attested] ?? null)
  return attested === null
    ? bounds.start_min
    : latestDay([bounds.start_min, edtfBounds(String(attested)).min])
}

function claimsOfStarts(versions: readonly PeriodVersion[]): string[] {
  return [...new Set(versions.flatMap(({ startClaims }) => startClaims))]
}

/** The version with the earliest last day on which it can have begun. */
function firstToBegin(versions: readonly PeriodVersion[]): PeriodVersion | undefined {
  return versions.toSorted((a, b) => (a.bounds.start_max < b.bounds.start_max ? -1 : 1))[0]
}

/** A date as a source states it, if it allows exactly these days. */
export function dateOf(stated: Value | null, { min, max }: DateBounds): string {
  const isStated = stated !== null && isEqual(edtfBounds(String(stated)), { min, max })
  return isStated ? String(stated) : intervalOf(min, max)
}

/** The last date of a start or end, as exact as a source states it: `2018-10` rather than `2018-10-31`. */
export function lastDateOf(stated: Value | null, lastDay: string): string {
  const text = String(stated ?? lastDay)
  const last = text.slice(text.indexOf('/') + 1)
  return /X|\.\./.test(last) || edtfBounds(last).max !== lastDay ? lastDay : last
}

export function limitEnd(bounds: TimeBounds, day: string): TimeBounds {
  const end_max = earliestDay([bounds.end_max, day])
  return {
    ...bounds,
    start_max: earliestDay([bounds.start_max, end_max]),
    end_min: earliestDay([bounds.end_min, end_max]),
    end_max,
  }
}

function intervalOf(min: string, max: string): string {
  if (min === EARLIEST) return `../${max}`
  return min === max ? min : `${min}/${max}`
}

export function hasPeriod(version: Version & { record: string }): version is PeriodVersion {
  return hasStatus(version.time) && version.bounds !== null
}
