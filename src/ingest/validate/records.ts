import { compareText, type RankedClaim } from '../../domain/claim.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { hasStatus } from '../../domain/valid-time.ts'
import { type Diagnostics, displayValue, type Subject } from '../diagnostics.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import { withoutSetAside } from '../resolve/decide.ts'
import {
  type AttributeLookup,
  agreeingClaims,
  attributesOf,
  endsBeforeItBegins,
  type Version,
} from '../resolve/resolve.ts'

/** A claim with the rank of its source and its position in a seed file. */
export type LocatedClaim = RankedClaim & { position: SeedPosition }

/** Reports errors that can be found only by comparing all claims of a record. */
export function validateRecord(
  resourceType: ResourceType,
  claims: readonly LocatedClaim[],
  versions: readonly Version[],
  diagnostics: Diagnostics,
): void {
  reportConflictingKeys(resourceType, claims, diagnostics)
  const reversed = versions.find(endsBeforeItBegins)
  if (reversed === undefined || !hasStatus(reversed.time)) return
  const [start, end] = [reversed.time.start, reversed.time.end].map((field) =>
    decidingClaim(claims, reversed, field),
  )
  if (start !== undefined && end !== undefined)
    diagnostics.add(
      end.position,
      subjectOf(end),
      `${displayValue(end.value)} is before the start ${statedAt(start)}; set one of the two aside`,
    )
}

/** The first claim with the value that a version serves for a field. */
export function decidingClaim(
  claims: readonly LocatedClaim[],
  version: Version,
  field: string,
): LocatedClaim | undefined {
  const agreeing = agreeingClaims(version, field)
  return sortByPosition(claims).find(({ id }) => agreeing.includes(id))
}

/** Reports the first rule of the resource type that a version breaks. A version that is not served may break them. */
export function reportBrokenRule(
  { rules = [] }: ResourceType,
  claims: readonly LocatedClaim[],
  versions: readonly Version[],
  lookup: AttributeLookup,
  diagnostics: Diagnostics,
): void {
  const checked = versions.filter(({ isComplete, known_to }) => isComplete || known_to === null)
  for (const version of checked)
    for (const rule of rules) {
      const { values, bounds } = version
      const broken = rule(values, attributesOf(values, lookup), bounds)
      if (broken === null) continue
      const claim = decidingClaim(claims, version, broken.field) ?? sortByPosition(claims)[0]
      if (claim === undefined) continue
      const about = { ...subjectOf(claim), field: broken.field }
      diagnostics.add(claim.position, about, broken.message)
      return
    }
}

/** Keys identify a record, and our own words describe it, so two different values are an error. */
function reportConflictingKeys(
  resourceType: ResourceType,
  claims: readonly LocatedClaim[],
  diagnostics: Diagnostics,
): void {
  for (const [field, { role, type }] of Object.entries(resourceType.fields)) {
    if (role !== 'key' && type !== 'own_words') continue
    const [first, ...others] = sortByPosition(
      claims.filter((claim) => claim.field === field && claim.set_aside === null),
    )
    const reason =
      role === 'key'
        ? 'two values of a key are two records: give this one its own id'
        : 'a text in our own words must be the same in every seed file'
    for (const other of others)
      if (first !== undefined && other.value !== first.value)
        diagnostics.add(
          other.position,
          subjectOf(other),
          `${displayValue(other.value)} contradicts ${statedAt(first)}; ${reason}`,
        )
  }
}

/**
 * Reports a record that can never be served, because no source states a field that it needs.
 *
 * @param suggest returns the end of the message: an id similar to that of the record; '' if there is none
 */
export function reportIncompleteRecord(
  resourceType: ResourceType,
  claims: readonly LocatedClaim[],
  versions: readonly Version[],
  suggest: (id: string) => string,
  diagnostics: Diagnostics,
): void {
  const [first] = sortByPosition(claims)
  if (versions.some(({ isComplete }) => isComplete) || first === undefined) return
  const counting = withoutSetAside(claims)
  const missing = Object.entries(resourceType.fields)
    .filter(([field, { role }]) => role !== 'plain' && !isStated(field, counting))
    .map(([field]) => field)
  // A record of which all claims were set aside is allowed: it can be found, but is not served.
  if (missing.every((field) => isStated(field, claims))) return
  const remedy = suggest(first.record) || '; state it in a seed file'
  diagnostics.add(
    first.position,
    { section: resourceType.name, id: first.record },
    `incomplete record: no seed file states ${missing.join(', ')}${remedy}`,
  )
}

function isStated(field: string, claims: readonly { field: string }[]): boolean {
  return claims.some((claim) => claim.field === field)
}

export function statedAt({ value, position: { file, line } }: LocatedClaim): string {
  return `${displayValue(value)} (${file}:${line})`
}

export function subjectOf({ collection, record, field }: LocatedClaim): Subject {
  return { section: collection, id: record, field }
}

/** Sorts claims by position, so that the later one of two is reported. */
function sortByPosition(claims: readonly LocatedClaim[]): LocatedClaim[] {
  return [...claims].sort(
    (a, b) =>
      compareText(a.position.file, b.position.file) ||
      a.position.line - b.position.line ||
      a.position.column - b.position.column,
  )
}
