import type { Database } from '../../database/connection.ts'
import { type Cell, fromCell, type Row, storedColumns } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'

/** One line of a change, until all are collected: there may be too many for the memory. */
const ITEMS = `
  CREATE TEMP TABLE change_items (
    day          TEXT    NOT NULL,
    organization TEXT,               -- that the record is about; NULL: none
    part         TEXT    NOT NULL,   -- sources, became_known, changed or overruled
    position     INTEGER NOT NULL,   -- of the collection
    record       TEXT    NOT NULL,
    json         TEXT    NOT NULL
  ) STRICT`

/** A source counts for each organization in whose evidence it is, from the day on which it became known. */
const SOURCES = `
  INSERT INTO temp.change_items (day, organization, part, position, record, json)
  SELECT DISTINCT claims.known_from, versions.organization, 'sources', 0, claims.source,
         json_quote(claims.source)
    FROM stances
    JOIN claims   ON claims.seq          = stances.claim
    JOIN versions ON versions.record     = stances.record
                 AND versions.known_from = stances.known_from
   WHERE versions.organization IS NOT NULL
     AND versions.known_from <= claims.known_from`

/**
 * Claims that disagree from a day on: the first day of the version, or the day on which the claim became known
 * if that is later. Claims that already disagreed with the version before are left out.
 */
const OVERRULED = `
  SELECT max(versions.known_from, claims.known_from) AS day, versions.organization,
         claims.id AS claim, claims.record, claims.collection, claims.field, claims.value, claims.source
    FROM stances
    JOIN versions ON versions.record     = stances.record
                 AND versions.known_from = stances.known_from
    JOIN claims   ON claims.seq          = stances.claim
   WHERE stances.stance = 'disagrees'
     AND stances.stance <> 'agrees'
     AND NOT EXISTS (
           SELECT 1
             FROM versions AS before
             JOIN stances  AS earlier ON earlier.record     = before.record
                                     AND earlier.known_from = before.known_from
            WHERE before.record   = versions.record
              AND before.known_to = versions.known_from
              AND earlier.claim   = stances.claim
              AND earlier.stance  = 'disagrees')
   ORDER BY claims.collection, claims.record, claims.field, claims.id`

const part = (name: string) => `
         json_group_array(json(json) ORDER BY position, record, rowid) FILTER (WHERE part = '${name}')`

/**
 * The items of each day together; and those of each organization apart, for its filter. An organization has no
 * day on which sources changed nothing.
 */
const CHANGES = `
  INSERT INTO changes (id, organization, sources, became_known, changed, overruled)
  SELECT sources.known_from, NULL,
         json_group_array(sources.id ORDER BY sources.id), '[]', '[]', '[]'
    FROM sources
   GROUP BY sources.known_from;

  UPDATE changes
     SET became_known = items.became_known,
         changed      = items.changed,
         overruled    = items.overruled
    FROM (SELECT day,${part('became_known')} AS became_known,${part('changed')} AS changed,${part('overruled')} AS overruled
            FROM temp.change_items
           GROUP BY day) AS items
   WHERE items.day = changes.id;

  INSERT INTO changes (id, organization, sources, became_known, changed, overruled)
  SELECT day, organization,${part('sources')},${part('became_known')},${part('changed')},${part('overruled')}
    FROM temp.change_items
   WHERE organization IS NOT NULL
   GROUP BY day, organization
  HAVING count(*) FILTER (WHERE part <> 'sources') > 0;

  DROP TABLE temp.change_items`

/** Makes the JSON of all changes: what became known, changed or was overruled on each day. */
export function writeChanges(db: Database, resourceTypes: readonly ResourceType[]): void {
  db.exec(ITEMS)
  const insert = db.prepare(`
    INSERT INTO temp.change_items (day, organization, part, position, record, json)
    VALUES (?, ?, ?, ?, ?, ?)`)
  for (const [position, resourceType] of resourceTypes.entries())
    for (const { day, organization, record, changes } of readVersions(db, resourceType)) {
      const about = { record, collection: resourceType.name }
      if (changes === null)
        insert.run(day, organization, 'became_known', position, record, JSON.stringify(about))
      for (const change of changes ?? [])
        insert.run(
          ...[day, organization, 'changed', position, record],
          JSON.stringify({ ...about, ...change }),
        )
    }
  const types = new Map(resourceTypes.map((type) => [type.name, type]))
  for (const { day, organization, ...claim } of db
    .prepare<[], OverruledClaim>(OVERRULED)
    .iterate()) {
    const type = types.get(claim.collection)
    if (type === undefined) throw new Error(`There is no collection ${claim.collection}.`)
    const json = JSON.stringify({ ...claim, value: fromCell(type, claim.field, claim.value) })
    // In the order of the query, which is that of the response.
    insert.run(day, organization, 'overruled', 0, '', json)
  }
  db.exec(SOURCES)
  db.exec(CHANGES)
}

interface OverruledClaim {
  day: string
  organization: string | null
  claim: string
  record: string
  collection: string
  field: string
  value: Cell
  source: string
}

interface ChangedVersion {
  day: string
  organization: string | null
  record: string
  /** The values that changed; null if the record became known. */
  changes: { field: string; before: unknown; after: unknown }[] | null
}

/** The versions of a resource type, compared with the versions before. */
function* readVersions(db: Database, resourceType: ResourceType): Generator<ChangedVersion> {
  const { name } = resourceType
  const columns = storedColumns(resourceType).filter(
    (column) => !['id', 'known_from', 'known_to'].includes(column),
  )
  const selected = (alias: string) =>
    columns.map((column) => `${alias}."${column}" AS ${alias}_${column}`)
  const rows = db.prepare<[], Row>(`
    SELECT after.id, after.known_from, versions.organization, before.known_from AS known_before,
           ${[...selected('before'), ...selected('after')].join(', ')}
      FROM ${name} AS after
      JOIN versions ON (versions.record, versions.known_from) = (after.id, after.known_from)
      LEFT JOIN ${name} AS before ON (before.id, before.known_to) = (after.id, after.known_from)`)
  for (const row of rows.iterate())
    yield {
      day: String(row.known_from),
      organization: row.organization == null ? null : String(row.organization),
      record: String(row.id),
      changes:
        row.known_before === null
          ? null
          : columns.flatMap((column) => changeOf(resourceType, column, row)),
    }
}

function changeOf(resourceType: ResourceType, field: string, row: Row) {
  const before = row[`before_${field}`] ?? null
  const after = row[`after_${field}`] ?? null
  if (before === after) return []
  const value = (cell: typeof before) => fromCell(resourceType, field, cell)
  return [{ field, before: value(before), after: value(after) }]
}
