import { memberCounts } from '../../domain/resources/member-counts.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import { equalsFilter, type ListDefinition, listDefinition } from '../list-definition.ts'

/**
 * Member counts, each beside the number of members in the roster (`members`) on the date of the count.
 * The roster is counted in the SELECT and not stored, because it depends on `:known_at`.
 */

const ROSTER = `
      FROM members AS member
     WHERE member.organization = member_counts.organization
       AND member.role         = 'member'
       AND ${isKnown('member')}`

/** Whether a state was certainly a member on every day that the statement can be about. */
const DEFINITE =
  'member.start_max <= member_counts.start_min AND member.end_min >= member_counts.start_max'
/** Whether a state may have been a member on some day that the statement can be about. */
const POSSIBLE =
  'member.start_min <= member_counts.start_max AND member.end_max >= member_counts.start_min'

const countRoster = (condition: string) => `(
    SELECT count(*)${ROSTER}
       AND ${condition})`

const AGREES = `(
    SELECT CASE WHEN count(*) = 0                         THEN NULL
                WHEN member_counts.qualifier = 'at_least' THEN member_counts."count" <= count(*)
                WHEN member_counts.qualifier = 'at_most'  THEN member_counts."count" >= count(*) FILTER (WHERE ${DEFINITE})
                ELSE member_counts."count" BETWEEN count(*) FILTER (WHERE ${DEFINITE}) AND count(*) END${ROSTER}
       AND ${POSSIBLE})`

const ofMemberStates = (expression: string) =>
  `CASE WHEN member_counts.category = 'member_states' THEN ${expression} END`

/** A SELECT in parentheses, with the parameter `:known_at`. */
export const memberCountsWithRoster = `(
  SELECT member_counts.*,
         ${ofMemberStates(countRoster(DEFINITE))} AS counted_definite,
         ${ofMemberStates(countRoster(POSSIBLE))} AS counted_possible,
         ${ofMemberStates(AGREES)} AS roster_agrees
    FROM member_counts)`

const declared = listDefinition(memberCounts)

export const memberCountsList: ListDefinition = {
  ...declared,
  table: memberCountsWithRoster,
  filters: {
    ...declared.filters,
    roster_agrees: equalsFilter('roster_agrees', memberCounts.computed?.roster_agrees ?? {}),
  },
}
