import type { Noun } from '../records/noun.ts'
import { compare } from '../records/rule.ts'
import { hasStatus, timeOf } from '../records/time.ts'
import { counting } from './decide.ts'
import { type Problems, shown } from './problems.ts'
import { endsBeforeItBegins, type Version } from './resolve.ts'
import type { Placed } from './told.ts'

/** Says what is wrong with a record that only all its claims together show. */
export function judge(
  noun: Noun,
  claims: readonly Placed[],
  versions: readonly Version[],
  problems: Problems,
): void {
  refuseTwoKeys(noun, claims, problems)
  const reversed = versions.find((version) => endsBeforeItBegins(noun, version))
  if (reversed === undefined) return
  const time = timeOf(noun.time, reversed.values)
  if (!hasStatus(time)) return
  const decided = (name: string | undefined) =>
    inFiles(claims).find(({ id, field }) => field === name && reversed.stances.get(id) === 'agrees')
  const [start, end] = [decided(time.start), decided(time.end)]
  if (start !== undefined && end !== undefined)
    problems.add(
      end.place,
      aboutOf(end),
      `found ${shown(end.value)}, which is before it begins (${start.place.file}:${start.place.line} has ${shown(start.value)}); set one of the two aside`,
    )
}

/** A key says which record it is, and our own words describe it: two values are an error. */
function refuseTwoKeys(noun: Noun, claims: readonly Placed[], problems: Problems): void {
  for (const [field, { role, form }] of Object.entries(noun.fields)) {
    if (role !== 'key' && form !== 'words') continue
    const [first, ...others] = inFiles(
      claims.filter((claim) => claim.field === field && claim.set_aside === null),
    )
    for (const other of others)
      if (first !== undefined && other.value !== first.value)
        problems.add(
          other.place,
          aboutOf(other),
          `found ${shown(other.value)}, but ${first.place.file}:${first.place.line} has ${shown(first.value)}; ` +
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
export function refuseIncomplete(
  noun: Noun,
  claims: readonly Placed[],
  versions: readonly Version[],
  near: (id: string) => string | null,
  problems: Problems,
): void {
  const [first] = inFiles(claims)
  if (versions.length > 0 || first === undefined) return
  const missing = Object.entries(noun.fields)
    .filter(([field, { role }]) => role !== 'plain' && !stated(field, counting(claims)))
    .map(([field]) => field)
  // A slip that was set aside may be all that there is: it stays findable, and is never served.
  if (missing.every((field) => stated(field, claims))) return
  const meant = near(first.record)
  const remedy = meant === null ? 'state them in an account' : `did you mean ${meant}?`
  problems.add(
    first.place,
    { section: noun.name, id: first.record },
    `incomplete: no account states ${missing.join(', ')}; ${remedy}`,
  )
}

function stated(field: string, claims: readonly { field: string }[]): boolean {
  return claims.some((claim) => claim.field === field)
}

function aboutOf({ noun, record, field }: Placed) {
  return { section: noun, id: record, field }
}

/** In the order in which a reader meets them, so that the later one is the one to mend. */
function inFiles(claims: readonly Placed[]): Placed[] {
  return [...claims].sort(
    (a, b) => compare(a.place.file, b.place.file) || a.place.line - b.place.line,
  )
}
