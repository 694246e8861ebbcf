import { type DataCheck, sqlCheck } from './data-check.ts'

/** Relations between two organizations of the data, which each of them can state. */
export const relationChecks: readonly DataCheck[] = [
  sqlCheck(
    'inverse-relation',
    'a relation that the other organization has with other dates',
    `
    WITH pairs AS (
      SELECT a.id AS relation, b.id AS inverse,
             max(a.start_min, b.start_min) > min(a.start_max, b.start_max) AS start_differs,
             max(a.end_min,   b.end_min)   > min(a.end_max,   b.end_max)   AS end_differs
        FROM relations AS a
        JOIN codes          ON codes.id = 'relation_kinds.' || a.kind
        JOIN relations AS b ON b.organization       = a.other_organization
                           AND b.other_organization = a.organization
                           AND b.kind               = codes.inverse
       WHERE a.known_to IS NULL
         AND b.known_to IS NULL),
    agreeing AS (
      SELECT relation AS id FROM pairs WHERE NOT start_differs AND NOT end_differs
       UNION
      SELECT inverse        FROM pairs WHERE NOT start_differs AND NOT end_differs)
    SELECT max(relation, inverse) AS record, iif(start_differs, 'start', 'end') AS field,
           'differs from ' || min(relation, inverse) || ', the same relation seen from the other organization' AS message
      FROM pairs
     WHERE relation NOT IN (SELECT id FROM agreeing)
       AND inverse  NOT IN (SELECT id FROM agreeing)
     GROUP BY max(relation, inverse), min(relation, inverse)`,
  ),
]
