/**
 * How claims are ranked: by the standing of their source, then by how late it can be at the
 * earliest, then by its id. The README explains it to readers; accounts/decide.ts applies it.
 */
export interface Ranked {
  source: string
  /** 0 is the highest. */
  standing: number
  /** The earliest day the source can have; empty where that is unbounded. */
  earliest: string
}

export type Step = 'standing' | 'recency' | 'source_id'

/** By which step the first of two is ranked above the second; null where they are of one source. */
export function stepBetween(a: Ranked, b: Ranked): Step | null {
  if (a.standing !== b.standing) return 'standing'
  if (a.earliest !== b.earliest) return 'recency'
  return a.source === b.source ? null : 'source_id'
}

/** Orders as the rule says, the one that is served first. */
export function byRank(a: Ranked, b: Ranked): number {
  return a.standing - b.standing || compare(b.earliest, a.earliest) || compare(a.source, b.source)
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
