/**
 * How claims are ranked: by the authority of their source, then by how late it can be at the
 * earliest, then by its id. The README explains it to readers; accounts/decide.ts applies it.
 */
export interface SourceRank {
  source: string
  /** 0 is the highest. */
  authority: number
  /** The earliest day the source can have; empty where that is unbounded. */
  earliest: string
}

export type RankingStep = 'authority' | 'recency' | 'source_id'

/** By which step the first of two is ranked above the second; null where they are of one source. */
export function decidingStep(a: SourceRank, b: SourceRank): RankingStep | null {
  if (a.authority !== b.authority) return 'authority'
  if (a.earliest !== b.earliest) return 'recency'
  return a.source === b.source ? null : 'source_id'
}

/** Orders as the rule says, the one that is served first. */
export function compareRank(a: SourceRank, b: SourceRank): number {
  return (
    a.authority - b.authority ||
    compareText(b.earliest, a.earliest) ||
    compareText(a.source, b.source)
  )
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
