import type { Database } from 'better-sqlite3'
import leven from 'leven'
import { edtfBounds } from '../domain/edtf.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { type Finding, type Lint, sqlLint } from './lint.ts'

/** What rests on too little, is said too early, or is said of no one. */
export const sources: readonly Lint[] = [
  sqlLint(
    'unused-person',
    'a person who held no post that is told',
    `
    SELECT people.id AS record, NULL AS field, 'holds no post' AS message
      FROM people
     WHERE people.known_to IS NULL
       AND people.id NOT IN (SELECT person FROM leadership)`,
  ),
  sqlLint(
    'unused-source',
    'a source that claims nothing that counts',
    `
    SELECT sources.id AS record, NULL AS field, 'claims nothing that counts' AS message
      FROM sources
     WHERE sources.id NOT IN (SELECT source FROM claims WHERE set_aside IS NULL)`,
  ),
  sqlLint(
    'reference-only',
    'a reference of which nothing else confirms some records',
    `
    WITH alone AS (
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
           'nothing else speaks of ' || group_concat(record, ', ') AS message
      FROM alone
     GROUP BY source`,
  ),
  {
    name: 'beyond-its-time',
    description: 'a date that lies after all that its source can know',
    find: (db) => {
      const stated = db
        .prepare<[], Dated>(`
        SELECT claims.source, claims.record, claims.collection, claims.field, claims.value, sources.known_from
          FROM claims
          JOIN sources ON sources.id = claims.source
         WHERE claims.set_aside IS NULL`)
        .all()
      return stated.flatMap(
        ({ source, record, collection, field, value, known_from }): Finding[] => {
          const { type: form } =
            resourceTypes.find(({ name }) => name === collection)?.fields[field] ?? {}
          if ((form !== 'day' && form !== 'span') || edtfBounds(value).min <= known_from) return []
          return [
            {
              record,
              field,
              source,
              message: `${value} is after ${known_from}, when ${source} was known_from`,
            },
          ]
        },
      )
    },
  },
  {
    name: 'near-duplicate',
    description: 'two records of one collection with nearly the same name',
    find: (db) =>
      ['people', 'bodies', 'publications', 'organizations'].flatMap((collection) =>
        alike(db, collection),
      ),
  },
]

interface Dated {
  source: string
  record: string
  collection: string
  field: string
  value: string
  known_from: string
}

/** Pairs of records whose names differ in a letter or two. */
function alike(db: Database, collection: string): Finding[] {
  const field = collection === 'publications' ? 'title' : 'name'
  const named = db
    .prepare<[], { id: string; name: string }>(
      `SELECT id, ${field} AS name FROM ${collection} WHERE known_to IS NULL ORDER BY id`,
    )
    .all()
  return named.flatMap((one, at) =>
    named.slice(at + 1).flatMap((other): Finding[] => {
      if (one.name === other.name || leven(one.name, other.name, { maxDistance: 3 }) > 2) return []
      if (/\d/.test(one.name + other.name)) return []
      return [{ record: other.id, field, message: `nearly the name of ${one.id}: ${one.name}` }]
    }),
  )
}
