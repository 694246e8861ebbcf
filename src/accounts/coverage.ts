import type { Database } from 'better-sqlite3'
import type { Noun } from '../records/noun.ts'

/** The two highest standings: the act itself, and the organization. */
const OFFICIAL = 1

const COUNT = `
  INSERT INTO coverage
  WITH told AS (
    SELECT versions.noun, versions.record, claims.field,
           max(sources.standing <= ${OFFICIAL}) AS official,
           min(claims.value)                    AS value
      FROM versions
      JOIN stances USING (record, known_from)
      JOIN claims  ON claims.id  = stances.claim
      JOIN sources ON sources.id = claims.source
     WHERE versions.noun = :noun
       AND versions.known_to IS NULL
       AND stances.stance = 'agrees'
     GROUP BY versions.record, claims.field),
  dates AS (
    SELECT told.value
      FROM told
     WHERE told.field IN (SELECT value FROM json_each(:dates)))
  SELECT :noun,
         (SELECT count(*) FROM versions WHERE noun = :noun AND known_to IS NULL),
         (SELECT count(*) FROM claims WHERE noun = :noun),
         (SELECT count(DISTINCT source) FROM claims WHERE noun = :noun),
         (SELECT count(*) FROM told),
         (SELECT count(*) FROM told WHERE official),
         (SELECT count(*) FROM dates),
         (SELECT count(*) FROM dates WHERE value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')`

/** Counts how well each noun is covered, once its versions are written. */
export function countCoverage(db: Database, nouns: readonly Noun[]): void {
  const count = db.prepare(COUNT)
  for (const { name, fields } of nouns) {
    const dates = Object.entries(fields).flatMap(([field, { form }]) =>
      form === 'day' || form === 'span' ? [field] : [],
    )
    count.run({ noun: name, dates: JSON.stringify(dates) })
  }
}
