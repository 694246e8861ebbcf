import { KINDS } from '../facts/sources.ts'
import { type Bounds, bounds, equal, inside, overlap, width } from '../records/edtf.ts'
import type { Stance, Value } from '../records/evidence.ts'
import type { Form } from '../records/noun.ts'
import { byRank, compare } from '../records/rule.ts'
import { holds } from '../records/time.ts'
import type { Heard } from './claims.ts'

/**
 * The rule: which of several claims about one field is served (the README explains it to readers).
 *
 * 1. the higher standing of its source;
 * 2. then the later of the earliest days the source can have, unbounded last; then the source's id;
 * 3. a day that lies inside the value so far replaces it, but a reference refines only a reference.
 */

/** The lowest standing: a source that may refine nothing but its like. */
const REFERENCE = KINDS.indexOf('reference')

/** Ids make the order total, so that input order never matters. */
function ranked(claims: readonly Heard[]): Heard[] {
  return counting(claims).sort((a, b) => byRank(a, b) || compare(a.id, b.id))
}

/** The claim whose value is served, of those that are not set aside; null where there is none. */
export function decide(form: Form, claims: readonly Heard[]): Heard | null {
  const [first, ...others] = ranked(claims)
  if (first === undefined) return null
  if (form !== 'day') return first
  return others.reduce((best, claim) => (refines(claim, best) ? claim : best), first)
}

function refines(claim: Heard, best: Heard): boolean {
  if (claim.standing === REFERENCE && best.standing !== REFERENCE) return false
  const [finer, coarser] = [dateOf(claim.value), dateOf(best.value)]
  return inside(finer, coarser) && !equal(finer, coarser)
}

/** How a claim stands to the value of its field; a value of null leaves only what was set aside. */
export function stanceOf(form: Form, claim: Heard, value: Value | null): Stance {
  if (claim.set_aside !== null) return 'set_aside'
  if (value === null) return 'disagrees'
  if (claim.value === value) return 'agrees'
  if (form !== 'day' && form !== 'span') return 'disagrees'
  const [said, served] = [dateOf(claim.value), dateOf(value)]
  if (equal(said, served)) return 'agrees'
  if (form === 'span' || !overlap(said, served)) return 'disagrees'
  if (inside(said, served)) return 'finer'
  return inside(served, said) || width(said) > width(served) ? 'coarser' : 'disagrees'
}

/** The attestation that is served: the latest that can lie within the decided period. */
export function decideAttested(claims: readonly Heard[], start: Bounds, end: Bounds): Heard | null {
  const latest = counting(claims)
    .filter(({ value }) => holds(dateOf(value), start, end))
    .sort(
      (a, b) =>
        compare(dateOf(b.value).min, dateOf(a.value).min) ||
        compare(dateOf(a.value).max, dateOf(b.value).max) ||
        byRank(a, b) ||
        compare(a.id, b.id),
    )
  return latest[0] ?? null
}

/** Attestations are not ranked: one within the period is at most coarser than the latest. */
export function stanceOfAttested(
  claim: Heard,
  value: Value | null,
  start: Bounds,
  end: Bounds,
): Stance {
  if (claim.set_aside !== null) return 'set_aside'
  if (!holds(dateOf(claim.value), start, end)) return 'disagrees'
  return value !== null && equal(dateOf(claim.value), dateOf(value)) ? 'agrees' : 'coarser'
}

export function counting(claims: readonly Heard[]): Heard[] {
  return claims.filter(({ set_aside }) => set_aside === null)
}

function dateOf(value: Value): Bounds {
  return bounds(String(value))
}
