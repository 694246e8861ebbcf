import { membership } from '../facts/membership.ts'
import { type Collection, collectionOf } from '../records/collection.ts'
import { equals } from '../records/listing.ts'

/**
 * `/v1/membership`: each count of member states beside what the roster of members says of its date.
 * That is counted in the SELECT and never stored, so both clocks apply.
 */

/** Members of that organization, as known at `:known_at`, by a condition on the bounds of their time. */
const counted = (condition: string) => `(
    SELECT count(*)
      FROM members AS member
     WHERE member.organization = membership.organization
       AND member.role         = 'member'
       AND member.known_from  <= :known_at
       AND (member.known_to IS NULL OR member.known_to > :known_at)
       AND ${condition})`

/** Members on every day that the statement may speak of, for certain. */
const DEFINITE = counted(
  'member.start_max <= membership.start_min AND member.end_min >= membership.start_max',
)
/** Members on some day that it may speak of, possibly. */
const POSSIBLE = counted(
  'member.start_min <= membership.start_max AND member.end_max >= membership.start_min',
)

const only = (expression: string) =>
  `CASE WHEN membership.category = 'member_states' THEN ${expression} END`

/** Each count with what the roster has of its date, as known at `:known_at`. */
export const ROSTERED = `(
  SELECT *,
         CASE WHEN counted_possible = 0 OR counted_possible IS NULL THEN NULL
              WHEN qualifier = 'at_least' THEN "count" <= counted_possible
              WHEN qualifier = 'at_most'  THEN "count" >= counted_definite
              ELSE "count" BETWEEN counted_definite AND counted_possible END AS roster_agrees
    FROM (SELECT membership.*,
                 ${only(DEFINITE)} AS counted_definite,
                 ${only(POSSIBLE)} AS counted_possible
            FROM membership))`

const plain = collectionOf(membership)

export const membershipCollection: Collection = {
  ...plain,
  listing: {
    ...plain.listing,
    table: ROSTERED,
    filters: {
      ...plain.listing.filters,
      roster_agrees: equals('roster_agrees', membership.computed?.roster_agrees ?? {}),
    },
  },
}
