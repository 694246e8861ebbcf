import { type Lint, sqlLint } from './lint.ts'

/** What the terms of those who held an office alone say that cannot be, or leave open. */
export const heads: readonly Lint[] = [
  sqlLint(
    'two-heads',
    'two people who headed an organization at the same time',
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
  sqlLint(
    'overlapping-terms',
    'one person who holds one office twice at a time',
    `
    SELECT b.id AS record, 'start' AS field,
           'overlaps ' || a.id || ', the same person in the same office' AS message
      FROM leadership AS a
      JOIN leadership AS b ON (b.organization, b.person, b.post) = (a.organization, a.person, a.post)
                          AND b.id > a.id
     WHERE a.known_to IS NULL
       AND b.known_to IS NULL
       AND max(a.start_max, b.start_max) <= min(a.end_min, b.end_min)`,
  ),
  sqlLint(
    'gap-between-heads',
    'a time in which no one headed an organization, or no one is known to have',
    `
    WITH terms AS (
      SELECT id, organization, start_min, start_max, end_max,
             lead(id)        OVER next AS following,
             lead(start_min) OVER next AS following_start
        FROM leadership
       WHERE post IN ('director', 'director_general')
         AND known_to IS NULL
      WINDOW next AS (PARTITION BY organization ORDER BY start_max, start_min, id))
    SELECT id AS record, 'end' AS field,
           'ended by ' || end_max || ', and ' || following || ' began on ' || following_start
             || ' at the earliest' AS message
      FROM terms
     WHERE julianday(following_start) - julianday(end_max) > 1
       AND following_start > '0001-01-01'`,
  ),
]
