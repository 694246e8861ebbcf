import type { Database } from 'better-sqlite3'
import { type Cell, fromCell } from '../../database/record-rows.ts'
import type { RankedClaim } from '../../domain/claim.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { timeKinds } from '../../domain/valid-time.ts'
import type { SeedPosition } from '../diagnostics.ts'

/** A claim with its authority, and where it stands in its file. */
export type LocatedClaim = RankedClaim & { place: SeedPosition }

type Row = Omit<RankedClaim, 'value'> & SeedPosition & { value: Cell }

/** The field by whose value records of a collection succeed one another; null where they do not. */
function succession(resourceType: ResourceType): string | null {
  const [within] = timeKinds(resourceType.time).flatMap((time) =>
    'within' in time && time.within !== undefined ? [time.within] : [],
  )
  return within ?? null
}

/**
 * The claims of a collection, in groups of records that may succeed one another, each record's claims
 * together: one group in memory at a time.
 */
export function* readClaimGroups(
  db: Database,
  resourceType: ResourceType,
): Generator<Map<string, LocatedClaim[]>> {
  const within = succession(resourceType)
  const rows = db.prepare<
    { collection: string; within: string | null },
    Row & { grouped: string }
  >(`
    SELECT claims.id, claims.collection, claims.record, claims.field, claims.value,
           claims.source, claims.at, claims.note, claims.set_aside,
           sources.authority, sources.earliest, sources.known_from,
           places.file, places.line, places.column, places.path,
           coalesce(
             (SELECT value
                FROM claims AS grouping
               WHERE (grouping.collection, grouping.record, grouping.field) = (claims.collection, claims.record, :within)
                 AND grouping.set_aside IS NULL
               ORDER BY grouping.id
               LIMIT 1),
             claims.record
           ) AS grouped
      FROM claims
      JOIN sources     ON sources.id = claims.source
      JOIN temp.places ON places.claim = claims.id
     WHERE claims.collection = :collection
     ORDER BY grouped, claims.record`)
  let group = new Map<string, LocatedClaim[]>()
  let current: string | undefined
  for (const { grouped, ...row } of rows.iterate({ collection: resourceType.name, within })) {
    if (current !== undefined && current !== grouped) {
      yield group
      group = new Map()
    }
    current = grouped
    const claims = group.get(row.record)
    if (claims === undefined) group.set(row.record, [placed(resourceType, row)])
    else claims.push(placed(resourceType, row))
  }
  if (group.size > 0) yield group
}

function placed(
  resourceType: ResourceType,
  { file, line, column, path, value, ...claim }: Row,
): LocatedClaim {
  return {
    ...claim,
    value: fromCell(resourceType, claim.field, value) ?? '',
    place: { file, line, column, path: path ?? null },
  }
}
