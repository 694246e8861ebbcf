import type { Database } from 'better-sqlite3'
import type { Noun } from '../records/noun.ts'

/** The two highest standings: the act itself, and the organization. */
const OFFICIAL = 1

const COUNT = `
  INSERT INTO coverage
  WITH told AS (
    SELECT versions.noun, claims.field,
           max(sources.standing <= ${OFFICIAL}) AS official,
           min(claims.value)                    AS value
      FROM versions
      JOIN stances USING (record, known_from)
      JOIN claims  ON claims.seq = stances.claim
      JOIN sources ON sources.id = claims.source
     WHERE versions.known_to IS NULL
       AND stances.stance = 'agrees'
     GROUP BY versions.record, claims.field),
  stated AS (
    SELECT told.noun,
           count(*)           AS stated,
           sum(told.official) AS official,
           count(dated.field) AS dated,
           count(dated.field) FILTER (
             WHERE told.value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]') AS days
      FROM told
      LEFT JOIN (SELECT value ->> 0 AS noun, value ->> 1 AS field FROM json_each(:dates)) AS dated
             ON (dated.noun, dated.field) = (told.noun, told.field)
     GROUP BY told.noun),
  records AS (
    SELECT noun, count(*) AS records
      FROM versions
     WHERE known_to IS NULL
     GROUP BY noun),
  claimed AS (
    SELECT noun, count(*) AS claims, count(DISTINCT source) AS sources
      FROM claims
     GROUP BY noun)
  SELECT noun.value,
         coalesce(records.records, 0), coalesce(claimed.claims, 0), coalesce(claimed.sources, 0),
         coalesce(stated.stated, 0), coalesce(stated.official, 0),
         coalesce(stated.dated, 0), coalesce(stated.days, 0)
    FROM json_each(:nouns) AS noun
    LEFT JOIN records ON records.noun = noun.value
    LEFT JOIN claimed ON claimed.noun = noun.value
    LEFT JOIN stated  ON stated.noun  = noun.value`

/** Counts how well each noun is covered, once its versions are written. */
export function countCoverage(db: Database, nouns: readonly Noun[]): void {
  const dates = nouns.flatMap(({ name, fields }) =>
    Object.entries(fields)
      .filter(([, { form }]) => form === 'day' || form === 'span')
      .map(([field]) => [name, field]),
  )
  db.prepare(COUNT).run({
    nouns: JSON.stringify(nouns.map(({ name }) => name)),
    dates: JSON.stringify(dates),
  })
}
