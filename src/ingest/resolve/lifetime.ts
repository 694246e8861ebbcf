import { LATEST } from '../../domain/edtf.ts'
import { earliestDay, latestDay, type TimeBounds } from '../../domain/valid-time.ts'
import {
  type DerivedEnd,
  dateOf,
  lastDateOf,
  lastKnownDay,
  limitEnd,
  type PeriodVersion,
} from './derived-end.ts'

/** When a referenced record existed, according to the sources known from `known_from` until `known_to`. */
export interface Lifetime {
  known_from: string
  known_to: string | null
  bounds: TimeBounds
  /** EDTF; null if no end is known. */
  end: string | null
  /** The claims about its end. */
  endClaims: readonly string[]
  /** Whether it is presumed to exist as long as what depends on it: its time is a term without a stated end. */
  isPresumed: boolean
}

/** A record begins no earlier than the one that it refers to, unless the sources contradict one another. */
export function limitStart(bounds: TimeBounds, lifetime: Lifetime): TimeBounds {
  const { start_min } = lifetime.bounds
  if (start_min <= bounds.start_min || start_min > bounds.start_max) return bounds
  if (start_min > bounds.end_max) return bounds
  return { ...bounds, start_min, end_min: latestDay([bounds.end_min, start_min]) }
}

/**
 * A record ends no later than the records that it refers to. A lasting record ends with the first of them: if
 * the end of one is not known, neither is its own.
 */
export function endByLifetimes(
  own: PeriodVersion,
  derived: DerivedEnd,
  lifetimes: readonly Lifetime[],
): DerivedEnd {
  const { bounds } = derived
  const isOngoing = bounds.end_min === LATEST
  const lastKnown = isOngoing ? lastKnownDay(own) : bounds.end_min
  // If this record is attested after the end of one that it refers to, no end follows from that.
  const limiting = lifetimes.filter(
    ({ bounds: { end_max } }) => end_max >= lastKnown && end_max >= bounds.start_min,
  )
  const firstEnd = earliestDay(limiting.map(firstEndOf))
  const end_min = isOngoing ? latestDay([lastKnown, firstEnd]) : bounds.end_min
  const end_max = earliestDay(limiting.map((lifetime) => lifetime.bounds.end_max))
  if (end_max >= bounds.end_max)
    return end_min === bounds.end_min
      ? derived
      : { ...derived, status: 'end_unknown', bounds: { ...bounds, end_min } }
  const limited = limitEnd({ ...bounds, end_min }, end_max)
  if (own.time.kind === 'event') return { ...derived, bounds: limited }
  const isLasting = own.time.kind === 'lasting'
  const firstClaims = isLasting && !isOngoing ? derived.claims : []
  const ending = limiting.filter(
    (lifetime) =>
      lifetime.bounds.end_max === end_max || (isLasting && firstEndOf(lifetime) === end_min),
  )
  return {
    value: endText(isLasting, limited, ending),
    status: 'ended',
    bounds: limited,
    claims: [...new Set([...firstClaims, ...ending.flatMap(({ endClaims }) => endClaims)])],
  }
}

function firstEndOf({ bounds, isPresumed }: Lifetime): string {
  return isPresumed ? bounds.end_max : bounds.end_min
}

/** The derived end, in the words of a source if it states exactly this. */
function endText(isLasting: boolean, limited: TimeBounds, ending: readonly Lifetime[]): string {
  const { end_min, end_max } = limited
  const latest = ending.filter(({ end, bounds }) => end !== null && bounds.end_max === end_max)
  if (!isLasting) return `../${lastDateOf(latest[0]?.end ?? null, end_max)}`
  return dateOf(latest[0]?.end ?? null, { min: end_min, max: end_max })
}
