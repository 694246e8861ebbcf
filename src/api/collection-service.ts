import { invalidParameters, type ProblemError } from '../http/problem.ts'
import { countPage, type PageCount } from '../query/count.ts'
import { selectSourceSummaries } from '../query/evidence.ts'
import { validateFilters } from '../query/filter-validation.ts'
import { unknownIdProblem } from '../query/id-lookup.ts'
import {
  type ListPage,
  type ListRequest,
  type Row,
  selectItem,
  selectPage,
} from '../query/list-query.ts'
import type { Release, SourceSummary } from '../query/release.ts'
import { type TemporalContext, temporalContext } from '../query/temporal-context.ts'
import type { Collection, RenderOptions, ServedRecord } from './collection.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { cursorScope, nextPageUrl } from './next-page.ts'
import {
  DEFAULTS,
  type ItemQuery,
  type ListQuery,
  listParameters,
  parameterDefaults,
} from './query-parameters.ts'
import { collectionUrl } from './urls.ts'

/** What every answer carries beside its data. */
export interface ResponseContext {
  sources: { [id: string]: SourceSummary }
  meta: { release: string; known_at: string; valid_at: string | null }
}

export interface ListResponse extends ResponseContext {
  data: ServedRecord[]
  page: PageCount & { limit: number; next: string | null }
}

export interface ItemResponse extends ResponseContext {
  data: ServedRecord
}

/** Answers about one collection: a page of it, one of its records, or its rows for a table. */
export interface CollectionService {
  page(query: ListQuery): ListResponse
  item(id: string, query: ItemQuery): ItemResponse
  /** Its records, taken as they are wanted: of one page, or with `limit=all` of all. */
  records(query: ListQuery): RecordStream
}

export interface RecordStream {
  chunks: Generator<ServedRecord[]>
  /** The path of the next page; null where there is none. */
  next: string | null
}

/** As many rows of a download as are taken at once: few, so that nobody else waits for long. */
const MOST = 100

export function createCollectionService(
  release: Release,
  collection: Collection,
): CollectionService {
  const { name, list: listing, render: tell } = collection
  const defaults = { ...DEFAULTS, ...parameterDefaults(listParameters(collection)), format: 'json' }
  const ask = (query: ListQuery) => {
    const { limit, cursor, sort = listing.defaultSort, ...others } = query
    const { evidence, fields, format, release: _, known_at, valid_at, ...filters } = others
    if (filters.certainty !== undefined && valid_at === undefined) throw certaintyAlone(query)
    validateFilters(release, listing, filters)
    const scope = { release: release.id, list: cursorScope(name, query) }
    const after = cursor === undefined ? null : decodeCursor(cursor, scope, 2)
    const many = limit === 'all' ? MOST : limit
    const clocks = temporalContext(release, query)
    return { scope, wanted: { clocks, filters, fields: fields ?? null, sort, limit: many, after } }
  }
  const told = (rows: readonly Row[], asked: RenderOptions) => {
    const { records, cited } = tell(release, rows, asked)
    return { records: narrowed(collection, records, asked.fields), cited }
  }
  return {
    page(query) {
      if (query.limit === 'all') throw allIsForDownloads()
      const { wanted, asked, found, next } = first(query)
      const { records, cited } = told(found.rows, asked)
      const page = { ...countPage(release, listing, wanted, found), limit: query.limit, next }
      return { data: records, page, ...restOf(release, asked.clocks, cited) }
    },
    item(id, query) {
      const clocks = temporalContext(release, query)
      const { evidence, fields = null } = query
      const row = selectItem(release, listing, { id, clocks, fields })
      if (row === undefined) throw unknownIdProblem(release, listing, id, clocks.known_at)
      const { records, cited } = told([row], { clocks, evidence, fields, filters: {} })
      return { data: records[0] ?? {}, ...restOf(release, clocks, cited) }
    },
    records(query) {
      const { wanted, asked, found, next } = first(query)
      const all = query.limit === 'all'
      return { chunks: chunks(found, wanted, asked, all), next: all ? null : next }
    },
  }

  function first(query: ListQuery) {
    const { scope, wanted } = ask(query)
    const found = selectPage(release, listing, wanted)
    const next =
      found.next &&
      nextPageUrl(
        collectionUrl(name),
        { ...query, cursor: encodeCursor(scope, found.next) },
        defaults,
      )
    const { clocks, filters, fields } = wanted
    const { evidence } = query
    return { wanted, asked: { clocks, filters, fields, evidence }, found, next }
  }

  function* chunks(
    found: ListPage,
    wanted: ListRequest,
    asked: RenderOptions,
    all: boolean,
  ): Generator<ServedRecord[]> {
    yield told(found.rows, asked).records
    for (let { next } = found; all && next !== null; ) {
      const more = selectPage(release, listing, { ...wanted, after: next })
      yield told(more.rows, asked).records
      next = more.next
    }
  }
}

/** Only those fields that were asked for, and what says which record it is and how certain. */
function narrowed(
  { parameters }: Collection,
  records: ServedRecord[],
  fields: readonly string[] | null,
): ServedRecord[] {
  if (fields === null) return records
  const kept = new Set([
    'id',
    'certainty',
    ...('evidence' in parameters ? ['evidence'] : []),
    ...fields,
  ])
  return records.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => kept.has(name))),
  )
}

/** The sources that an answer rests on, and what it is an answer to. */
function restOf(
  release: Release,
  { known_at, valid_at_text: said }: Pick<TemporalContext, 'known_at' | 'valid_at_text'>,
  cited: Iterable<string>,
): ResponseContext {
  return {
    sources: selectSourceSummaries(release, cited),
    meta: { release: release.id, known_at, valid_at: said },
  }
}

function allIsForDownloads(): ProblemError {
  const message = 'all at once is for downloads, as format=csv or ndjson; JSON comes in pages'
  return invalidParameters({
    parameter: 'limit',
    value: 'all',
    message,
    allowed: ['a whole number from 1 to 500'],
  })
}

function certaintyAlone({ certainty }: ListQuery): ProblemError {
  const message = 'goes with valid_at: certain that it held when?'
  return invalidParameters({ parameter: 'certainty', value: certainty, message })
}
