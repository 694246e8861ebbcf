import { createHash } from 'node:crypto'
import type { Value } from '../api/evidence-schema.ts'
import type { SourceRank } from './claim-ranking.ts'

/** One field's value as one source states it, at one place in it. */
export interface Claim {
  id: string
  collection: string
  record: string
  field: string
  value: Value
  source: string
  at: string
  /** How it was read. */
  note: string | null
  /** Why it does not count; null where it does. */
  set_aside: string | null
}

/** When a source spoke, and how high it stands: what the rule ranks claims by. */
export interface KnownSource extends SourceRank {
  /** The day from which it counts. */
  known_from: string
}

/** A claim with the authority of its source, as the resolver takes it. */
export type RankedClaim = Claim & KnownSource

/**
 * The permanent id of a claim: what it says, of what, in which place of which source. A reading
 * that is corrected is another claim.
 */
export function claimId({ source, record, field, value, at }: Omit<Claim, 'id'>): string {
  return createHash('sha256')
    .update(JSON.stringify([source, record, field, value, at]))
    .digest('hex')
    .slice(0, 16)
}
