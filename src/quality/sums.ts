import { type DataCheck, sqlCheck } from './data-check.ts'

/** Numbers that do not add up. */
export const sumChecks: readonly DataCheck[] = [
  sqlCheck(
    'votes',
    'more votes on a resolution of the General Assembly (A/RES/…) than its 193 members',
    `
    SELECT id AS record, 'votes_for' AS field,
           votes_for || ' for, ' || coalesce(votes_against, 0) || ' against and '
             || coalesce(abstentions, 0) || ' abstentions are more than 193' AS message
      FROM compacts
     WHERE known_to IS NULL
       AND resolution LIKE 'A/RES/%'
       AND votes_for + coalesce(votes_against, 0) + coalesce(abstentions, 0) > 193`,
  ),
  sqlCheck(
    'funding-total',
    'a total of funding that is not the sum of its parts',
    `
    SELECT total.id AS record, 'amount' AS field,
           total.amount || ', but the sum of its parts is ' || sum(part.amount) AS message
      FROM funding AS total
      JOIN funding AS part ON part.organization = total.organization
                          AND part.donor        = total.donor
                          AND part.currency     = total.currency
                          AND part.kind         = 'commitment'
                          AND part.start_min   >= total.start_min
                          AND part.end_max     <= total.end_max
     WHERE total.kind = 'total'
       AND total.known_to IS NULL
       AND part.known_to  IS NULL
     GROUP BY total.id
    HAVING sum(part.amount) <> total.amount`,
  ),
]
