import { Compile, type Validator } from 'typebox/schema'
import type { Database } from '../../database/connection.ts'
import type { Stance } from '../../domain/claim.ts'
import { RECORD_COMPONENTS } from '../../domain/record-components.ts'
import { type Cell, fromCell, type Row, toRecord } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { latestDay } from '../../domain/valid-time.ts'
import type { EvidenceItem } from '../../query/version-json.ts'

interface EvidenceRow {
  record: string
  known_from: string
  field: string
  /** The record that the claim is about, if it is another one. */
  other: string | null
  claim: string
  value: Cell
  source: string
  at: string
  note: string | null
  stance: Stance
  /** The day from which the claim is known. */
  day: string
}

const VERSIONS = `
  SELECT record, known_from, collection
    FROM versions
   ORDER BY record, known_from`

/** In the order of `VERSIONS`, which is that of the primary key. */
const EVIDENCE = `
  SELECT stances.record, stances.known_from, stances.field,
         nullif(claims.record, stances.record) AS other,
         claims.id AS claim, claims.value, claims.source, claims.at,
         CASE WHEN claims.set_aside IS NULL THEN claims.note
              ELSE concat_ws('; ', claims.set_aside, claims.note) END AS note,
         stances.stance, claims.known_from AS day
    FROM stances
    JOIN claims ON claims.seq = stances.claim
   ORDER BY stances.record, stances.known_from, stances.position`

/** Makes the JSON of all versions. Checks it against the response schema: a mistake fails the build. */
export function writeVersionJson(db: Database, resourceTypes: readonly ResourceType[]): void {
  const writers = new Map(resourceTypes.map((type) => [type.name, versionReader(db, type)]))
  const insert = db.prepare(`
    INSERT INTO version_json (record, known_from, fields, evidence, sources, evidence_days, complete_from)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const versions = db.prepare<[], { record: string; known_from: string; collection: string }>(
    VERSIONS,
  )
  const claimsOf = readEvidence(db)
  try {
    for (const { record, known_from, collection } of versions.iterate()) {
      const claims = claimsOf.next({ record, known_from })
      const json = writers.get(collection)?.(record, known_from, claims)
      if (json === undefined) throw new Error(`There is no collection ${collection}.`)
      const days = claims.map(({ day }) => day)
      const complete_from = latestDay([known_from, ...days])
      const sources = [...new Set(claims.map(({ source }) => source))].join(' ')
      insert.run(
        record,
        known_from,
        json.fields,
        json.evidence,
        sources,
        // Only at an earlier day, claims are left out.
        complete_from > known_from ? JSON.stringify(days) : '[]',
        complete_from,
      )
    }
  } finally {
    // An open query would hide the error of a build that failed: the database could not be closed.
    claimsOf.close()
  }
}

/** Reads the evidence of versions that are asked for in the order of `VERSIONS`. */
function readEvidence(db: Database) {
  const rows = db.prepare<[], EvidenceRow>(EVIDENCE).iterate()
  let row = rows.next()
  return {
    next(version: { record: string; known_from: string }): EvidenceRow[] {
      const claims: EvidenceRow[] = []
      for (; row.done !== true; row = rows.next()) {
        const { record, known_from } = row.value
        if (record !== version.record || known_from !== version.known_from) break
        claims.push(row.value)
      }
      return claims
    },
    close(): void {
      rows.return?.()
    },
  }
}

/** Returns the function that makes the JSON of a version of a resource type. */
function versionReader(db: Database, resourceType: ResourceType) {
  const select = db.prepare<[string, string], Row>(`
    SELECT *
      FROM ${resourceType.name}
     WHERE id = ?
       AND known_from = ?`)
  const violationOf = schemaCheck(resourceType)
  return (id: string, known_from: string, claims: readonly EvidenceRow[]) => {
    const row = select.get(id, known_from) ?? {}
    const evidence = claims.map((claim) =>
      evidenceItem(resourceType, claim, row[claim.field] ?? null),
    )
    const record = toRecord(resourceType, row)
    const violation = violationOf({ ...record, evidence })
    if (violation !== null)
      throw new Error(`${resourceType.name} ${id} cannot be served: ${violation}`)
    return { fields: JSON.stringify(record), evidence: JSON.stringify(evidence) }
  }
}

function evidenceItem(
  resourceType: ResourceType,
  { field, other, claim, source, at, stance, value, note }: EvidenceRow,
  served: Cell,
): EvidenceItem {
  return {
    field,
    ...(other !== null && { record: other }),
    claim,
    source,
    at,
    stance,
    ...(value !== served && { value: fromCell(resourceType, field, value) }),
    ...(note !== null && { note }),
  }
}

function schemaCheck({ schemas }: ResourceType): (record: object) => string | null {
  const { record, statement } = schemas
  const { $id } = (statement ?? {}) as { $id?: string }
  const referenced = { ...RECORD_COMPONENTS, ...($id !== undefined && { [$id]: statement }) }
  const validator: Validator = Compile(referenced, record)
  return (served) => {
    if (validator.Check(served)) return null
    const [, [error]] = validator.Errors(served)
    return `${error?.instancePath} ${error?.message}`
  }
}
