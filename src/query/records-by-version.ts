import { type Cell, type Row, storedColumns } from '../domain/record-serialization.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import type { Release } from './release.ts'

/** Selects the rows of these versions of a resource type, by record id, in one query. */
export function selectRecordsByVersion(
  { prepare }: Release,
  resourceType: ResourceType,
  versions: readonly { id: Cell; known_from: Cell }[],
): Map<string, Row> {
  const columns = storedColumns(resourceType).map((column) => `item."${column}"`)
  const rows = prepare<Row>(`
  SELECT ${columns.join(', ')}
    FROM json_each(:versions) AS version
    JOIN ${resourceType.name} AS item ON item.id         = version.value ->> 0
                                     AND item.known_from = version.value ->> 1`).all({
    versions: JSON.stringify(versions.map(({ id, known_from }) => [id, known_from])),
  })
  return new Map(rows.map((row) => [String(row.id), row]))
}
