import type { RankedClaim, Value } from '../../domain/claim.ts'
import { LATEST } from '../../domain/edtf.ts'
import { type AttributeOf, type ResourceType, storedFields } from '../../domain/resource-type.ts'
import { type TimeBounds, type TimeKind, timeBounds, timeKindOf } from '../../domain/valid-time.ts'
import {
  attestedFieldOf,
  decideAttested,
  decidedPeriod,
  decideValue,
  withoutSetAside,
} from './decide.ts'
import { type EvidenceEntry, evidenceOf, startClaimsOf } from './evidence.ts'

/** One version of a record: its values according to the sources known from `known_from` until `known_to`. */
export interface Version {
  known_from: string
  /** The day on which the next version supersedes it; null if it is current. */
  known_to: string | null
  /** Whether all required fields are decided. Only then it is served; its time limits others anyway. */
  isComplete: boolean
  time: TimeKind
  values: Record<string, Value | null>
  bounds: TimeBounds | null
  /** All claims that are known before `known_to`, in the order of evidence. */
  evidence: EvidenceEntry[]
  /** The claims from which the days follow on which it can have begun. */
  startClaims: readonly string[]
}

/** Looks up an attribute of what a field's value names: a code, or a key of a referenced record. */
export type AttributeLookup = (field: string, value: Value, attribute: string) => Value | null

/** The attributes of what the values of a record name. */
export function attributesOf(
  values: Readonly<Record<string, Value | null>>,
  lookup: AttributeLookup,
): AttributeOf {
  return (field, attribute) => {
    const value = values[field] ?? null
    return value === null ? null : lookup(field, value, attribute)
  }
}

/**
 * Resolves the claims of one record to its versions. The order of the claims makes no difference.
 * Versions never overlap, and each differs from the previous one. The first begins on the day on which
 * all keys are decided.
 *
 * @param firstKnown a day from which the record is known without a claim of its own
 */
export function resolveVersions(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
  lookup: AttributeLookup = () => null,
  firstKnown?: string,
): Version[] {
  const claimDays = claims.map(({ known_from }) => known_from)
  const days = [
    ...new Set(firstKnown === undefined ? claimDays : [...claimDays, firstKnown]),
  ].sort()
  const versions: Version[] = []
  for (const day of days) {
    const known = claims.filter(({ known_from }) => known_from <= day)
    const decided = decideRecord(resourceType, known, lookup)
    const previous = versions.at(-1)
    if (decided === null || (previous !== undefined && hasSameContent(previous, decided))) continue
    if (previous !== undefined) previous.known_to = day
    versions.push({ known_from: day, known_to: null, ...decided, evidence: [], startClaims: [] })
  }
  for (const version of versions) {
    version.evidence = evidenceOf(resourceType, claims, version)
    version.startClaims = startClaimsOf(claims, version)
  }
  return versions
}

export type Content = Pick<Version, 'isComplete' | 'time' | 'values' | 'bounds'>

/** Decides all fields of a record. Returns null if a key is undecided. */
function decideRecord(
  resourceType: ResourceType,
  claims: readonly RankedClaim[],
  lookup: AttributeLookup,
): Content | null {
  const byField = Map.groupBy(claims, ({ field }) => field)
  const values: Version['values'] = {}
  for (const [name, { type }] of Object.entries(resourceType.fields))
    values[name] = decideValue(type, byField.get(name) ?? [])?.value ?? null
  const attributeOf = attributesOf(values, lookup)
  for (const [name, field] of Object.entries(resourceType.derived ?? {}))
    values[name] = field.derive(values, attributeOf)
  const undecided = Object.entries(storedFields(resourceType)).filter(
    ([name, { role }]) => role !== 'plain' && values[name] === null,
  )
  if (undecided.some(([, { role }]) => role === 'key')) return null
  const isComplete = undecided.length === 0
  const time = timeKindOf(resourceType.time, values, attributeOf)
  const attestedField = attestedFieldOf(time)
  if (attestedField === undefined)
    return { isComplete, time, values, bounds: timeBounds(time, values, []) }
  const attestations = byField.get(attestedField) ?? []
  const { start, end } = decidedPeriod(time, values)
  values[attestedField] = decideAttested(attestations, start, end)?.value ?? null
  const dates = withoutSetAside(attestations).map(({ value }) => String(value))
  return { isComplete, time, values, bounds: timeBounds(time, values, dates) }
}

/** A claim that changes neither a value nor a bound makes no new version. */
export function hasSameContent(a: Content, b: Content): boolean {
  const content = ({ isComplete, values, bounds }: Content) =>
    JSON.stringify([isComplete, values, bounds])
  return content(a) === content(b)
}

/** Whether the decided end is before the decided start, so that one of the two claims must be wrong. */
export function endsBeforeItBegins({ time, values }: Version): boolean {
  const { start, end } = decidedPeriod(time, values)
  return end.max < start.min && end.max !== LATEST
}

/** The claims with the value that is served for a field. */
export function agreeingClaims({ evidence }: Version, field: string): string[] {
  return evidence
    .filter((entry) => entry.field === field && entry.stance === 'agrees')
    .map(({ claim }) => claim)
}
