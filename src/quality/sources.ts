import type { Database } from '../database/connection.ts'
import { edtfBounds } from '../domain/edtf.ts'
import { isDateType } from '../domain/resource-type.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { similarWords } from '../domain/suggestions.ts'
import { type DataCheck, type Finding, sqlCheck } from './data-check.ts'

/** Records with too little evidence, dates that are later than their source, and duplicates. */
export const sourceChecks: readonly DataCheck[] = [
  sqlCheck(
    'unused-person',
    'a person without a term',
    `
    SELECT people.id AS record, NULL AS field, 'has no term' AS message
      FROM people
     WHERE people.known_to IS NULL
       AND people.id NOT IN (SELECT person FROM leadership)`,
  ),
  sqlCheck(
    'unused-source',
    'a source without a claim that counts',
    `
    SELECT sources.id AS record, NULL AS field, 'has no claim that counts' AS message
      FROM sources
     WHERE sources.id NOT IN (SELECT source FROM claims WHERE set_aside IS NULL)`,
  ),
  sqlCheck(
    'reference-only',
    'a reference that is the only source of a record',
    `
    WITH single_source AS (
      SELECT versions.record, min(claims.source) AS source
        FROM versions
        JOIN claims  ON claims.record = versions.record
        JOIN sources ON sources.id    = claims.source
       WHERE versions.known_to IS NULL
         AND versions.collection <> 'gaps'
       GROUP BY versions.record
      HAVING count(DISTINCT claims.source) = 1
         AND min(sources.kind) = 'reference')
    SELECT source AS record, NULL AS field,
           'is the only source of ' || group_concat(record, ', ') AS message
      FROM single_source
     GROUP BY source`,
  ),
  {
    name: 'beyond-its-time',
    description: 'a date after the day from which its source is known',
    find: findLaterDates,
  },
  {
    name: 'near-duplicate',
    description: 'two records of one collection with almost the same name',
    find: (db) =>
      ['people', 'bodies', 'publications', 'organizations'].flatMap((collection) =>
        findSimilarNames(db, collection),
      ),
  },
]

interface ClaimRow {
  source: string
  record: string
  collection: string
  field: string
  value: string
  known_from: string
}

function findLaterDates(db: Database): Finding[] {
  const claims = db.prepare<[], ClaimRow>(`
    SELECT claims.source, claims.record, claims.collection, claims.field, claims.value,
           claims.known_from
      FROM claims
     WHERE claims.set_aside IS NULL`)
  return claims.all().flatMap(({ source, record, collection, field, value, known_from }) => {
    const type = resourceTypes.find(({ name }) => name === collection)?.fields[field]?.type
    if (!isDateType(type) || edtfBounds(value).min <= known_from) return []
    const message = `${value} is after ${known_from}, the day from which ${source} is known`
    return [{ record, field, source, message }]
  })
}

/** Names with digits are numbered on purpose, such as the editions of a report. */
function findSimilarNames(db: Database, collection: string): Finding[] {
  const field = collection === 'publications' ? 'title' : 'name'
  const records = db
    .prepare<[], { id: string; name: string }>(`
      SELECT id, ${field} AS name
        FROM ${collection}
       WHERE known_to IS NULL
       ORDER BY id`)
    .all()
    .filter(({ name }) => !/\d/.test(name))
  return records.flatMap(({ id, name }, index) => {
    const later = records.slice(index + 1).filter((other) => other.name !== name)
    const similar = new Set(
      similarWords(
        name,
        later.map((other) => other.name),
        Number.POSITIVE_INFINITY,
      ),
    )
    return later
      .filter((other) => similar.has(other.name))
      .map((other) => ({
        record: other.id,
        field,
        message: `resembles the ${field} of ${id}: ${name}`,
      }))
  })
}
