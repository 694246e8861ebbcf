import { Type } from 'typebox'
import { validatedJson } from '../http/response-validator.ts'
import { ref } from '../http/schema-registry.ts'
import type { ItemResult, ListResult, ResponseContext } from './collection-service.ts'
import { MetaSchema, PageSchema, SourceSummarySchema } from './envelope.ts'

/**
 * Writes responses as JSON. Records are JSON already, and were checked; only what surrounds them is checked
 * here.
 */

const pageJson = validatedJson(PageSchema, 'page')
const metaJson = validatedJson(MetaSchema, 'meta')
const sourcesJson = validatedJson(Type.Record(Type.String(), ref(SourceSummarySchema)), 'sources')

/** @param page the page with the URL of the next one */
export function listJson({ data, ...context }: ListResult, page: ListResult['page']): string {
  return `{"data":[${data.join(',')}],"page":${pageJson(page)},${contextJson(context)}}`
}

export function itemJson({ data, ...context }: ItemResult): string {
  return `{"data":${data},${contextJson(context)}}`
}

function contextJson({ sources, meta }: ResponseContext): string {
  return `"sources":${sourcesJson(sources)},"meta":${metaJson(meta)}`
}
