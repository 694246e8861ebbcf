import leven from 'leven'
import type { Release } from './release.ts'

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
