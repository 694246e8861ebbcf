import { membership } from '../facts/membership.ts'
import { type Collection, collectionOf } from '../records/collection.ts'
import { equals } from '../records/listing.ts'

/**
 * `/v1/membership`: each count of member states beside what the roster of members says of its date.
 * That is counted in the SELECT and never stored, so both clocks apply.
 */

/** Members of that organization, as known at `:known_at`. */
const MEMBERS = `
      FROM members AS member
     WHERE member.organization = membership.organization
       AND member.role         = 'member'
       AND member.known_from  <= :known_at
       AND (member.known_to IS NULL OR member.known_to > :known_at)`

/** Members on every day that the statement may speak of, for certain. */
const DEFINITE =
  'member.start_max <= membership.start_min AND member.end_min >= membership.start_max'
/** Members on some day that it may speak of, possibly. */
const POSSIBLE =
  'member.start_min <= membership.start_max AND member.end_max >= membership.start_min'

const counted = (condition: string) => `(
    SELECT count(*)${MEMBERS}
       AND ${condition})`

/** Counts once, whatever is compared. */
const AGREES = `(
    SELECT CASE WHEN count(*) = 0                      THEN NULL
                WHEN membership.qualifier = 'at_least' THEN membership."count" <= count(*)
                WHEN membership.qualifier = 'at_most'  THEN membership."count" >= count(*) FILTER (WHERE ${DEFINITE})
                ELSE membership."count" BETWEEN count(*) FILTER (WHERE ${DEFINITE}) AND count(*) END${MEMBERS}
       AND ${POSSIBLE})`

const only = (expression: string) =>
  `CASE WHEN membership.category = 'member_states' THEN ${expression} END`

/** Each count with what the roster has of its date, as known at `:known_at`. */
export const ROSTERED = `(
  SELECT membership.*,
         ${only(counted(DEFINITE))} AS counted_definite,
         ${only(counted(POSSIBLE))} AS counted_possible,
         ${only(AGREES)} AS roster_agrees
    FROM membership)`

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
