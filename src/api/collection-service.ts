import type { Row } from '../domain/record-serialization.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { countList } from '../query/count.ts'
import type { FacetCounts } from '../query/facet-definition.ts'
import { selectFacets } from '../query/facets.ts'
import { resolveFilters } from '../query/filter-validation.ts'
import { type ListPage, type ListRequest, selectItem, selectPage } from '../query/list-query.ts'
import type { ListCount, Release } from '../query/release.ts'
import { nearValues } from '../query/stored-texts.ts'
import { temporalContext } from '../query/temporal-context.ts'
import { unknownIdError } from '../query/unknown-ids.ts'
import { selectCompleteness } from '../query/views/reference-data.ts'
import { type Collection, type RenderOptions, selectFields } from './collection.ts'
import { cursorScope, decodeCursor, encodeCursor } from './cursor.ts'
import type { Meta } from './envelope.ts'
import { certaintyNeedsValidAt, facetsNeedJson, wholeListNeedsDownload } from './query-errors.ts'
import { DEFAULT_LIMIT, filtersOf, type ItemQuery, type ListQuery } from './query-parameters.ts'
import { type ResponseContext, responseContext } from './response-context.ts'

export interface ItemResult extends ResponseContext {
  /** The record as JSON. */
  data: string
}

/** A page of a list. `next` is a cursor; the route makes a URL of it. */
export interface ListResult extends ResponseContext {
  /** Each record as JSON. */
  data: string[]
  page: ListCount & { limit: number; next: string | null }
  /** By name. */
  facets?: Record<string, FacetCounts>
}

/** The records of a download in chunks, each record as JSON. They are selected as the client reads them. */
export interface RecordStream {
  chunks: Generator<string[]>
  /** The cursor of the next page; null if there is none. */
  next: string | null
}

/** Reads one collection of a release. */
export interface CollectionService {
  /** Throws what `page` would throw, without selecting anything. */
  validate(query: ListQuery): void
  page(query: ListQuery): ListResult
  item(id: string, query: ItemQuery): ItemResult
  /** Throws what `item` would throw, without selecting the evidence. */
  requireItem(id: string, query: ItemQuery): void
  /** One page, or with `limit=all` the whole list. */
  stream(query: ListQuery): RecordStream
}

/** The collections whose completeness is stated: their records rest on claims. */
const RESOURCE_TYPES = new Set(resourceTypes.map(({ name }) => name))

/** Rows in a chunk of a download: few, because other requests wait for each chunk. */
const CHUNK = 25

/** @param basePath the start of URLs in records, see http/plugins/base-path.ts */
export function createCollectionService(
  release: Release,
  collection: Collection,
  basePath = '',
): CollectionService {
  const { name, list } = collection

  function render(rows: readonly Row[], options: RenderOptions) {
    const { records, cited } = collection.render(release, rows, options)
    return { records: selectFields(collection, records, options.fields), cited }
  }

  function validatedRequest(query: ListQuery, limit: number) {
    const { cursor, sort = list.defaultSort, fields = null } = query
    const { evidence = 'full', bounds: hasBounds = false, ...others } = query
    if (query.certainty !== undefined && query.valid_at === undefined)
      throw certaintyNeedsValidAt(query)
    const filters = resolveFilters(release, list, filtersOf(others))
    const context = temporalContext(release, query)
    const after =
      cursor === undefined ? null : decodeCursor(cursor, cursorScope(release.id, name, query))
    const request: ListRequest = {
      context,
      filters,
      fields,
      evidence,
      hasBounds,
      sort,
      limit,
      after,
    }
    return { request, options: { context, filters, fields, evidence, hasBounds, basePath } }
  }

  /** Validates a list query and selects its first page. */
  function firstPage(query: ListQuery, limit: number) {
    const { request, options } = validatedRequest(query, limit)
    const page = selectPage(release, list, request)
    const next = page.next && encodeCursor(cursorScope(release.id, name, query), page.next)
    return { request, options, page, next }
  }

  /** How complete the list is; undefined if it is not about one organization. */
  function completenessOf({ filters, context }: ListRequest): Meta['completeness'] {
    const [organization, ...others] = [filters.organization ?? []].flat()
    if (organization === undefined || others.length > 0 || !RESOURCE_TYPES.has(name))
      return undefined
    if (context.known_at < release.last_known) return null
    return selectCompleteness(release, name, String(organization), filters)
  }

  function* chunks(
    first: ListPage,
    request: ListRequest,
    options: RenderOptions,
    isWholeList: boolean,
  ): Generator<string[]> {
    yield render(first.rows, options).records
    for (let { next } = first; isWholeList && next !== null; ) {
      const page = selectPage(release, list, { ...request, after: next })
      yield render(page.rows, options).records
      next = page.next
    }
  }

  return {
    validate(query) {
      if (query.limit === 'all') requireDownload(query)
      if (query.facets !== undefined && isDownload(query)) throw facetsNeedJson(query.facets)
      validatedRequest(query, CHUNK)
    },
    page(query) {
      const { limit = DEFAULT_LIMIT } = query
      if (limit === 'all') throw wholeListNeedsDownload()
      const { request, page, options, next } = firstPage(query, limit)
      const { records, cited } = render(page.rows, options)
      const count = countList(release, list, request, page)
      const { sources, meta } = responseContext(
        release,
        options.context,
        cited,
        completenessOf(request),
      )
      const near = count.total === 0 ? nearValues(release, list, query) : {}
      return {
        data: records,
        page: { ...count, limit, next },
        ...(query.facets !== undefined && {
          facets: selectFacets(release, list, request, query.facets),
        }),
        sources,
        meta: { ...meta, ...(Object.keys(near).length > 0 && { near }) },
      }
    },
    item(id, query) {
      const context = temporalContext(release, query)
      const { evidence = 'full', fields = null } = query
      const row = selectItem(release, list, { id, context, fields, evidence })
      if (row === undefined) throw unknownIdError(release, list, id)
      const options = { context, evidence, hasBounds: false, fields, filters: {}, basePath }
      const { records, cited } = render([row], options)
      return { data: records[0] ?? '{}', ...responseContext(release, context, cited) }
    },
    requireItem(id, query) {
      const context = temporalContext(release, query)
      if (selectItem(release, list, { id, context, fields: [] }) === undefined)
        throw unknownIdError(release, list, id)
    },
    stream(query) {
      if (query.facets !== undefined) throw facetsNeedJson(query.facets)
      const { limit = DEFAULT_LIMIT } = query
      const isWholeList = limit === 'all'
      const { request, page, options, next } = firstPage(query, isWholeList ? CHUNK : limit)
      return {
        chunks: chunks(page, request, options, isWholeList),
        next: isWholeList ? null : next,
      }
    },
  }
}

function isDownload({ format }: ListQuery): boolean {
  return format === 'csv' || format === 'ndjson'
}

function requireDownload(query: ListQuery): void {
  if (!isDownload(query)) throw wholeListNeedsDownload()
}
