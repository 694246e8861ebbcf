import { LATEST } from '../domain/edtf.ts'
import { memberCountsWithRoster } from '../query/views/member-counts.ts'
import { type DataCheck, sqlCheck } from './data-check.ts'

/** The roster of members, and the counts of member states beside it. */
export const memberChecks: readonly DataCheck[] = [
  sqlCheck(
    'joined-before-founding',
    'a state that joined before the organization was founded',
    `
    SELECT members.id AS record, 'start' AS field,
           members.name || ' joined by ' || members.start_max || ', before the founding, '
             || organizations.founded AS message
      FROM members
      JOIN organizations ON organizations.id = members.organization
     WHERE members.known_to IS NULL
       AND organizations.known_to IS NULL
       AND members.start_max < organizations.start_min`,
  ),
  sqlCheck(
    'overlapping-periods',
    'a state with two periods in one role at the same time',
    `
    SELECT a.id AS record, 'start' AS field,
           'overlaps ' || b.id || ', a period in the same role' AS message
      FROM members AS a
      JOIN members AS b ON b.organization = a.organization
                       AND b.country      = a.country
                       AND b.role         = a.role
                       AND b.id           > a.id
     WHERE a.known_to IS NULL
       AND b.known_to IS NULL
       AND max(a.start_max, b.start_max) < min(a.end_min, b.end_min)`,
  ),
  sqlCheck(
    'observer-and-member',
    'an observer or applicant that is a member at the same time',
    `
    SELECT other.id AS record, 'end' AS field,
           'still ' || other.role || ' while ' || member.id || ' is a member' AS message
      FROM members AS other
      JOIN members AS member ON member.organization = other.organization
                            AND member.country      = other.country
     WHERE other.role  <> 'member'
       AND member.role  = 'member'
       AND other.known_to  IS NULL
       AND member.known_to IS NULL
       AND max(other.start_max, member.start_max) < min(other.end_min, member.end_min)`,
  ),
  sqlCheck(
    'count-falls',
    'a count of member states that falls although no member left',
    `
    WITH counts AS (
      SELECT id, organization, count, date, start_min,
             lag(count)     OVER series AS previous_count,
             lag(date)      OVER series AS previous_date,
             lag(start_max) OVER series AS previous_day
        FROM member_counts
       WHERE category = 'member_states'
         AND known_to IS NULL
      WINDOW series AS (PARTITION BY organization ORDER BY start_min, start_max, id))
    SELECT id AS record, 'count' AS field,
           count || ' on ' || date || ', after ' || previous_count || ' on ' || previous_date AS message
      FROM counts
     WHERE count < previous_count
       AND NOT EXISTS (SELECT 1
                         FROM members
                        WHERE members.organization = counts.organization
                          AND members.role         = 'member'
                          AND members.known_to IS NULL
                          AND members.end_max >= counts.previous_day
                          AND members.end_max <  counts.start_min)`,
  ),
  sqlCheck(
    'roster-disagrees',
    'a count of member states that the roster contradicts',
    `
    SELECT id AS record, 'count' AS field,
           "count" || ' on ' || date || ', but the roster has ' || counted_definite || ' to '
             || counted_possible AS message
      FROM ${memberCountsWithRoster}
     WHERE known_to IS NULL
       AND roster_agrees = 0`,
    { known_at: LATEST },
  ),
]
