/**
 * The ranking rule: the source with the higher authority wins, then the later source, then the source
 * id. docs/decisions/0001-ranking-rule.md has the reasons; ingest/resolve/decide.ts applies the rule.
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
