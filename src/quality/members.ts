import { MEMBER_COUNTS_WITH_ROSTER } from '../api/endpoints/member-counts.ts'
import { type Lint, sqlLint } from './lint.ts'

/** After all that was known_from. */
const LAST = `'9999-12-31'`

/** What the roster of members says that cannot be, or that its counts gainsay. */
export const members: readonly Lint[] = [
  sqlLint(
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
  sqlLint(
    'overlapping-spells',
    'a state that is in one role twice at a time',
    `
    SELECT a.id AS record, 'start' AS field,
           'holds at the same time as ' || b.id || ', in the same role' AS message
      FROM members AS a
      JOIN members AS b ON (b.organization, b.country, b.role) = (a.organization, a.country, a.role)
                       AND b.id > a.id
     WHERE a.known_to IS NULL
       AND b.known_to IS NULL
       AND max(a.start_max, b.start_max) < min(a.end_min, b.end_min)`,
  ),
  sqlLint(
    'observer-and-member',
    'an observer or applicant that is a member at the same time',
    `
    SELECT other.id AS record, 'end' AS field,
           'still ' || other.role || ' while ' || member.id || ' is a member' AS message
      FROM members AS other
      JOIN members AS member ON (member.organization, member.country) = (other.organization, other.country)
     WHERE other.role  <> 'member'
       AND member.role  = 'member'
       AND other.known_to  IS NULL
       AND member.known_to IS NULL
       AND max(other.start_max, member.start_max) < min(other.end_min, member.end_min)`,
  ),
  sqlLint(
    'count-falls',
    'a count of member states that falls while the roster grows',
    `
    WITH counted AS (
      SELECT member_counts.id, member_counts.count, member_counts.date,
             lag(member_counts.count) OVER later AS before,
             lag(member_counts.date)  OVER later AS before_date,
             lag(member_counts.start_max) OVER later AS before_day,
             member_counts.start_min AS day, member_counts.organization
        FROM member_counts
       WHERE member_counts.category = 'member_states'
         AND member_counts.known_to IS NULL
      WINDOW later AS (PARTITION BY member_counts.organization
                           ORDER BY member_counts.start_min, member_counts.start_max, member_counts.id))
    SELECT counted.id AS record, 'count' AS field,
           counted.count || ' on ' || counted.date || ', after ' || counted.before || ' on '
             || counted.before_date AS message
      FROM counted
     WHERE counted.count < counted.before
       AND (SELECT count(*)
              FROM members
             WHERE members.organization = counted.organization
               AND members.role         = 'member'
               AND members.known_to IS NULL
               AND members.end_max  < counted.day
               AND members.end_max >= counted.before_day) = 0`,
  ),
  sqlLint(
    'roster-disagrees',
    'a count of member states that the roster does not reach, or goes beyond',
    `
    SELECT id AS record, 'count' AS field,
           "count" || ' on ' || date || ', but the roster has ' || counted_definite || ' to '
             || counted_possible AS message
      FROM ${MEMBER_COUNTS_WITH_ROSTER.replaceAll(':known_at', LAST)}
     WHERE known_to IS NULL
       AND roster_agrees = 0`,
  ),
]
