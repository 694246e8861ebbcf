import { createHash } from 'node:crypto'
import type { SourceRank } from './claim-ranking.ts'

/** A field's value, as a seed file states it and a response shows it. */
export type Value = string | number | boolean

/** How a claim relates to the served value of its field. The order is the order of evidence. */
export const STANCES = ['agrees', 'coarser', 'finer', 'disagrees', 'set_aside'] as const
export type Stance = (typeof STANCES)[number]

/** One field's value as one source states it, at one place in that source. */
export interface Claim {
  id: string
  collection: string
  record: string
  field: string
  value: Value
  source: string
  /** The place in the source: `line 4`, `lines 23-24`, or words. */
  at: string
  /** How the curator read the source. */
  note: string | null
  /** Why the claim does not count; null if it counts. */
  set_aside: string | null
}

/** The rank of a source, and the first day on which its claims count. */
export interface KnownSource extends SourceRank {
  /** ISO 8601 day. */
  known_from: string
}

/** A claim with the rank of its source: the input of the ranking rule. */
export type RankedClaim = Claim & KnownSource

/**
 * The permanent id of a claim: 16 hexadecimal digits of the SHA-256 of source, record, field, value and
 * place. A corrected reading is a new claim.
 */
export function claimId({ source, record, field, value, at }: Omit<Claim, 'id'>): string {
  return createHash('sha256')
    .update(JSON.stringify([source, record, field, value, at]))
    .digest('hex')
    .slice(0, 16)
}
