import type { Database } from '../../database/connection.ts'
import { recordRow, tableColumns } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { ReportProgress } from '../load-progress.ts'
import { resolveVersions, type Version } from '../resolve/resolve.ts'
import { deriveEnds, type RecordVersions } from '../resolve/succession.ts'
import {
  type LocatedClaim,
  reportBrokenRule,
  reportIncompleteRecord,
  validateRecord,
} from '../validate/records.ts'
import { suggestId } from '../validate/references.ts'
import { reportOverlappingTerms, reportReplacementCycles } from '../validate/terms.ts'
import { attributeLookup } from './attribute-lookup.ts'
import { readClaimGroups } from './claim-groups.ts'
import type { CoverageCounter } from './coverage.ts'
import { readLifetimes } from './lifetimes.ts'

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
  const lookup = attributeLookup(db, resourceType)
  const lifetimesOf = readLifetimes(db, resourceType)
  const firstMention = readFirstMentions(db, resourceType)
  const invalidIds = new Set(diagnostics.items.map(({ about }) => about?.id))

  const resolve = (record: string, claims: readonly LocatedClaim[]): RecordVersions[] => {
    const errorsBefore = diagnostics.items.length
    const versions = resolveVersions(resourceType, claims, lookup, firstMention(record))
    validateRecord(resourceType, claims, versions, diagnostics)
    // The missing field may be in a file that cannot be read, or in an entry with an error.
    if (!invalidIds.has(record) && !diagnostics.hasUnreadFiles) {
      reportBrokenRule(resourceType, claims, versions, lookup, diagnostics)
      const suggest = (id: string) => suggestId(db, resourceType.name, id)
      reportIncompleteRecord(resourceType, claims, versions, suggest, diagnostics)
    }
    const isValid = !invalidIds.has(record) && diagnostics.items.length === errorsBefore
    return isValid && versions.length > 0 ? [{ record, versions }] : []
  }

  for (const group of readClaimGroups(db, resourceType)) {
    const resolved = [...group].flatMap(([record, claims]) => resolve(record, claims))
    reportReplacementCycles(resolved, group, diagnostics)
    const derived = deriveEnds(resourceType, resolved, lifetimesOf)
    reportOverlappingTerms(derived, group, diagnostics)
    for (const { record, versions } of derived) {
      const served = versions.filter(({ isComplete }) => isComplete)
      insert(record, served)
      const current = served.at(-1)
      if (current === undefined) continue
      coverage.addRecord(resourceType, current, group.get(record) ?? [])
      written.records += 1
      written.versions += served.length
    }
    const { records, total } = written
    const done = { count: records, unit: 'records', share: records / total }
    reportProgress({ stage: 'resolving', done })
  }
}

/** An organization is known from the first claim about one of its records, even without a claim of its own. */
function readFirstMentions(
  db: Database,
  { name }: ResourceType,
): (record: string) => string | undefined {
  if (name !== 'organizations') return () => undefined
  db.exec(`
    CREATE TEMP TABLE first_mentions AS
    SELECT organization, min(known_from) AS known_from
      FROM (SELECT value AS organization, known_from
              FROM claims
             WHERE field = 'organization'
               AND set_aside IS NULL
             UNION ALL
            -- The organization of a term is that of its post.
            SELECT post.value, term.known_from
              FROM claims AS term
              JOIN claims AS post ON post.collection = 'posts'
                                 AND post.record     = term.value
                                 AND post.field      = 'organization'
                                 AND post.set_aside IS NULL
             WHERE term.collection = 'leadership'
               AND term.field      = 'post'
               AND term.set_aside IS NULL)
     GROUP BY organization;
    CREATE INDEX temp.first_mentions_organization ON first_mentions (organization)`)
  const select = db
    .prepare<[string], string>('SELECT known_from FROM temp.first_mentions WHERE organization = ?')
    .pluck()
  return (record) => select.get(record)
}

function prepareInserts(db: Database, resourceType: ResourceType) {
  const columns = tableColumns(resourceType)
  const insertRow = db.prepare(`
    INSERT INTO ${resourceType.name} (${columns.map((column) => `"${column}"`).join(', ')})
    VALUES (${columns.map((column) => `:${column}`).join(', ')})`)
  const insertVersion = db.prepare(`
    INSERT INTO versions (record, collection, organization, known_from, known_to)
    VALUES (?, ?, ?, ?, ?)`)
  // A version that was split has the claims of the whole; those that became known later are left out.
  const insertStance = db.prepare(`
    INSERT INTO stances (record, known_from, position, field, claim, stance)
    SELECT :record, :known_from, :position, :field, seq, :stance
      FROM claims
     WHERE id = :claim
       AND (:known_to IS NULL OR known_from < :known_to)`)
  return (record: string, versions: readonly Version[]) => {
    for (const version of versions) {
      const { values, known_from, known_to } = version
      const organization =
        resourceType.name === 'organizations' ? record : (values.organization ?? null)
      insertVersion.run(record, resourceType.name, organization, known_from, known_to)
      insertRow.run(recordRow(resourceType, record, version))
      for (const [position, entry] of version.evidence.entries())
        insertStance.run({ record, known_from, known_to, position, ...entry })
    }
  }
}
