import { compareText } from '../../domain/claim-ranking.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { hasStatus, timeKindOf } from '../../domain/valid-time.ts'
import { type Diagnostics, displayValue } from '../diagnostics.ts'
import { withoutSetAside } from '../resolve/decide.ts'
import { endsBeforeItBegins, type Version } from '../resolve/resolve.ts'
import type { LocatedClaim } from '../write/claim-groups.ts'

/** Says what is wrong with a record that only all its claims together show. */
export function validateRecord(
  resourceType: ResourceType,
  claims: readonly LocatedClaim[],
  versions: readonly Version[],
  problems: Diagnostics,
): void {
  refuseTwoKeys(resourceType, claims, problems)
  const reversed = versions.find((version) => endsBeforeItBegins(resourceType, version))
  if (reversed === undefined) return
  const time = timeKindOf(resourceType.time, reversed.values)
  if (!hasStatus(time)) return
  const decided = (name: string | undefined) =>
    inFiles(claims).find(({ id, field }) => field === name && reversed.stances.get(id) === 'agrees')
  const [start, end] = [decided(time.start), decided(time.end)]
  if (start !== undefined && end !== undefined)
    problems.add(
      end.place,
      aboutOf(end),
      `found ${displayValue(end.value)}, which is before it begins (${start.place.file}:${start.place.line} has ${displayValue(start.value)}); set one of the two aside`,
    )
}

/** A key says which record it is, and our own words describe it: two values are an error. */
function refuseTwoKeys(
  resourceType: ResourceType,
  claims: readonly LocatedClaim[],
  problems: Diagnostics,
): void {
  for (const [field, { role, type: form }] of Object.entries(resourceType.fields)) {
    if (role !== 'key' && form !== 'words') continue
    const [first, ...others] = inFiles(
      claims.filter((claim) => claim.field === field && claim.set_aside === null),
    )
    for (const other of others)
      if (first !== undefined && other.value !== first.value)
        problems.add(
          other.place,
          aboutOf(other),
          `found ${displayValue(other.value)}, but ${first.place.file}:${first.place.line} has ${displayValue(first.value)}; ` +
            (role === 'key'
              ? 'two keys are two records: give this one its own id'
              : 'our words of a record are the same in every account'),
        )
  }
}

/**
 * Says that a record is never complete.
 *
 * @param near the id that was probably meant
 */
export function reportIncompleteRecord(
  resourceType: ResourceType,
  claims: readonly LocatedClaim[],
  versions: readonly Version[],
  near: (id: string) => string | null,
  problems: Diagnostics,
): void {
  const [first] = inFiles(claims)
  if (versions.length > 0 || first === undefined) return
  const missing = Object.entries(resourceType.fields)
    .filter(([field, { role }]) => role !== 'plain' && !stated(field, withoutSetAside(claims)))
    .map(([field]) => field)
  // A slip that was set aside may be all that there is: it stays findable, and is never served.
  if (missing.every((field) => stated(field, claims))) return
  const meant = near(first.record)
  const remedy = meant === null ? 'state them in an account' : `did you mean ${meant}?`
  problems.add(
    first.place,
    { section: resourceType.name, id: first.record },
    `incomplete: no account states ${missing.join(', ')}; ${remedy}`,
  )
}

function stated(field: string, claims: readonly { field: string }[]): boolean {
  return claims.some((claim) => claim.field === field)
}

function aboutOf({ collection, record, field }: LocatedClaim) {
  return { section: collection, id: record, field }
}

/** In the order in which a reader meets them, so that the later one is the one to mend. */
function inFiles(claims: readonly LocatedClaim[]): LocatedClaim[] {
  return [...claims].sort(
    (a, b) => compareText(a.place.file, b.place.file) || a.place.line - b.place.line,
  )
}
