import leven from 'leven'
import type { Database } from '../../database/connection.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { dateFields } from '../../domain/valid-time.ts'
import { type Diagnostics, suggestion } from '../diagnostics.ts'
import type { SeedPosition } from '../read/seed-position.ts'

/** Checks that compare records. They read the database after all seed files were imported. */

/**
 * Reports references to a record that does not exist, or that belongs to another collection.
 *
 * @param excluded ids of records with errors: references to them are not reported
 */
export function reportDanglingReferences(
  db: Database,
  resourceTypes: readonly ResourceType[],
  excluded: ReadonlySet<string>,
  diagnostics: Diagnostics,
): void {
  const dangling = db.prepare<
    { collection: string; field: string; refersTo: string },
    SeedPosition & { record: string; value: string; actual: string | null }
  >(`
    SELECT claims.record, claims.value, records.collection AS actual,
           position.file, position.line, position.column, position.path
      FROM claims
      JOIN temp.claim_positions AS position ON position.claim = claims.id
      LEFT JOIN records                     ON records.id     = claims.value
     WHERE claims.collection = :collection
       AND claims.field      = :field
       AND records.collection IS NOT :refersTo`)
  for (const { collection, field, refersTo } of referenceFields(resourceTypes))
    for (const row of dangling.all({ collection, field, refersTo })) {
      const { record, value, actual, ...position } = row
      if (excluded.has(value)) continue
      const reason =
        actual === null
          ? `no record of ${refersTo} has the id ${value}`
          : `${value} is a record of ${actual}, not of ${refersTo}`
      const remedy = suggestId(db, refersTo, value) || '; use the id of a record in a seed file'
      diagnostics.add(position, { section: collection, id: record, field }, reason + remedy)
    }
}

/**
 * Reports two records of one collection that are the same record.
 *
 * If the keys include the date of the record, two records with equal keys are one statement. Otherwise
 * keys and required fields must be equal, and the ids almost: one of them is then misspelled. Ids that
 * differ only in digits are numbered on purpose, such as the periods of a state that left and returned.
 */
export function reportDuplicateRecords(
  db: Database,
  resourceType: ResourceType,
  diagnostics: Diagnostics,
): void {
  const fields = Object.entries(resourceType.fields)
  const keys = fields.filter(([, { role }]) => role === 'key').map(([name]) => name)
  const required = fields.filter(([, { role }]) => role === 'required').map(([name]) => name)
  const isDated = keys.some((name) => name in dateFields(resourceType.time))
  const identity = isDated ? keys : [...keys, ...required]
  const groups = db.prepare<[], { ids: string }>(`
    SELECT json_group_array(id) AS ids
      FROM ${resourceType.name}
     WHERE known_to IS NULL
     GROUP BY ${identity.map((name) => `"${name}"`).join(', ')}
    HAVING count(*) > 1`)
  for (const { ids } of groups.iterate()) {
    const group = (JSON.parse(ids) as string[]).sort()
    for (const [index, id] of group.entries()) {
      const twin = group.slice(0, index).find((other) => isDated || isMisspelling(id, other))
      const position = twin === undefined ? undefined : firstPositionOf(db, id)
      if (position === undefined) continue
      const message = isDated
        ? `has the same keys as ${twin} (${identity.join(', ')}); give both the same id`
        : `resembles ${twin}, the id of a record with the same values; one of them is misspelled`
      diagnostics.add(position, { section: resourceType.name, id }, message)
    }
  }
}

/**
 * Stricter than a suggestion, because it is an error: two records with the same values may be meant, for
 * example two terms of one person in one post.
 */
function isMisspelling(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') !== b.replace(/\d+/g, '') && leven(a, b, { maxDistance: 3 }) <= 2
}

/** Reports references of served records to a record that is not served: all its claims were set aside. */
export function reportUnservedReferences(
  db: Database,
  resourceTypes: readonly ResourceType[],
  diagnostics: Diagnostics,
): void {
  for (const { collection, field } of referenceFields(resourceTypes)) {
    const unserved = db
      .prepare<[], { id: string; value: string }>(`
        SELECT DISTINCT item.id, item."${field}" AS value
          FROM ${collection} AS item
         WHERE item."${field}" IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.record = item."${field}")`)
      .all()
    for (const { id, value } of unserved) {
      const position = firstPositionOf(db, id)
      const message = `${value} is never served, because its claims were set aside; set this reference aside, too`
      if (position !== undefined)
        diagnostics.add(position, { section: collection, id, field }, message)
    }
  }
}

function referenceFields(resourceTypes: readonly ResourceType[]) {
  return resourceTypes.flatMap(({ name: collection, fields }) =>
    Object.entries(fields).flatMap(([field, { refersTo }]) =>
      refersTo === undefined ? [] : [{ collection, field, refersTo }],
    ),
  )
}

/** The end of a message about an id: another id of the collection that resembles it; '' if none does. */
export function suggestId(db: Database, collection: string, id: string): string {
  const others = db
    .prepare<[string, string], string>(`
      SELECT id
        FROM records
       WHERE collection = ?
         AND id <> ?
       ORDER BY id`)
    .pluck()
  return suggestion(id, others.iterate(collection, id))
}

function firstPositionOf(db: Database, record: string): SeedPosition | undefined {
  return db
    .prepare<[string], SeedPosition>(`
      SELECT position.file, position.line, position.column, position.path
        FROM claims
        JOIN temp.claim_positions AS position ON position.claim = claims.id
       WHERE claims.record = ?
       ORDER BY position.file, position.line
       LIMIT 1`)
    .get(record)
}
