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
  const cited = [...new Set(ids)].sort()
  const summaries = new Map(cited.map((id) => [id, sourceSummaries.get(id)]))
  const missing = cited.filter((id) => summaries.get(id) === undefined)
  if (missing.length > 0) {
    const rows = prepare<SourceSummary & { id: string }>(SUMMARIES).all({
      ids: JSON.stringify(missing),
    })
    for (const { id, ...summary } of rows) {
      summaries.set(id, summary)
      sourceSummaries.set(id, summary)
    }
  }
  return Object.fromEntries(
    cited.map((id) => {
      const summary = summaries.get(id)
      if (summary === undefined) throw new Error(`There is no source ${id}.`)
      return [id, summary]
    }),
  )
}
