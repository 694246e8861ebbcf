import type { Database } from 'better-sqlite3'
import type { Diagnostic, SeedPosition } from '../ingest/diagnostics.ts'
import type { Finding, Lint } from './lint.ts'

/** What the lints find in accounts that were loaded, their places kept. */
export interface CheckResult {
  /** What no one has looked at yet, and acknowledgements of what is not there. */
  findings: Diagnostic[]
  suppressions: number
}

const PLACE = `
  SELECT places.file, places.line, places.column, places.path
    FROM claims
    JOIN temp.places ON places.claim = claims.id
   WHERE (claims.record = :record OR claims.source = :record)
     AND (:field  IS NULL OR claims.field  = :field)
     AND (:source IS NULL OR claims.source = :source)
   ORDER BY places.file, places.line
   LIMIT 1`

const ACKNOWLEDGED = 'SELECT finding, about, file, line, column FROM temp.suppressions'

interface Row extends SeedPosition {
  finding: string
  about: string
}

export function checkSeed(db: Database, lints: readonly Lint[]): CheckResult {
  const suppressions = db.prepare<[], Row>(ACKNOWLEDGED).all()
  const key = (finding: string, about: string) => `${finding} ${about}`
  const open = new Map(suppressions.map((row) => [key(row.finding, row.about), row]))
  const seen = new Set<string>()
  const findings = lints.flatMap(({ name, find }) =>
    find(db).flatMap((found): Diagnostic[] => {
      const of = key(name, found.record)
      if (!open.has(of)) return [{ ...placed(db, found), message: `${name}: ${found.message}` }]
      seen.add(of)
      return []
    }),
  )
  const idle = suppressions.filter(({ finding, about }) => !seen.has(key(finding, about)))
  return {
    suppressions: seen.size,
    findings: [
      ...findings,
      ...idle.map(({ finding, about, ...place }) => ({
        place,
        about: { section: 'suppressions', id: about },
        message: `${finding} is not found there; remove it`,
      })),
    ],
  }
}

/** Where a finding is: the first claim of its field, else of its record. */
function placed(db: Database, found: Finding): Pick<Diagnostic, 'place' | 'about'> {
  const { record, field = null, source = null } = found
  const at = db.prepare<[object], SeedPosition>(PLACE)
  const place = at.get({ record, field, source }) ?? at.get({ record, field: null, source })
  return {
    place: place ?? { file: 'seed', line: 1, column: 1 },
    about: { id: record, field: field ?? undefined },
  }
}
