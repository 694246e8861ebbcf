import type { Statement } from '../../src/database/connection.ts'
import type { Release } from '../../src/query/release.ts'

/** A statement that a query has run. */
export interface RecordedStatement {
  statement: Statement<[object]>
  parameters: object
}

/** Records the statements that `query` runs. */
export function recordStatements(
  release: Release,
  query: (release: Release) => void,
): RecordedStatement[] {
  const recorded: RecordedStatement[] = []
  query({
    ...release,
    prepare<Row>(sql: string) {
      const statement = release.prepare<Row>(sql)
      const record = (parameters: object) => {
        recorded.push({ statement: statement as Statement<[object]>, parameters })
      }
      const recording: Pick<Statement<[object], Row>, 'all' | 'get'> = {
        all(parameters) {
          record(parameters)
          return statement.all(parameters)
        },
        get(parameters) {
          record(parameters)
          return statement.get(parameters)
        },
      }
      return recording as Statement<[object], Row>
    },
  })
  return recorded
}

/** The tables that the columns of a statement come from. */
export function tablesOf({ statement }: RecordedStatement): Set<string> {
  const tables = statement.columns().map(({ table }) => table)
  return new Set(tables.filter((table) => table !== null))
}
