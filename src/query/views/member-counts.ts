import { memberCounts } from '../../domain/resources/member-counts.ts'
import { equalsFilter } from '../filters.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import { type ListDefinition, listDefinition } from '../list-definition.ts'
import { isDefinite, isPossible } from '../valid-time-sql.ts'

/**
 * Member counts, each beside the number of members in the roster (`members`). The roster is counted in the SELECT
 * and not stored, because it depends on both times.
 */

/** The members in a role that the category counts. A party with two periods counts once. */
const ROSTER = `
      FROM counted_roles
     CROSS JOIN members AS member ON member.organization = member_counts.organization
                                 AND member.body        IS member_counts.body
                                 AND member.role         = counted_roles.role
     WHERE counted_roles.category = member_counts.category
       AND ${isKnown('member')}`

/** Whether a party was certainly a member, and may have been, on every or some day of the statement. */
const STATED = {
  definite: `member.start_max <= member_counts.start_min
                                           AND member.end_min   >= member_counts.start_max`,
  possible:
    'member.start_min <= member_counts.start_max AND member.end_max >= member_counts.start_min',
}
/** The same on some day of the valid time that is requested, as in the list of members. */
const REQUESTED = {
  definite: isDefinite('member'),
  possible: isPossible('member'),
}

const countRoster = (condition: string) => `(
    SELECT count(DISTINCT member.party)${ROSTER}
       AND ${condition})`

/** NULL for a category that counts no role. */
const counted = (certainty: 'definite' | 'possible') => `
         CASE WHEN NOT EXISTS (SELECT 1
                                 FROM counted_roles
                                WHERE counted_roles.category = member_counts.category) THEN NULL
              WHEN :valid_min IS NULL THEN ${countRoster(STATED[certainty])}
              ELSE ${countRoster(REQUESTED[certainty])} END`

/**
 * Whether the roster is stated to be complete from `first` to `last`, for every role that the category counts.
 *
 * @param alias a row with `organization` and `category`
 * @param first a column with a day, as `last`
 */
export function isRosterComplete(alias: string, first: string, last: string): string {
  return `EXISTS (SELECT 1
                        FROM counted_roles
                       WHERE counted_roles.category = ${alias}.category)
          AND NOT EXISTS (
                SELECT 1
                  FROM counted_roles
                 WHERE counted_roles.category = ${alias}.category
                   AND NOT EXISTS (
                         SELECT 1
                           FROM completeness
                          WHERE completeness.organization = ${alias}.organization
                            AND completeness.collection   = 'members'
                            AND completeness.extent       = 'complete'
                            AND coalesce(completeness.role, counted_roles.role) = counted_roles.role
                            AND completeness.start_min <= ${first}
                            AND completeness.end_max   >= ${last}))`
}

/** Completeness on all days of the statement. It is stated for the last known day only. */
const IS_COMPLETE = `EXISTS (SELECT 1 FROM release WHERE one = 1 AND last_known <= :known_at)
          AND ${isRosterComplete('member_counts', 'member_counts.start_min', 'member_counts.start_max')}`

const AGREES = `
         CASE WHEN member_counts.body IS NULL
           AND ${IS_COMPLETE} THEN (
    SELECT CASE member_counts.qualifier
             WHEN 'at_least' THEN member_counts."count" <= count(DISTINCT member.party)
             WHEN 'at_most'  THEN member_counts."count" >= count(DISTINCT member.party) FILTER (WHERE ${STATED.definite})
             ELSE member_counts."count" BETWEEN count(DISTINCT member.party) FILTER (WHERE ${STATED.definite})
                                            AND count(DISTINCT member.party) END${ROSTER}
       AND ${STATED.possible}) END`

/** A SELECT in parentheses, with the parameters `:known_at`, `:valid_min` and `:valid_max`. */
export const memberCountsWithRoster = `(
  SELECT member_counts.*,${counted('definite')} AS counted_definite,${counted('possible')} AS counted_possible,${AGREES} AS roster_agrees
    FROM member_counts)`

const declared = listDefinition(memberCounts)

export const memberCountsList: ListDefinition = {
  ...declared,
  table: memberCountsWithRoster,
  usesValidTime: true,
  filters: {
    ...declared.filters,
    roster_agrees: equalsFilter('roster_agrees', memberCounts.computed?.roster_agrees ?? {}),
  },
}
