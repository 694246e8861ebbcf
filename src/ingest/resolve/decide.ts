import {
  compareRank,
  compareText,
  type RankedClaim,
  type Stance,
  type Value,
} from '../../domain/claim.ts'
import {
  type DateBounds,
  dayCount,
  edtfBounds,
  isEqual,
  isInside,
  overlaps,
  UNBOUNDED,
} from '../../domain/edtf.ts'
import { type FieldType, isDateType } from '../../domain/resource-type.ts'
import { SOURCE_KINDS } from '../../domain/resources/sources.ts'
import { isWithinPeriod, type TimeKind } from '../../domain/valid-time.ts'

/**
 * The ranking rule applied to the claims about one field: domain/claim.ts ranks them, then a
 * more exact date inside the best one refines it. docs/decisions/0001-ranking-rule.md has the reasons.
 */

const REFERENCE = SOURCE_KINDS.indexOf('reference')

/** Returns the claim whose value is served, or null if no claim counts. */
export function decideValue(type: FieldType, claims: readonly RankedClaim[]): RankedClaim | null {
  // Ids break ties, so that the order of the input makes no difference.
  const [first, ...others] = withoutSetAside(claims).sort(
    (a, b) => compareRank(a, b) || compareText(a.id, b.id),
  )
  if (first === undefined) return null
  if (type !== 'date') return first
  return others.reduce((best, claim) => (refines(claim, best) ? claim : best), first)
}

function refines(claim: RankedClaim, best: RankedClaim): boolean {
  // A reference has the lowest authority: it refines only another reference.
  if (claim.authority === REFERENCE && best.authority !== REFERENCE) return false
  const [bounds, bestBounds] = [boundsOf(claim), boundsOf(best)]
  return isInside(bounds, bestBounds) && !isEqual(bounds, bestBounds)
}

/**
 * How a claim relates to the served value of its field.
 *
 * @param served null if no claim counts
 */
export function stanceOf(type: FieldType, claim: RankedClaim, served: Value | null): Stance {
  if (claim.set_aside !== null) return 'set_aside'
  if (served === null) return 'disagrees'
  if (claim.value === served) return 'agrees'
  if (!isDateType(type)) return 'disagrees'
  const [stated, decided] = [boundsOf(claim), edtfBounds(String(served))]
  if (isEqual(stated, decided)) return 'agrees'
  if (type === 'period' || !overlaps(stated, decided)) return 'disagrees'
  if (isInside(stated, decided)) return 'finer'
  return isInside(decided, stated) || dayCount(stated) > dayCount(decided) ? 'coarser' : 'disagrees'
}

/**
 * Attestations are not ranked, because they do not contradict one another. The latest one that can lie
 * within the decided period is served.
 */
export function decideAttested(
  claims: readonly RankedClaim[],
  start: DateBounds,
  end: DateBounds,
): RankedClaim | null {
  const [latest] = withoutSetAside(claims)
    .filter((claim) => isWithinPeriod(boundsOf(claim), start, end))
    .sort(
      (a, b) =>
        compareText(boundsOf(b).min, boundsOf(a).min) ||
        compareText(boundsOf(a).max, boundsOf(b).max) ||
        compareRank(a, b) ||
        compareText(a.id, b.id),
    )
  return latest ?? null
}

/** An attestation within the period does not disagree: it agrees with the latest one, or is `coarser`. */
export function stanceOfAttested(
  claim: RankedClaim,
  served: Value | null,
  start: DateBounds,
  end: DateBounds,
): Stance {
  if (claim.set_aside !== null) return 'set_aside'
  if (!isWithinPeriod(boundsOf(claim), start, end)) return 'disagrees'
  const isServed = served !== null && isEqual(boundsOf(claim), edtfBounds(String(served)))
  return isServed ? 'agrees' : 'coarser'
}

export function withoutSetAside<T extends RankedClaim>(claims: readonly T[]): T[] {
  return claims.filter(({ set_aside }) => set_aside === null)
}

function boundsOf({ value }: RankedClaim): DateBounds {
  return edtfBounds(String(value))
}

export function attestedFieldOf(time: TimeKind): string | undefined {
  return 'attested' in time ? time.attested : undefined
}

/** The days on which a record can have started and ended by its decided values. */
export function decidedPeriod(
  time: TimeKind,
  values: Readonly<Record<string, Value | null>>,
): { start: DateBounds; end: DateBounds } {
  const boundsOf = (field: string | undefined) => {
    const value = field === undefined ? null : values[field]
    return typeof value === 'string' ? edtfBounds(value) : UNBOUNDED
  }
  return {
    start: boundsOf('start' in time ? time.start : undefined),
    end: boundsOf('end' in time ? time.end : undefined),
  }
}
