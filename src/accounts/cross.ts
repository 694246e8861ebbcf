import type { Database } from 'better-sqlite3'
import leven from 'leven'
import type { Noun } from '../records/noun.ts'
import type { Place, Problems } from './problems.ts'

/** References that point nowhere, or to a record of another noun. */
export function refuseDanglingReferences(
  db: Database,
  nouns: readonly Noun[],
  excused: ReadonlySet<string>,
  problems: Problems,
): void {
  const dangling = db.prepare<
    { noun: string; field: string; refers: string },
    Place & { record: string; value: string; found: string | null }
  >(`
    SELECT claims.record, claims.value, records.noun AS found, places.file, places.line, places.column
      FROM claims
      JOIN temp.places  ON places.claim = claims.id
      LEFT JOIN records ON records.id = claims.value
     WHERE claims.noun = :noun
       AND claims.field = :field
       AND records.noun IS NOT :refers`)
  for (const { name: noun, fields } of nouns)
    for (const [field, { noun: refers }] of Object.entries(fields)) {
      if (refers === undefined) continue
      for (const { record, value, found, ...place } of dangling.all({ noun, field, refers })) {
        if (excused.has(value)) continue
        const meant = nearest(db, refers, value)
        const what =
          found === null
            ? `no record of ${refers} has the id ${value}`
            : `${value} is one of ${found}, not of ${refers}`
        problems.add(place, { section: noun, id: record, field }, what + asked(meant))
      }
    }
}

/**
 * Two ids that are nearly the same, of records that say the same of what they are: one of them is
 * a slip of the pen. Ids that differ in their digits are numbered on purpose.
 */
export function refuseNearIds(db: Database, noun: Noun, problems: Problems): void {
  const identity = Object.entries(noun.fields)
    .filter(([, { role }]) => role !== 'plain')
    .map(([field]) => field)
  const columns = identity.map((field) => `"${field}"`).join(', ')
  const alike = db.prepare<[], { ids: string }>(`
    SELECT json_group_array(id) AS ids
      FROM ${noun.name}
     WHERE known_to IS NULL
     GROUP BY ${columns}
    HAVING count(*) > 1`)
  for (const { ids } of alike.iterate()) {
    const group = (JSON.parse(ids) as string[]).sort()
    for (const [index, id] of group.entries()) {
      const twin = group.slice(0, index).find((other) => isNear(id, other))
      if (twin === undefined) continue
      const place = placeOf(db, id)
      const message = `nearly the id ${twin}, of a record that is the same; one of them is misspelled`
      if (place !== undefined) problems.add(place, { section: noun.name, id }, message)
    }
  }
}

function isNear(a: string, b: string): boolean {
  return a.replace(/\d+/g, '') !== b.replace(/\d+/g, '') && leven(a, b, { maxDistance: 3 }) <= 2
}

/** The id of a noun's record that was probably meant; null where none is near. */
export function nearest(db: Database, noun: string, id: string): string | null {
  const others = db.prepare<[string, string], { id: string }>(
    'SELECT id FROM records WHERE noun = ? AND id <> ? ORDER BY id',
  )
  let best: string | null = null
  let distance = Math.max(2, Math.floor(id.length / 8))
  for (const { id: other } of others.iterate(noun, id)) {
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

function placeOf(db: Database, record: string): Place | undefined {
  return db
    .prepare<[string], Place>(`
      SELECT places.file, places.line, places.column
        FROM claims
        JOIN temp.places ON places.claim = claims.id
       WHERE claims.record = ?
       ORDER BY places.file, places.line
       LIMIT 1`)
    .get(record)
}
