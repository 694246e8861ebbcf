import type { Database } from '../database/connection.ts'
import type { Diagnostic } from '../ingest/diagnostics.ts'
import type { SeedPosition } from '../ingest/read/seed-position.ts'
import type { DataCheck, Finding } from './data-check.ts'

export interface CheckResult {
  /** Findings that are not suppressed, and suppressions without a finding. */
  findings: Diagnostic[]
  /** The number of findings that are suppressed. */
  suppressed: number
}

interface SuppressionRow extends SeedPosition {
  finding: string
  about: string
}

/** Runs the data checks on a database that was loaded with `keepPositions`. */
export function checkSeed(db: Database, dataChecks: readonly DataCheck[]): CheckResult {
  const suppressions = db
    .prepare<[], SuppressionRow>(`
      SELECT finding, about, file, line, column, path
        FROM temp.suppressions`)
    .all()
  const keyOf = (finding: string, about: string) => `${finding} ${about}`
  const known = new Set(suppressions.map(({ finding, about }) => keyOf(finding, about)))
  const used = new Set<string>()
  const findings = dataChecks.flatMap(({ name, find }) =>
    find(db).flatMap((finding): Diagnostic[] => {
      const key = keyOf(name, finding.record)
      if (!known.has(key)) return [diagnosticOf(db, name, finding)]
      used.add(key)
      return []
    }),
  )
  const unused = suppressions
    .filter(({ finding, about }) => !used.has(keyOf(finding, about)))
    .map(({ finding, about, ...position }) => ({
      position,
      about: { section: 'suppressions', id: about },
      message: `unused suppression: there is no finding ${finding}; remove it`,
    }))
  return { findings: [...findings, ...unused], suppressed: used.size }
}

function diagnosticOf(db: Database, name: string, finding: Finding): Diagnostic {
  const { record, field, message } = finding
  return {
    position: positionOf(db, finding),
    about: { id: record, field: field ?? undefined },
    message: `${name}: ${message}`,
  }
}

const POSITION = `
  SELECT position.file, position.line, position.column, position.path
    FROM claims
    JOIN temp.claim_positions AS position ON position.claim = claims.id
   WHERE (claims.record = :record OR claims.source = :record)
     AND (:field  IS NULL OR claims.field  = :field)
     AND (:source IS NULL OR claims.source = :source)
   ORDER BY position.file, position.line
   LIMIT 1`

/** The position of the first claim about the field, or about the record if no claim states the field. */
function positionOf(db: Database, { record, field = null, source = null }: Finding): SeedPosition {
  const select = db.prepare<[object], SeedPosition>(POSITION)
  return (
    select.get({ record, field, source }) ??
    select.get({ record, field: null, source }) ?? { file: 'seed', line: 1, column: 1 }
  )
}
