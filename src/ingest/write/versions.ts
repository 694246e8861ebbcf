import type { Database } from 'better-sqlite3'
import { recordRow, tableColumns } from '../../database/record-rows.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { timeKindOf } from '../../domain/valid-time.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { resolveVersions } from '../resolve/resolve.ts'
import { applySuccession, type RecordVersions } from '../resolve/succession.ts'
import type { LoadProgress } from '../step.ts'
import { reportIncompleteRecord, validateRecord } from '../validate/records.ts'
import { nearestId, reportDuplicateRecords } from '../validate/references.ts'
import { type LocatedClaim, readClaimGroups } from './claim-groups.ts'
import type { CoverageCounter } from './coverage.ts'
import { schemaViolation } from './schema-violation.ts'

/** What was settled. */
export interface WriteResult {
  records: number
  versions: number
  /** How many records there are: those that are never told among them. */
  readonly of: number
}

/**
 * Decides every record of a collection from its claims and stores its versions. What is wrong is added to
 * `problems`, and left out, so that one run tells all of it.
 */
export function writeVersions(
  db: Database,
  resourceType: ResourceType,
  problems: Diagnostics,
  coverage: CoverageCounter,
  settled: WriteResult,
  progress: (step: LoadProgress) => void,
): void {
  const insert = inserts(db, resourceType)
  const near = (id: string) => nearestId(db, resourceType.name, id)
  const bad = new Set(problems.items.map(({ about }) => about?.id))
  for (const group of readClaimGroups(db, resourceType)) {
    const items = [...group].flatMap(([record, claims]) => {
      const before = problems.items.length
      const versions = tell(resourceType, claims, bad.has(record), near, problems)
      const right = !bad.has(record) && problems.items.length === before
      return right && versions.length > 0 ? [{ record, versions }] : []
    })
    for (const { record, versions } of succeeded(resourceType, items)) {
      insert(record, versions)
      const newest = versions.at(-1)
      if (newest !== undefined) coverage.addRecord(resourceType, newest, group.get(record) ?? [])
      settled.records += 1
      settled.versions += versions.length
    }
    const { records, of } = settled
    progress({ doing: 'resolving', done: { count: records, unit: 'records', share: records / of } })
  }
  reportDuplicateRecords(db, resourceType, problems)
}

function tell(
  resourceType: ResourceType,
  claims: readonly LocatedClaim[],
  excused: boolean,
  near: (id: string) => string | null,
  problems: Diagnostics,
): RecordVersions['versions'] {
  const versions = resolveVersions(resourceType, claims)
  validateRecord(resourceType, claims, versions, problems)
  // What is missing may stand in what could not be read.
  if (!excused && !problems.hasUnreadFiles)
    reportIncompleteRecord(resourceType, claims, versions, near, problems)
  return versions
}

/** Records that succeed one another are told together, all others each alone. */
function succeeded(resourceType: ResourceType, items: readonly RecordVersions[]): RecordVersions[] {
  const successive = (record: RecordVersions) => {
    const time = timeKindOf(resourceType.time, record.versions[0]?.values ?? {})
    return 'within' in time && time.within !== undefined
  }
  return [
    ...applySuccession(resourceType, items.filter(successive)),
    ...items
      .filter((record) => !successive(record))
      .flatMap((record) => applySuccession(resourceType, [record])),
  ]
}

function inserts(db: Database, resourceType: ResourceType) {
  const columns = tableColumns(resourceType)
  const row = db.prepare(`
    INSERT INTO ${resourceType.name} (${columns.map((column) => `"${column}"`).join(', ')})
    VALUES (${columns.map((column) => `:${column}`).join(', ')})`)
  const items = db.prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?)')
  const stance = db.prepare(`
    INSERT INTO stances (record, known_from, place, claim, stance)
    SELECT ?, ?, ?, seq, ?
      FROM claims
     WHERE id = ?`)
  return (record: string, versions: RecordVersions['versions']) => {
    for (const version of versions) {
      const { values, known_from, known_to } = version
      const organization =
        resourceType.name === 'organizations' ? record : (values.organization ?? null)
      items.run(record, resourceType.name, organization, known_from, known_to)
      const cells = recordRow(resourceType, record, version)
      // Better here, where it ends the load, than in an answer.
      const why = schemaViolation(resourceType, cells)
      if (why !== null) throw new Error(`${resourceType.name} ${record} cannot be served: ${why}`)
      row.run(cells)
      for (const [place, [claim, how]] of [...version.stances].entries())
        stance.run(record, known_from, place, how, claim)
    }
  }
}
