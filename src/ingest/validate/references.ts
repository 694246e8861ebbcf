import type { Database } from '../../database/connection.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { dateFields, timeKinds } from '../../domain/valid-time.ts'
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
 * Reports two statements with equal keys: the keys include the date, so both are one record. Records of other
 * types may have equal keys, such as two periods of one member.
 */
export function reportDuplicateRecords(
  db: Database,
  resourceTypes: readonly ResourceType[],
  diagnostics: Diagnostics,
): void {
  for (const { name, fields, time } of resourceTypes) {
    const keys = Object.keys(fields).filter((field) => fields[field]?.role === 'key')
    if (!keys.some((field) => field in dateFields(time))) continue
    const series = timeKinds(time).flatMap((kind) => (kind.kind === 'series' ? kind.by : []))
    const identity = [...new Set([...keys, ...series])]
    const groups = db.prepare<[], { ids: string }>(`
      SELECT json_group_array(id) AS ids
        FROM ${name}
       WHERE known_to IS NULL
       GROUP BY ${identity.map((field) => `"${field}"`).join(', ')}
      HAVING count(*) > 1`)
    for (const { ids } of groups.iterate()) {
      const [first, ...others] = (JSON.parse(ids) as string[]).sort()
      for (const id of others) {
        const position = firstPositionOf(db, id)
        const message = `has the same keys as ${first} (${identity.join(', ')}); give both the same id`
        if (position !== undefined) diagnostics.add(position, { section: name, id }, message)
      }
    }
  }
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

/**
 * The first position of a record in the seed files.
 *
 * @param field the position of a claim about this field, if there is one
 */
export function firstPositionOf(
  db: Database,
  record: string,
  field?: string,
): SeedPosition | undefined {
  return db
    .prepare<object, SeedPosition>(`
      SELECT position.file, position.line, position.column, position.path
        FROM claims
        JOIN temp.claim_positions AS position ON position.claim = claims.id
       WHERE claims.record = :record
       ORDER BY claims.field = :field DESC, position.file, position.line
       LIMIT 1`)
    .get({ record, field: field ?? null })
}
