import {
  compareText,
  type RankedClaim,
  STANCES,
  type Stance,
  type Value,
} from '../../domain/claim.ts'
import { type DateBounds, edtfBounds, LATEST, UNBOUNDED } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { type TimeBounds, type TimeKind, timeBounds, timeKindOf } from '../../domain/valid-time.ts'
import {
  decideAttested,
  decideValue,
  stanceOf,
  stanceOfAttested,
  withoutSetAside,
} from './decide.ts'

/** One version of a record: its values according to the sources known from `known_from` until `known_to`. */
export interface Version {
  known_from: string
  /** The day on which the next version supersedes it; null if it is current. */
  known_to: string | null
  values: Record<string, Value | null>
  bounds: TimeBounds | null
  /** The stance of each claim that is known before `known_to`, by claim id, in the order of evidence. */
  stances: Map<string, Stance>
}

/**
 * Resolves the claims of one record to its versions. The order of the claims makes no difference.
 * Versions never overlap, and each differs from the previous one. The first begins on the day on which
 * all required fields are decided.
 */
export function resolveVersions(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
): Version[] {
  const days = [...new Set(claims.map(({ known_from }) => known_from))].sort()
  const versions: Version[] = []
  for (const day of days) {
    const known = claims.filter(({ known_from }) => known_from <= day)
    const decided = decideRecord(resourceType, known)
    const previous = versions.at(-1)
    if (decided === null || (previous !== undefined && hasSameContent(previous, decided))) continue
    if (previous !== undefined) previous.known_to = day
    versions.push({ known_from: day, known_to: null, ...decided, stances: new Map() })
  }
  for (const version of versions) version.stances = stancesIn(resourceType, claims, version)
  return versions
}

type Content = Pick<Version, 'values' | 'bounds'>

/** Decides all fields of a record. Returns null if a required one is undecided. */
function decideRecord(resourceType: ResourceType, claims: readonly RankedClaim[]): Content | null {
  const byField = Map.groupBy(claims, ({ field }) => field)
  const values: Version['values'] = {}
  for (const [name, { type, role }] of Object.entries(resourceType.fields)) {
    values[name] = decideValue(type, byField.get(name) ?? [])?.value ?? null
    if (values[name] === null && role !== 'plain') return null
  }
  const time = timeKindOf(resourceType.time, values)
  const attestedField = attestedFieldOf(time)
  if (attestedField === undefined) return { values, bounds: timeBounds(time, values, []) }
  const attestations = byField.get(attestedField) ?? []
  const { start, end } = decidedPeriod(time, values)
  values[attestedField] = decideAttested(attestations, start, end)?.value ?? null
  const dates = withoutSetAside(attestations).map(({ value }) => String(value))
  return { values, bounds: timeBounds(time, values, dates) }
}

/** A claim that changes neither a value nor a bound makes no new version. */
export function hasSameContent(a: Content, b: Content): boolean {
  return JSON.stringify([a.values, a.bounds]) === JSON.stringify([b.values, b.bounds])
}

interface ClaimStance {
  claim: RankedClaim
  stance: Stance
}

function stancesIn(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
  { values, known_to }: Version,
): Version['stances'] {
  const time = timeKindOf(resourceType.time, values)
  const attestedField = attestedFieldOf(time)
  const { start, end } = decidedPeriod(time, values)
  const stances = claims
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
  return new Map(stances.map(({ claim, stance }) => [claim.id, stance]))
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

function attestedFieldOf(time: TimeKind): string | undefined {
  return 'attested' in time ? time.attested : undefined
}

/** The days on which a record can have started and ended by its decided values. */
function decidedPeriod(
  time: TimeKind,
  values: Version['values'],
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

/** Whether the decided end is before the decided start, so that one of the two claims must be wrong. */
export function endsBeforeItBegins(resourceType: ResourceType, { values }: Version): boolean {
  const { start, end } = decidedPeriod(timeKindOf(resourceType.time, values), values)
  return end.max < start.min && end.max !== LATEST
}
