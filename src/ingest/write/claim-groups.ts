import type { Database } from '../../database/connection.ts'
import type { RankedClaim } from '../../domain/claim.ts'
import { type Cell, fromCell } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { timeKinds } from '../../domain/valid-time.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import type { LocatedClaim } from '../validate/records.ts'

type ClaimRow = Omit<RankedClaim, 'value'> & SeedPosition & { value: Cell; group_key: string }

/**
 * Reads the claims of a collection by record. Each group has the records that may succeed one another:
 * only one group is in memory at a time.
 */
export function* readClaimGroups(
  db: Database,
  resourceType: ResourceType,
): Generator<Map<string, LocatedClaim[]>> {
  const rows = db.prepare<{ collection: string }, ClaimRow>(`
    SELECT claims.id, claims.collection, claims.record, claims.field, claims.value,
           claims.source, claims.at, claims.note, claims.set_aside,
           sources.authority, sources.earliest, sources.known_from,
           position.file, position.line, position.column, position.path,
           ${groupKey(resourceType)} AS group_key
      FROM claims
      JOIN sources                          ON sources.id     = claims.source
      JOIN temp.claim_positions AS position ON position.claim = claims.id
     WHERE claims.collection = :collection
     ORDER BY group_key, claims.record, claims.field, claims.seq`)
  let group = new Map<string, LocatedClaim[]>()
  let currentKey: string | undefined
  for (const row of rows.iterate({ collection: resourceType.name })) {
    const { group_key, file, line, column, path, value, ...claim } = row
    if (currentKey !== undefined && currentKey !== group_key) {
      yield group
      group = new Map()
    }
    currentKey = group_key
    const located: LocatedClaim = {
      ...claim,
      value: fromCell(resourceType, claim.field, value) ?? '',
      position: { file, line, column, path: path ?? null },
    }
    const claims = group.get(claim.record)
    if (claims === undefined) group.set(claim.record, [located])
    else claims.push(located)
  }
  if (group.size > 0) yield group
}

/**
 * The SQL of the group of a claim: the organization of its record if records of this type succeed one another,
 * otherwise the record. The organization of a term is that of its post.
 */
function groupKey({ time, fields }: ResourceType): string {
  const hasSuccession = timeKinds(time).some(
    (kind) => 'within' in kind && kind.within !== undefined,
  )
  if (!hasSuccession) return 'claims.record'
  const [field, value, join] =
    'organization' in fields
      ? ['organization', 'stated.value', '']
      : ['post', 'posts.organization', 'JOIN posts ON posts.id = stated.value']
  return `coalesce(
             (SELECT ${value}
                FROM claims AS stated ${join}
               WHERE stated.collection = claims.collection
                 AND stated.record     = claims.record
                 AND stated.field      = '${field}'
                 AND stated.set_aside IS NULL
               ORDER BY stated.id
               LIMIT 1),
             claims.record)`
}
