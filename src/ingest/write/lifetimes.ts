import type { Database } from '../../database/connection.ts'
import { EARLIEST, LATEST } from '../../domain/edtf.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { resourceTypeNamed } from '../../domain/resources/index.ts'
import { hasStatus, type TimeBounds, timeKinds } from '../../domain/valid-time.ts'
import type { Lifetime } from '../resolve/lifetime.ts'
import type { LifetimesOf } from '../resolve/succession.ts'

type LifetimeRow = TimeBounds & { known_from: string; known_to: string | null; end: string | null }

/** Reads when the records existed that limit the time of a version. Their tables are written before. */
export function readLifetimes(db: Database, { fields }: ResourceType): LifetimesOf {
  const bound = Object.entries(fields).flatMap(([field, { isBound, refersTo }]) =>
    isBound === true && refersTo !== undefined ? [{ field, read: lifetimesIn(db, refersTo) }] : [],
  )
  return ({ values }) =>
    bound.flatMap(({ field, read }) => {
      const id = values[field] ?? null
      return id === null ? [] : read(String(id))
    })
}

const END_CLAIMS = `
  SELECT claims.id, claims.record
    FROM stances
    JOIN claims ON claims.seq = stances.claim
   WHERE stances.record     = :record
     AND stances.known_from = :known_from
     AND stances.field      = :field
     AND stances.stance     = 'agrees'`

/** Reads the lifetime of a record by its id. The last one is kept: records of one organization follow in a row. */
function lifetimesIn(db: Database, collection: string): (id: string) => Lifetime[] {
  const { bounds, end, isTerm } = lifetimeColumns(collection)
  const select = db.prepare<[string], LifetimeRow>(`
    SELECT known_from, known_to, ${bounds}, "${end}" AS end
      FROM ${collection}
     WHERE id = ?`)
  const selectClaims = db.prepare<object, { id: string; record: string }>(END_CLAIMS)
  let last: { id: string; lifetimes: Lifetime[] } | undefined
  return (id) => {
    if (last?.id === id) return last.lifetimes
    const lifetimes = select.all(id).map(({ known_from, known_to, end: value, ...own }) => {
      const claims = value === null ? [] : selectClaims.all({ record: id, known_from, field: end })
      return {
        known_from,
        known_to,
        bounds: own,
        end: value,
        endClaims: claims.map((claim) => claim.id),
        isPresumed: isTerm && claims.every(({ record }) => record !== id),
      }
    })
    last = { id, lifetimes }
    return lifetimes
  }
}

/** The bounds of a lifetime, the field with its end, and whether its time is a term. */
function lifetimeColumns(collection: string): { bounds: string; end: string; isTerm: boolean } {
  const resourceType = resourceTypeNamed(collection)
  if (resourceType?.lifetime !== undefined) {
    const { start, end } = resourceType.lifetime
    const column = (name: string, open: string, alias: string) =>
      `coalesce(${name}, '${open}') AS ${alias}`
    const bounds = [
      column(`${start}_min`, EARLIEST, 'start_min'),
      column(`${start}_max`, LATEST, 'start_max'),
      column(`${end}_min`, EARLIEST, 'end_min'),
      column(`${end}_max`, LATEST, 'end_max'),
    ]
    return { bounds: bounds.join(', '), end, isTerm: false }
  }
  const [period] = timeKinds(resourceType?.time ?? { kind: 'timeless' }).filter(hasStatus)
  if (period === undefined) throw new Error(`Records of ${collection} have no lifetime.`)
  const isTerm = period.kind === 'term'
  return { bounds: 'start_min, start_max, end_min, end_max', end: period.end, isTerm }
}
