import type { Database } from 'better-sqlite3'
import type { Place, Problem } from '../accounts/problems.ts'
import type { Found, Lint } from './lint.ts'

/** What the lints find in accounts that were loaded, their places kept. */
export interface Check {
  /** What no one has looked at yet, and acknowledgements of what is not there. */
  findings: Problem[]
  acknowledged: number
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

const ACKNOWLEDGED = 'SELECT finding, about, file, line, column FROM temp.acknowledged'

interface Row extends Place {
  finding: string
  about: string
}

export function checkSeed(db: Database, lints: readonly Lint[]): Check {
  const acknowledged = db.prepare<[], Row>(ACKNOWLEDGED).all()
  const key = (finding: string, about: string) => `${finding} ${about}`
  const open = new Map(acknowledged.map((row) => [key(row.finding, row.about), row]))
  const seen = new Set<string>()
  const findings = lints.flatMap(({ name, find }) =>
    find(db).flatMap((found): Problem[] => {
      const of = key(name, found.record)
      if (!open.has(of)) return [{ ...placed(db, found), message: `${name}: ${found.message}` }]
      seen.add(of)
      return []
    }),
  )
  const idle = acknowledged.filter(({ finding, about }) => !seen.has(key(finding, about)))
  return {
    acknowledged: seen.size,
    findings: [
      ...findings,
      ...idle.map(({ finding, about, ...place }) => ({
        place,
        about: { section: 'acknowledged', id: about },
        message: `${finding} is not found there; remove it`,
      })),
    ],
  }
}

/** Where a finding is: the first claim of its field, else of its record. */
function placed(db: Database, found: Found): Pick<Problem, 'place' | 'about'> {
  const { record, field = null, source = null } = found
  const at = db.prepare<[object], Place>(PLACE)
  const place = at.get({ record, field, source }) ?? at.get({ record, field: null, source })
  return {
    place: place ?? { file: 'seed', line: 1, column: 1 },
    about: { id: record, field: field ?? undefined },
  }
}
