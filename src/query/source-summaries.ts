import type { Release, SourceSummary } from './release.ts'

const SUMMARIES = `
  SELECT id, title, publisher, published, url
    FROM sources
   WHERE id IN (SELECT value FROM json_each(:ids))`

/** Returns the cited sources by id. Selects those that are not cached, in one query. */
export function selectSourceSummaries(
  { prepare, sourceSummaries }: Release,
  ids: Iterable<string>,
): Record<string, SourceSummary> {
  const summaries: Record<string, SourceSummary> = {}
  const missing: string[] = []
  for (const id of [...new Set(ids)].sort()) {
    const summary = sourceSummaries.get(id)
    if (summary === undefined) missing.push(id)
    else summaries[id] = summary
  }
  if (missing.length === 0) return summaries
  const rows = prepare<SourceSummary & { id: string }>(SUMMARIES).all({
    ids: JSON.stringify(missing),
  })
  for (const { id, ...summary } of rows) {
    summaries[id] = summary
    sourceSummaries.set(id, summary)
  }
  const unknown = missing.find((id) => summaries[id] === undefined)
  if (unknown !== undefined) throw new Error(`There is no source ${unknown}.`)
  return Object.fromEntries(Object.entries(summaries).sort(([a], [b]) => (a < b ? -1 : 1)))
}
