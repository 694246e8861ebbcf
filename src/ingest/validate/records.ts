import { compareText, type RankedClaim } from '../../domain/claim.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { hasStatus, timeKindOf } from '../../domain/valid-time.ts'
import { type Diagnostics, displayValue, type Subject } from '../diagnostics.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import { withoutSetAside } from '../resolve/decide.ts'
import { endsBeforeItBegins, type Version } from '../resolve/resolve.ts'

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
  const reversed = versions.find((version) => endsBeforeItBegins(resourceType, version))
  if (reversed === undefined) return
  const time = timeKindOf(resourceType.time, reversed.values)
  if (!hasStatus(time)) return
  const decidingClaim = (name: string | undefined) =>
    sortByPosition(claims).find(
      ({ id, field }) => field === name && reversed.stances.get(id) === 'agrees',
    )
  const [start, end] = [decidingClaim(time.start), decidingClaim(time.end)]
  if (start !== undefined && end !== undefined)
    diagnostics.add(
      end.position,
      subjectOf(end),
      `${displayValue(end.value)} is before the start ${statedAt(start)}; set one of the two aside`,
    )
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
  if (versions.length > 0 || first === undefined) return
  const missing = Object.entries(resourceType.fields)
    .filter(([field, { role }]) => role !== 'plain' && !isStated(field, withoutSetAside(claims)))
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

function statedAt({ value, position: { file, line } }: LocatedClaim): string {
  return `${displayValue(value)} (${file}:${line})`
}

function subjectOf({ collection, record, field }: LocatedClaim): Subject {
  return { section: collection, id: record, field }
}

/** Sorts claims by file and line, so that the later one of two is reported. */
function sortByPosition(claims: readonly LocatedClaim[]): LocatedClaim[] {
  return [...claims].sort(
    (a, b) => compareText(a.position.file, b.position.file) || a.position.line - b.position.line,
  )
}
