import { createHash } from 'node:crypto'

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

/**
 * The ranking rule: the source with the higher authority wins, then the later source, then the source
 * id. docs/decisions/0001-ranking-rule.md has the reasons; ingest/resolve/decide.ts applies the
 * rule.
 */
export interface SourceRank {
  source: string
  /** Index in `SOURCE_KINDS`: 0 is the highest authority. */
  authority: number
  /** The earliest day on which the source can have been published; '' if that is unbounded. */
  earliest: string
}

/** The step of the rule that decides between two sources. */
export type RankingStep = 'authority' | 'recency' | 'source_id'

/** Returns the step that ranks two sources, or null if they are the same source. */
export function decidingStep(a: SourceRank, b: SourceRank): RankingStep | null {
  if (a.authority !== b.authority) return 'authority'
  if (a.earliest !== b.earliest) return 'recency'
  return a.source === b.source ? null : 'source_id'
}

/** Sorts the winning source first. */
export function compareRank(a: SourceRank, b: SourceRank): number {
  return (
    a.authority - b.authority ||
    compareText(b.earliest, a.earliest) ||
    compareText(a.source, b.source)
  )
}

/** Compares by code unit, as SQLite's BINARY collation does for ids and ISO 8601 days. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
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
