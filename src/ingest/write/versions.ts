import { Compile, type Validator } from 'typebox/schema'
import type { Database } from '../../database/connection.ts'
import type { RankedClaim } from '../../domain/claim.ts'
import { EvidenceSchema } from '../../domain/evidence-schema.ts'
import {
  type Cell,
  fromCell,
  type Row,
  recordRow,
  storedColumns,
  tableColumns,
  toRecord,
} from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { timeKindOf, timeKinds } from '../../domain/valid-time.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { ReportProgress } from '../load-progress.ts'
import type { SeedPosition } from '../read/seed-position.ts'
import { resolveVersions, type Version } from '../resolve/resolve.ts'
import { applySuccession, type RecordVersions } from '../resolve/succession.ts'
import { type LocatedClaim, reportIncompleteRecord, validateRecord } from '../validate/records.ts'
import { reportDuplicateRecords, suggestId } from '../validate/references.ts'
import type { CoverageCounter } from './coverage.ts'

export interface WriteResult {
  records: number
  versions: number
  /** The number of records in all seed files. Records that are never served count, too. */
  readonly total: number
}

/**
 * Resolves every record of a collection and stores its versions. Reports records with errors and leaves
 * them out.
 *
 * @param written updated with each record
 */
export function writeVersions(
  db: Database,
  resourceType: ResourceType,
  diagnostics: Diagnostics,
  coverage: CoverageCounter,
  written: WriteResult,
  reportProgress: ReportProgress,
): void {
  const insert = prepareInserts(db, resourceType)
  const invalidIds = new Set(diagnostics.items.map(({ about }) => about?.id))

  const resolve = (record: string, claims: readonly LocatedClaim[]): RecordVersions[] => {
    const errorsBefore = diagnostics.items.length
    const versions = resolveVersions(resourceType, claims)
    validateRecord(resourceType, claims, versions, diagnostics)
    // The missing field may be in a file that cannot be read, or in an entry with an error.
    if (!invalidIds.has(record) && !diagnostics.hasUnreadFiles) {
      const suggest = (id: string) => suggestId(db, resourceType.name, id)
      reportIncompleteRecord(resourceType, claims, versions, suggest, diagnostics)
    }
    const isValid = !invalidIds.has(record) && diagnostics.items.length === errorsBefore
    return isValid && versions.length > 0 ? [{ record, versions }] : []
  }

  for (const group of readClaimGroups(db, resourceType)) {
    const resolved = [...group].flatMap(([record, claims]) => resolve(record, claims))
    for (const { record, versions } of applySuccessions(resourceType, resolved)) {
      insert(record, versions)
      const current = versions.at(-1)
      if (current !== undefined) coverage.addRecord(resourceType, current, group.get(record) ?? [])
      written.records += 1
      written.versions += versions.length
    }
    const { records, total } = written
    const done = { count: records, unit: 'records', share: records / total }
    reportProgress({ stage: 'resolving', done })
  }
  reportDuplicateRecords(db, resourceType, diagnostics)
}

type ClaimRow = Omit<RankedClaim, 'value'> & SeedPosition & { value: Cell; group_key: string }

/**
 * Reads the claims of a collection by record. Each group has the records that may succeed one another:
 * only one group is in memory at a time.
 */
function* readClaimGroups(
  db: Database,
  resourceType: ResourceType,
): Generator<Map<string, LocatedClaim[]>> {
  const rows = db.prepare<{ collection: string; within: string | null }, ClaimRow>(`
    SELECT claims.id, claims.collection, claims.record, claims.field, claims.value,
           claims.source, claims.at, claims.note, claims.set_aside,
           sources.authority, sources.earliest, sources.known_from,
           position.file, position.line, position.column, position.path,
           coalesce(
             (SELECT value
                FROM claims AS within
               WHERE within.collection = claims.collection
                 AND within.record     = claims.record
                 AND within.field      = :within
                 AND within.set_aside IS NULL
               ORDER BY within.id
               LIMIT 1),
             claims.record
           ) AS group_key
      FROM claims
      JOIN sources                          ON sources.id     = claims.source
      JOIN temp.claim_positions AS position ON position.claim = claims.id
     WHERE claims.collection = :collection
     ORDER BY group_key, claims.record`)
  const [within = null] = timeKinds(resourceType.time).flatMap((time) =>
    'within' in time && time.within !== undefined ? [time.within] : [],
  )
  let group = new Map<string, LocatedClaim[]>()
  let currentKey: string | undefined
  for (const row of rows.iterate({ collection: resourceType.name, within })) {
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

/** Applies succession to the records: all together, or each alone if its time has no succession. */
function applySuccessions(
  resourceType: ResourceType,
  records: readonly RecordVersions[],
): RecordVersions[] {
  const hasSuccession = ({ versions: [first] }: RecordVersions) => {
    const time = timeKindOf(resourceType.time, first?.values ?? {})
    return 'within' in time && time.within !== undefined
  }
  const { group = [], single = [] } = Object.groupBy(records, (record) =>
    hasSuccession(record) ? 'group' : 'single',
  )
  return [
    ...applySuccession(resourceType, group),
    ...single.flatMap((record) => applySuccession(resourceType, [record])),
  ]
}

function prepareInserts(db: Database, resourceType: ResourceType) {
  const columns = tableColumns(resourceType)
  const insertRow = db.prepare(`
    INSERT INTO ${resourceType.name} (${columns.map((column) => `"${column}"`).join(', ')})
    VALUES (${columns.map((column) => `:${column}`).join(', ')})`)
  const insertVersion = db.prepare(`
    INSERT INTO versions (record, collection, organization, known_from, known_to)
    VALUES (?, ?, ?, ?, ?)`)
  const insertStance = db.prepare(`
    INSERT INTO stances (record, known_from, position, claim, stance)
    SELECT ?, ?, ?, seq, ?
      FROM claims
     WHERE id = ?`)
  const violationOf = schemaCheck(resourceType)
  return (record: string, versions: readonly Version[]) => {
    for (const version of versions) {
      const { values, known_from, known_to } = version
      const organization =
        resourceType.name === 'organizations' ? record : (values.organization ?? null)
      insertVersion.run(record, resourceType.name, organization, known_from, known_to)
      const row = recordRow(resourceType, record, version)
      const violation = violationOf(row)
      if (violation !== null)
        throw new Error(`${resourceType.name} ${record} cannot be served: ${violation}`)
      insertRow.run(row)
      for (const [position, [claim, stance]] of [...version.stances].entries())
        insertStance.run(record, known_from, position, stance, claim)
    }
  }
}

/** Checks a row against the response schema: a mistake then fails the build instead of a request. */
function schemaCheck(resourceType: ResourceType): (row: Row) => string | null {
  const { record, statement } = resourceType.schemas
  const { $id } = (statement ?? {}) as { $id?: string }
  const referenced = { Evidence: EvidenceSchema, ...($id !== undefined && { [$id]: statement }) }
  const validator: Validator = Compile(referenced, record)
  const computed = Object.keys(resourceType.computed ?? {}).map((name) => [name, null])
  return (row) => {
    const stored = storedColumns(resourceType).map((name) => [name, row[name] ?? null])
    const served = toRecord(resourceType, Object.fromEntries([...stored, ...computed]), null)
    if (validator.Check(served)) return null
    const [, [error]] = validator.Errors(served)
    return `${error?.instancePath} ${error?.message}`
  }
}
