import { memberCounts } from '../../domain/resources/member-counts.ts'
import { equalsFilter } from '../../query/list-definition.ts'
import { type Collection, resourceCollection } from '../collection.ts'

/**
 * `/v1/member_counts`: each count of member states beside what the roster of members says of its date.
 * That is counted in the SELECT and never stored, so both clocks apply.
 */

/** Members of that organization, as known at `:known_at`. */
const MEMBERS = `
      FROM members AS member
     WHERE member.organization = member_counts.organization
       AND member.role         = 'member'
       AND member.known_from  <= :known_at
       AND (member.known_to IS NULL OR member.known_to > :known_at)`

/** Members on every day that the statement may speak of, for certain. */
const DEFINITE =
  'member.start_max <= member_counts.start_min AND member.end_min >= member_counts.start_max'
/** Members on some day that it may speak of, possibly. */
const POSSIBLE =
  'member.start_min <= member_counts.start_max AND member.end_max >= member_counts.start_min'

const counted = (condition: string) => `(
    SELECT count(*)${MEMBERS}
       AND ${condition})`

/** Counts once, whatever is compared. */
const AGREES = `(
    SELECT CASE WHEN count(*) = 0                      THEN NULL
                WHEN member_counts.qualifier = 'at_least' THEN member_counts."count" <= count(*)
                WHEN member_counts.qualifier = 'at_most'  THEN member_counts."count" >= count(*) FILTER (WHERE ${DEFINITE})
                ELSE member_counts."count" BETWEEN count(*) FILTER (WHERE ${DEFINITE}) AND count(*) END${MEMBERS}
       AND ${POSSIBLE})`

const only = (expression: string) =>
  `CASE WHEN member_counts.category = 'member_states' THEN ${expression} END`

/** Each count with what the roster has of its date, as known at `:known_at`. */
export const MEMBER_COUNTS_WITH_ROSTER = `(
  SELECT member_counts.*,
         ${only(counted(DEFINITE))} AS counted_definite,
         ${only(counted(POSSIBLE))} AS counted_possible,
         ${only(AGREES)} AS roster_agrees
    FROM member_counts)`

const plain = resourceCollection(memberCounts)

export const memberCountsCollection: Collection = {
  ...plain,
  list: {
    ...plain.list,
    table: MEMBER_COUNTS_WITH_ROSTER,
    filters: {
      ...plain.list.filters,
      roster_agrees: equalsFilter('roster_agrees', memberCounts.computed?.roster_agrees ?? {}),
    },
  },
}
