import type { Database } from 'better-sqlite3'
import leven from 'leven'
import { nouns } from '../facts/index.ts'
import { bounds } from '../records/edtf.ts'
import { type Found, type Lint, select } from './lint.ts'

/** What rests on too little, is said too early, or is said of no one. */
export const sources: readonly Lint[] = [
  select(
    'unused-person',
    'a person who held no post that is told',
    `
    SELECT people.id AS record, NULL AS field, 'holds no post' AS message
      FROM people
     WHERE people.known_to IS NULL
       AND people.id NOT IN (SELECT person FROM leadership)`,
  ),
  select(
    'unused-source',
    'a source that claims nothing that counts',
    `
    SELECT sources.id AS record, NULL AS field, 'claims nothing that counts' AS message
      FROM sources
     WHERE sources.id NOT IN (SELECT source FROM claims WHERE set_aside IS NULL)`,
  ),
  select(
    'reference-only',
    'a reference of which nothing else confirms some records',
    `
    WITH alone AS (
      SELECT versions.record, min(claims.source) AS source
        FROM versions
        JOIN claims  ON claims.record = versions.record
        JOIN sources ON sources.id    = claims.source
       WHERE versions.known_to IS NULL
         AND versions.noun <> 'gaps'
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
    looks: 'a date that lies after all that its source can know',
    find: (db) => {
      const stated = db
        .prepare<[], Dated>(`
        SELECT claims.source, claims.record, claims.noun, claims.field, claims.value, sources.heard
          FROM claims
          JOIN sources ON sources.id = claims.source
         WHERE claims.set_aside IS NULL`)
        .all()
      return stated.flatMap(({ source, record, noun, field, value, heard }): Found[] => {
        const { form } = nouns.find(({ name }) => name === noun)?.fields[field] ?? {}
        if ((form !== 'day' && form !== 'span') || bounds(value).min <= heard) return []
        return [
          {
            record,
            field,
            source,
            message: `${value} is after ${heard}, when ${source} was heard`,
          },
        ]
      })
    },
  },
  {
    name: 'near-duplicate',
    looks: 'two records of one noun with nearly the same name',
    find: (db) =>
      ['people', 'bodies', 'publications', 'organizations'].flatMap((noun) => alike(db, noun)),
  },
]

interface Dated {
  source: string
  record: string
  noun: string
  field: string
  value: string
  heard: string
}

/** Pairs of records whose names differ in a letter or two. */
function alike(db: Database, noun: string): Found[] {
  const field = noun === 'publications' ? 'title' : 'name'
  const named = db
    .prepare<[], { id: string; name: string }>(
      `SELECT id, ${field} AS name FROM ${noun} WHERE known_to IS NULL ORDER BY id`,
    )
    .all()
  return named.flatMap((one, at) =>
    named.slice(at + 1).flatMap((other): Found[] => {
      if (one.name === other.name || leven(one.name, other.name, { maxDistance: 3 }) > 2) return []
      if (/\d/.test(one.name + other.name)) return []
      return [{ record: other.id, field, message: `nearly the name of ${one.id}: ${one.name}` }]
    }),
  )
}
