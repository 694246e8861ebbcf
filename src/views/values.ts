import type { Row } from '../records/list.ts'
import type { Noun } from '../records/noun.ts'
import type { Release } from '../records/release.ts'
import { type Cell, servedColumns } from '../records/table.ts'

/** Rows of a noun by record, for these versions of them: one query, however many. */
export function valuesOf(
  release: Release,
  noun: Noun,
  versions: readonly { id: Cell; known_from: Cell }[],
): Map<string, Row> {
  const wanted = JSON.stringify(versions.map(({ id, known_from }) => [id, known_from]))
  const columns = servedColumns(noun).map((column) => `told."${column}"`)
  const rows = release
    .prepare<Row>(`
  SELECT ${columns.join(', ')}
    FROM json_each(:wanted) AS version
    JOIN ${noun.name} AS told ON told.id         = version.value ->> 0
                             AND told.known_from = version.value ->> 1`)
    .all({ wanted })
  return new Map(rows.map((row) => [String(row.id), row]))
}
