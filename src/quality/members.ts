import { LATEST } from '../domain/edtf.ts'
import { isRosterComplete, memberCountsWithRoster } from '../query/views/member-counts.ts'
import { type DataCheck, sqlCheck } from './data-check.ts'

/** The roster of members, and the counts of members beside it. */
export const memberChecks: readonly DataCheck[] = [
  sqlCheck(
    'joined-before-founding',
    'a party that joined before the organization was founded',
    `
    SELECT members.id AS record, 'start' AS field,
           coalesce(members.name, members.party) || ' joined by ' || members.start_max
             || ', before the founding, ' || organizations.founded AS message
      FROM members
      JOIN organizations ON organizations.id = members.organization
     WHERE members.known_to IS NULL
       AND organizations.known_to IS NULL
       AND members.start_max < organizations.start_min`,
  ),
  sqlCheck(
    'overlapping-periods',
    'a party with two periods in one role at the same time',
    `
    SELECT b.id AS record, 'start' AS field,
           'overlaps ' || a.id || ', a period in the same role' AS message
      FROM members AS a
      JOIN members AS b ON b.organization = a.organization
                       AND b.body        IS a.body
                       AND b.party        = a.party
                       AND b.role         = a.role
                       AND b.id           > a.id
     WHERE a.known_to IS NULL
       AND b.known_to IS NULL
       AND max(a.start_max, b.start_max) < min(a.end_min, b.end_min)`,
  ),
  sqlCheck(
    'observer-and-member',
    'a member that is in another role, such as observer, at the same time',
    `
    SELECT other.id AS record, 'end' AS field,
           'still ' || other.role || ' while ' || member.id || ' is a member' AS message
      FROM members AS other
      JOIN members AS member ON member.organization = other.organization
                            AND member.body        IS other.body
                            AND member.party        = other.party
     WHERE other.role NOT IN ('member', 'suspended')
       AND member.role = 'member'
       AND other.known_to  IS NULL
       AND member.known_to IS NULL
       AND max(other.start_max, member.start_max) < min(other.end_min, member.end_min)`,
  ),
  sqlCheck(
    'count-falls',
    'an exact count that falls by more members than can have left the complete roster',
    `
    WITH counts AS (
      SELECT id, organization, body, category, count, date, start_min, start_max
        FROM member_counts
       WHERE known_to IS NULL
         AND qualifier = 'exact'),
    falls AS (
      SELECT later.id, later.organization, later.body, later.category,
             earlier.count - later.count AS fewer,
             earlier.start_min AS first_day,
             later.start_max   AS last_day,
             later.count || ' on ' || later.date || ', after ' || earlier.count || ' on '
               || earlier.date AS message
        FROM counts AS later
        JOIN counts AS earlier ON earlier.id = (SELECT counts.id
                                                  FROM counts
                                                 WHERE counts.organization = later.organization
                                                   AND counts.body        IS later.body
                                                   AND counts.category     = later.category
                                                   AND counts.start_max    < later.start_min
                                                 ORDER BY counts.start_max DESC, counts.start_min DESC, counts.id
                                                 LIMIT 1)
       WHERE earlier.count > later.count)
    SELECT id AS record, 'count' AS field, message
      FROM falls
     WHERE ${isRosterComplete('falls', 'falls.first_day', 'falls.last_day')}
       AND fewer > (SELECT count(DISTINCT members.party)
                      FROM members
                      JOIN counted_roles ON counted_roles.role = members.role
                     WHERE counted_roles.category = falls.category
                       AND members.organization   = falls.organization
                       AND members.body          IS falls.body
                       AND members.known_to      IS NULL
                       AND members.end_max       >= falls.first_day
                       AND members.end_min       <= falls.last_day)`,
  ),
  sqlCheck(
    'roster-disagrees',
    'a count that the roster contradicts, although it is stated to be complete',
    `
    SELECT id AS record, 'count' AS field,
           "count" || ' on ' || date || ', but the roster has ' || counted_definite || ' to '
             || counted_possible AS message
      FROM ${memberCountsWithRoster}
     WHERE known_to IS NULL
       AND roster_agrees = 0`,
    { known_at: LATEST, valid_min: null, valid_max: null },
  ),
]
