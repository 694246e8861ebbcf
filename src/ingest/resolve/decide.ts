import type { Stance, Value } from '../../api/evidence-schema.ts'
import type { RankedClaim } from '../../domain/claim.ts'
import { compareRank, compareText } from '../../domain/claim-ranking.ts'
import {
  type DateBounds,
  dayCount,
  edtfBounds,
  isEqual,
  isInside,
  overlaps,
} from '../../domain/edtf.ts'
import type { FieldType } from '../../domain/resource-type.ts'
import { SOURCE_KINDS } from '../../domain/resources/sources.ts'
import { isWithinPeriod } from '../../domain/valid-time.ts'

/**
 * The rule: which of several claims about one field is served (the README explains it to readers).
 *
 * 1. the higher authority of its source;
 * 2. then the later of the earliest days the source can have, unbounded last; then the source's id;
 * 3. a day that lies inside the value so far replaces it, but a reference refines only a reference.
 */

/** The lowest authority: a source that may refine nothing but its like. */
const REFERENCE = SOURCE_KINDS.indexOf('reference')

/** Ids make the order total, so that input order never matters. */
function ranked(claims: readonly RankedClaim[]): RankedClaim[] {
  return withoutSetAside(claims).sort((a, b) => compareRank(a, b) || compareText(a.id, b.id))
}

/** The claim whose value is served, of those that are not set aside; null where there is none. */
export function decideValue(form: FieldType, claims: readonly RankedClaim[]): RankedClaim | null {
  const [first, ...others] = ranked(claims)
  if (first === undefined) return null
  if (form !== 'day') return first
  return others.reduce((best, claim) => (refines(claim, best) ? claim : best), first)
}

function refines(claim: RankedClaim, best: RankedClaim): boolean {
  if (claim.authority === REFERENCE && best.authority !== REFERENCE) return false
  const [finer, coarser] = [dateOf(claim.value), dateOf(best.value)]
  return isInside(finer, coarser) && !isEqual(finer, coarser)
}

/** How a claim stands to the value of its field; a value of null leaves only what was set aside. */
export function stanceOf(form: FieldType, claim: RankedClaim, value: Value | null): Stance {
  if (claim.set_aside !== null) return 'set_aside'
  if (value === null) return 'disagrees'
  if (claim.value === value) return 'agrees'
  if (form !== 'day' && form !== 'span') return 'disagrees'
  const [said, served] = [dateOf(claim.value), dateOf(value)]
  if (isEqual(said, served)) return 'agrees'
  if (form === 'span' || !overlaps(said, served)) return 'disagrees'
  if (isInside(said, served)) return 'finer'
  return isInside(served, said) || dayCount(said) > dayCount(served) ? 'coarser' : 'disagrees'
}

/** The attestation that is served: the latest that can lie within the decided period. */
export function decideAttested(
  claims: readonly RankedClaim[],
  start: DateBounds,
  end: DateBounds,
): RankedClaim | null {
  const latest = withoutSetAside(claims)
    .filter(({ value }) => isWithinPeriod(dateOf(value), start, end))
    .sort(
      (a, b) =>
        compareText(dateOf(b.value).min, dateOf(a.value).min) ||
        compareText(dateOf(a.value).max, dateOf(b.value).max) ||
        compareRank(a, b) ||
        compareText(a.id, b.id),
    )
  return latest[0] ?? null
}

/** Attestations are not ranked: one within the period is at most coarser than the latest. */
export function stanceOfAttested(
  claim: RankedClaim,
  value: Value | null,
  start: DateBounds,
  end: DateBounds,
): Stance {
  if (claim.set_aside !== null) return 'set_aside'
  if (!isWithinPeriod(dateOf(claim.value), start, end)) return 'disagrees'
  return value !== null && isEqual(dateOf(claim.value), dateOf(value)) ? 'agrees' : 'coarser'
}

export function withoutSetAside(claims: readonly RankedClaim[]): RankedClaim[] {
  return claims.filter(({ set_aside }) => set_aside === null)
}

function dateOf(value: Value): DateBounds {
  return edtfBounds(String(value))
}
