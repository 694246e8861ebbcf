import { type DataCheck, sqlCheck } from './data-check.ts'

/** Terms in posts that only one person can hold at a time. */
export const headChecks: readonly DataCheck[] = [
  sqlCheck(
    'two-heads',
    'an organization with two heads at the same time',
    `
    SELECT b.id AS record, 'start' AS field,
           'began before ' || a.id || ' ended' AS message
      FROM leadership AS a
      JOIN leadership AS b ON b.organization = a.organization
                          AND (b.start_min, b.id) > (a.start_min, a.id)
     WHERE a.post IN ('director', 'director_general')
       AND b.post IN ('director', 'director_general')
       AND a.known_to IS NULL
       AND b.known_to IS NULL
       AND max(a.start_max, b.start_max) < min(a.end_min, b.end_min)`,
  ),
  sqlCheck(
    'overlapping-terms',
    'two terms of one person in one post at the same time',
    `
    SELECT b.id AS record, 'start' AS field,
           'overlaps ' || a.id || ', a term of the same person in the same post' AS message
      FROM leadership AS a
      JOIN leadership AS b ON b.organization = a.organization
                          AND b.person       = a.person
                          AND b.post         = a.post
                          AND b.id           > a.id
     WHERE a.known_to IS NULL
       AND b.known_to IS NULL
       AND max(a.start_max, b.start_max) <= min(a.end_min, b.end_min)`,
  ),
  sqlCheck(
    'gap-between-heads',
    'days without a known head of an organization',
    `
    WITH terms AS (
      SELECT id, organization, start_min, start_max, end_max,
             lead(id)        OVER next AS next_id,
             lead(start_min) OVER next AS next_start
        FROM leadership
       WHERE post IN ('director', 'director_general')
         AND known_to IS NULL
      WINDOW next AS (PARTITION BY organization ORDER BY start_max, start_min, id))
    SELECT id AS record, 'end' AS field,
           'ended by ' || end_max || ', but ' || next_id || ' began on ' || next_start
             || ' at the earliest' AS message
      FROM terms
     WHERE julianday(next_start) - julianday(end_max) > 1
       AND next_start > '0001-01-01'`,
  ),
]
