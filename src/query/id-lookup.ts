import leven from 'leven'
import { collectionUrl } from '../api/urls.ts'
import { ProblemError } from '../http/problem.ts'
import type { ListDefinition } from './list-definition.ts'
import type { Release } from './release.ts'

/** What is said of an id under which nothing is served: why, and where to look instead. */

const REGISTERED = 'SELECT collection FROM records WHERE id = :id'

export function unknownIdProblem(
  release: Release,
  { name, table, firstKnownColumn: first }: ListDefinition,
  id: string,
  known_at: string,
): ProblemError {
  const say = (detail: string) => new ProblemError('unknown-id', detail)
  const later = release
    .prepare<{ day: string | null }>(
      `SELECT min(item.${first}) AS day FROM ${table} AS item WHERE item.id = :id`,
    )
    .get({ id, known_at: release.last_known })?.day
  if (later) return say(`${id} is known from ${later}, and not yet on ${known_at}.`)

  const collection = collectionOfId(release, id)
  if (collection === name)
    return say(`${id} is not served: what documents say of it was set aside as slips.`)
  if (collection !== undefined)
    return say(`${id} is not one of ${name}: see ${collectionUrl(collection, id)}.`)
  const near = similarIds(release, name, id)
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
  return say(`No record of ${name} has the id ${id}.${meant}`)
}

/** The collection that an id is one of, served or not; undefined where it is of none. */
export function collectionOfId(release: Release, id: string): string | undefined {
  return release.prepare<{ collection: string }>(REGISTERED).get({ id })?.collection
}

/** As many candidates as are looked at: a stranger's misspelling must stay cheap. */
const LOOKED_AT = 2_000

const CANDIDATES = `
  SELECT id
    FROM records
   WHERE collection = :collection
     AND id >= :prefix
     AND id <  :prefix || '~'
   LIMIT ${LOOKED_AT}`

/** Ids of a collection that are nearly this one, nearest first: at most three. */
export function similarIds(release: Release, collection: string, id: string): string[] {
  if (id.length > 100) return []
  const candidates = release.prepare<{ id: string }>(CANDIDATES)
  const within = Math.max(2, Math.floor(id.length / 5))
  for (const length of [Math.ceil(id.length / 2), 3, 1]) {
    const near = candidates
      .all({ collection, prefix: id.slice(0, length) })
      .map((row) => ({ id: row.id, distance: leven(id, row.id, { maxDistance: within + 1 }) }))
      .filter(({ distance }) => distance <= within)
      .sort((a, b) => a.distance - b.distance)
    if (near.length > 0) return near.slice(0, 3).map((row) => row.id)
  }
  return []
}
