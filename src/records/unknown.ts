import leven from 'leven'
import { ProblemError } from '../http/problem.ts'
import type { Listing } from './listing.ts'
import { pathOf } from './paths.ts'
import type { Release } from './release.ts'

/** What is said of an id under which nothing is served: why, and where to look instead. */

const REGISTERED = 'SELECT noun FROM records WHERE id = :id'

export function unknownId(
  release: Release,
  { name, table, first }: Listing,
  id: string,
  known_at: string,
): ProblemError {
  const say = (detail: string) => new ProblemError('unknown-id', detail)
  const later = release
    .prepare<{ day: string | null }>(
      `SELECT min(told.${first}) AS day FROM ${table} AS told WHERE told.id = :id`,
    )
    .get({ id, known_at: release.last_known })?.day
  if (later) return say(`${id} is known from ${later}, and not yet on ${known_at}.`)

  const noun = nounOf(release, id)
  if (noun === name)
    return say(`${id} is not served: what documents say of it was set aside as slips.`)
  if (noun !== undefined) return say(`${id} is not one of ${name}: see ${pathOf(noun, id)}.`)
  const near = nearIds(release, name, id)
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
  return say(`No record of ${name} has the id ${id}.${meant}`)
}

/** The noun that an id is one of, served or not; undefined where it is of none. */
export function nounOf(release: Release, id: string): string | undefined {
  return release.prepare<{ noun: string }>(REGISTERED).get({ id })?.noun
}

/** As many candidates as are looked at: a stranger's misspelling must stay cheap. */
const LOOKED_AT = 2_000

const CANDIDATES = `
  SELECT id
    FROM records
   WHERE noun = :noun
     AND id >= :prefix
     AND id <  :prefix || '~'
   LIMIT ${LOOKED_AT}`

/** Ids of a noun that are nearly this one, nearest first: at most three. */
export function nearIds(release: Release, noun: string, id: string): string[] {
  if (id.length > 100) return []
  const candidates = release.prepare<{ id: string }>(CANDIDATES)
  const within = Math.max(2, Math.floor(id.length / 5))
  for (const length of [Math.ceil(id.length / 2), 3, 1]) {
    const near = candidates
      .all({ noun, prefix: id.slice(0, length) })
      .map((row) => ({ id: row.id, distance: leven(id, row.id, { maxDistance: within + 1 }) }))
      .filter(({ distance }) => distance <= within)
      .sort((a, b) => a.distance - b.distance)
    if (near.length > 0) return near.slice(0, 3).map((row) => row.id)
  }
  return []
}
