import { type Cell, storedColumns } from '../database/record-rows.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import type { Row } from './list-query.ts'
import type { Release } from './release.ts'

/** Rows of a collection by record, for these versions of them: one query, however many. */
export function selectRecordsByVersion(
  release: Release,
  resourceType: ResourceType,
  versions: readonly { id: Cell; known_from: Cell }[],
): Map<string, Row> {
  const wanted = JSON.stringify(versions.map(({ id, known_from }) => [id, known_from]))
  const columns = storedColumns(resourceType).map((column) => `item."${column}"`)
  const rows = release
    .prepare<Row>(`
  SELECT ${columns.join(', ')}
    FROM json_each(:wanted) AS version
    JOIN ${resourceType.name} AS item ON item.id         = version.value ->> 0
                             AND item.known_from = version.value ->> 1`)
    .all({ wanted })
  return new Map(rows.map((row) => [String(row.id), row]))
}
