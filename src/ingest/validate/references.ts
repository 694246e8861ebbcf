import type { Database } from 'better-sqlite3'
import leven from 'leven'
import type { ResourceType } from '../../domain/resource-type.ts'
import { dateFields } from '../../domain/valid-time.ts'
import type { Diagnostics, SeedPosition } from '../diagnostics.ts'

/** References that point nowhere, or to a record of another collection. */
export function reportDanglingReferences(
  db: Database,
  resourceTypes: readonly ResourceType[],
  excused: ReadonlySet<string>,
  problems: Diagnostics,
): void {
  const dangling = db.prepare<
    { collection: string; field: string; refers: string },
    SeedPosition & { record: string; value: string; found: string | null }
  >(`
    SELECT claims.record, claims.value, records.collection AS found, places.file, places.line, places.column, places.path
      FROM claims
      JOIN temp.places  ON places.claim = claims.id
      LEFT JOIN records ON records.id = claims.value
     WHERE claims.collection = :collection
       AND claims.field = :field
       AND records.collection IS NOT :refers`)
  for (const { name: collection, fields } of resourceTypes)
    for (const [field, { refersTo: refers }] of Object.entries(fields)) {
      if (refers === undefined) continue
      for (const { record, value, found, ...place } of dangling.all({
        collection,
        field,
        refers,
      })) {
        if (excused.has(value)) continue
        const meant = nearestId(db, refers, value)
        const what =
          found === null
            ? `no record of ${refers} has the id ${value}`
            : `${value} is one of ${found}, not of ${refers}`
        problems.add(place, { section: collection, id: record, field }, what + asked(meant))
      }
    }
}

/**
 * Two records of a collection that say the same of what they are. Where the keys hold the record's own date,
 * any two with the same keys are one statement. Elsewhere keys and needed fields must be equal and the
 * ids nearly so, which is a slip of the pen; ids that differ only in digits are numbered on purpose,
 * as the spells of a state that left and came back.
 */
export function reportDuplicateRecords(
  db: Database,
  resourceType: ResourceType,
  problems: Diagnostics,
): void {
  const fields = Object.entries(resourceType.fields)
  const keys = fields.filter(([, { role }]) => role === 'key').map(([name]) => name)
  const needed = fields.filter(([, { role }]) => role === 'needed').map(([name]) => name)
  const dated = keys.some((name) => name in dateFields(resourceType.time))
  const identity = dated ? keys : [...keys, ...needed]
  const alike = db.prepare<[], { ids: string }>(`
    SELECT json_group_array(id) AS ids
      FROM ${resourceType.name}
     WHERE known_to IS NULL
     GROUP BY ${identity.map((name) => `"${name}"`).join(', ')}
    HAVING count(*) > 1`)
  for (const { ids } of alike.iterate()) {
    const group = (JSON.parse(ids) as string[]).sort()
    for (const [index, id] of group.entries()) {
      const twin = group.slice(0, index).find((other) => dated || isNear(id, other))
      const place = twin === undefined ? undefined : placeOf(db, id)
      if (place === undefined) continue
      const message = dated
        ? `has the keys of ${twin} (${identity.join(', ')}); one statement is one record`
        : `nearly the id ${twin}, of a record that is the same; one of them is misspelled`
      problems.add(place, { section: resourceType.name, id }, message)
    }
  }
}

/** References of served records to one that is never served, because all of it was set aside. */
export function reportUnservedReferences(
  db: Database,
  resourceTypes: readonly ResourceType[],
  problems: Diagnostics,
): void {
  for (const { name: collection, fields } of resourceTypes)
    for (const [field, { refersTo: refers }] of Object.entries(fields)) {
      if (refers === undefined) continue
      const dead = db
        .prepare<[], { id: string; value: string }>(`
        SELECT DISTINCT item.id, item."${field}" AS value
          FROM ${collection} AS item
         WHERE item."${field}" IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.record = item."${field}")`)
        .all()
      for (const { id, value } of dead) {
        const place = placeOf(db, id)
        const message = `${value} is never served, because what was said of it was set aside`
        if (place !== undefined) problems.add(place, { section: collection, id, field }, message)
      }
    }
}

function isNear(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') !== b.replace(/\d+/g, '') && leven(a, b, { maxDistance: 3 }) <= 2
}

/** The id of a collection's record that was probably meant; null where none is near. */
export function nearestId(db: Database, collection: string, id: string): string | null {
  const others = db.prepare<[string, string], { id: string }>(
    'SELECT id FROM records WHERE collection = ? AND id <> ? ORDER BY id',
  )
  let best: string | null = null
  let distance = Math.max(2, Math.floor(id.length / 8))
  for (const { id: other } of others.iterate(collection, id)) {
    const found = leven(id, other, { maxDistance: distance + 1 })
    if (found <= distance && (best === null || found < distance)) {
      best = other
      distance = found
    }
  }
  return best
}

function asked(meant: string | null): string {
  return meant === null ? '; name a record that some account has' : `; did you mean ${meant}?`
}

function placeOf(db: Database, record: string): SeedPosition | undefined {
  return db
    .prepare<[string], SeedPosition>(`
      SELECT places.file, places.line, places.column, places.path
        FROM claims
        JOIN temp.places ON places.claim = claims.id
       WHERE claims.record = ?
       ORDER BY places.file, places.line
       LIMIT 1`)
    .get(record)
}
