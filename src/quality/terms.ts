import { type DataCheck, sqlCheck } from './data-check.ts'

/** Terms in posts. The build refuses terms that overlap in a post of one holder. */
export const termChecks: readonly DataCheck[] = [
  sqlCheck(
    'overlapping-terms',
    'two terms of one person in one post at the same time',
    `
    SELECT b.id AS record, 'start' AS field,
           'overlaps ' || a.id || ', a term of the same person in the same post' AS message
      FROM leadership AS a
      JOIN leadership AS b ON b.post   = a.post
                          AND b.person = a.person
                          AND b.id     > a.id
     WHERE a.known_to IS NULL
       AND b.known_to IS NULL
       AND max(a.start_max, b.start_max) <= min(a.end_min, b.end_min)`,
  ),
  sqlCheck(
    'gap-between-terms',
    'days without a known holder, even an acting one, of a post of one head or chair',
    `
    WITH terms AS (
      SELECT leadership.id, leadership.post, leadership.start_min, leadership.end_max,
             max(leadership.end_max) OVER earlier AS last_end
        FROM leadership
        JOIN posts ON posts.id = leadership.post
       WHERE leadership.known_to IS NULL
         AND posts.known_to IS NULL
         AND posts.rank IN ('head', 'chair')
         AND posts.holders = 'one'
      WINDOW earlier AS (PARTITION BY leadership.post
                             ORDER BY leadership.start_min, leadership.id
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
    SELECT min(last.id) AS record, 'end' AS field,
           'ended by ' || last.end_max || ', but ' || next.id || ' began on ' || next.start_min
             || ' at the earliest' AS message
      FROM terms AS next
      JOIN terms AS last ON last.post    = next.post
                        AND last.end_max = next.last_end
     WHERE julianday(next.start_min) - julianday(next.last_end) > 1
     GROUP BY next.id`,
  ),
]
