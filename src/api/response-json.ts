import { validatedJson } from '../http/response-validator.ts'
import type { SourceSummary } from '../query/release.ts'
import type { ItemResult, ListResult } from './collection-service.ts'
import { FacetsSchema, MetaSchema, PageSchema, SourceSummarySchema } from './envelope.ts'
import type { ResponseContext } from './response-context.ts'

/**
 * Writes responses as JSON. Records are JSON already, and were checked; only what surrounds them is checked
 * here.
 */

const pageJson = validatedJson(PageSchema, 'page')
const metaJson = validatedJson(MetaSchema, 'meta')
const facetsJson = validatedJson(FacetsSchema, 'facets')
const summaryJson = validatedJson(SourceSummarySchema, 'source')

/** The JSON of summaries that were checked. A release returns the same objects again, until they leave its cache. */
const summaries = new WeakMap<SourceSummary, string>()

function sourcesJson(sources: ResponseContext['sources']): string {
  const entries = Object.entries(sources).map(([id, summary]) => {
    const json = summaries.get(summary) ?? summaryJson(summary)
    summaries.set(summary, json)
    return `"${id}":${json}`
  })
  return `{${entries.join(',')}}`
}

/** @param page the page with the URL of the next one */
export function listJson(
  { data, facets, ...context }: ListResult,
  page: ListResult['page'],
): string {
  const counted = facets === undefined ? '' : `"facets":${facetsJson(facets)},`
  return `{"data":[${data.join(',')}],"page":${pageJson(page)},${counted}${contextJson(context)}}`
}

export function itemJson({ data, ...context }: ItemResult): string {
  return `{"data":${data},${contextJson(context)}}`
}

function contextJson({ sources, meta }: ResponseContext): string {
  return `"sources":${sourcesJson(sources)},"meta":${metaJson(meta)}`
}
