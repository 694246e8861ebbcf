import {
  compareText,
  type RankedClaim,
  STANCES,
  type Stance,
  type Value,
} from '../../domain/claim.ts'
import { edtfBounds } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { hasStatus, type TimeBounds, type TimeKind } from '../../domain/valid-time.ts'
import { attestedFieldOf, decidedPeriod, stanceOf, stanceOfAttested } from './decide.ts'

/** One claim under a version, and how it relates to the served value of a field. */
export interface EvidenceEntry {
  claim: string
  /** The field of the record that the claim supports or contradicts. */
  field: string
  stance: Stance
}

/** The decided values of a version. */
interface Decided {
  known_to: string | null
  time: TimeKind
  values: Readonly<Record<string, Value | null>>
  bounds: TimeBounds | null
  evidence: readonly EvidenceEntry[]
}

interface ClaimStance {
  claim: RankedClaim
  stance: Stance
}

/** All claims that are known before `known_to`, each with its stance to the served value. */
export function evidenceOf(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
  { time, values, known_to }: Pick<Decided, 'time' | 'values' | 'known_to'>,
): EvidenceEntry[] {
  const attestedField = attestedFieldOf(time)
  const { start, end } = decidedPeriod(time, values)
  return claims
    .filter(({ known_from }) => known_to === null || known_from < known_to)
    .map((claim): ClaimStance => {
      const type = resourceType.fields[claim.field]?.type ?? 'text'
      const served = values[claim.field] ?? null
      const stance =
        claim.field === attestedField
          ? stanceOfAttested(claim, served, start, end)
          : stanceOf(type, claim, served)
      return { claim, stance }
    })
    .sort(evidenceOrder(resourceType))
    .map(({ claim: { id, field }, stance }) => ({ claim: id, field, stance }))
}

/** Sorts by field as declared, then stance, then the day from which the claim is known. */
function evidenceOrder({ fields }: ResourceType): (a: ClaimStance, b: ClaimStance) => number {
  const fieldIndexes = new Map(Object.keys(fields).map((field, index) => [field, index]))
  const indexOf = ({ claim: { field } }: ClaimStance) =>
    fieldIndexes.get(field) ?? fieldIndexes.size
  return (a, b) =>
    indexOf(a) - indexOf(b) ||
    STANCES.indexOf(a.stance) - STANCES.indexOf(b.stance) ||
    compareText(a.claim.known_from, b.claim.known_from) ||
    compareText(a.claim.source, b.claim.source) ||
    compareText(a.claim.at, b.claim.at) ||
    compareText(a.claim.id, b.claim.id)
}

/** The claims about the start. If it can have begun later by them, also those by which it cannot. */
export function startClaimsOf(
  claims: readonly RankedClaim[],
  { time, bounds, evidence }: Pick<Decided, 'time' | 'bounds' | 'evidence'>,
): readonly string[] {
  if (!hasStatus(time) || bounds === null) return []
  const values = new Map(claims.map(({ id, value }) => [id, String(value)]))
  const claimsAbout = (field: string | undefined, stances: readonly Stance[]) =>
    evidence
      .filter((entry) => entry.field === field && stances.includes(entry.stance))
      .map(({ claim }) => claim)
  const isLimiting = (id: string) => edtfBounds(values.get(id) ?? '').max === bounds.start_max
  const stated = claimsAbout(time.start, ['agrees'])
  if (stated.some(isLimiting)) return stated
  const attesting = claimsAbout(time.attested, ['agrees', 'coarser'])
  const ending = claimsAbout(time.end, ['agrees'])
  return [...stated, ...[...attesting, ...ending].filter(isLimiting)]
}

/** Adds evidence in the order of fields and stances. */
export function addEvidence(
  { fields }: ResourceType,
  evidence: readonly EvidenceEntry[],
  added: readonly EvidenceEntry[],
): EvidenceEntry[] {
  const order = Object.keys(fields)
  return [...evidence, ...added].sort(
    (a, b) =>
      order.indexOf(a.field) - order.indexOf(b.field) ||
      STANCES.indexOf(a.stance) - STANCES.indexOf(b.stance),
  )
}
