import type { FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Collection } from '../../api/collection.ts'
import { createCollectionService } from '../../api/collection-service.ts'
import type { Meta } from '../../api/envelope.ts'
import { createProfileService } from '../../api/profile-service.ts'
import { type ItemQuery, type ListQuery, MAX_LIMIT } from '../../api/query-parameters.ts'
import {
  createSeriesService,
  type SeriesQuery,
  type SeriesResult,
} from '../../api/series-service.ts'
import type { ListCount, Release } from '../../query/release.ts'
import { selectRecordHeadings } from '../../query/sentences.ts'
import { temporalContext } from '../../query/temporal-context.ts'
import type { CitedSources } from '../components/evidence.ts'
import type { PageRecord } from './fields.ts'

/** A list as pages read it: what the API serves as JSON. */
export interface ListResponse {
  data: PageRecord[]
  page: ListCount & { next: string | null }
  facets?: Readonly<Record<string, FacetResponse>>
  sources: CitedSources
  meta: Meta
}

export interface FacetResponse {
  values: readonly { value: unknown; label: string | null; count: number }[]
  missing: number
  others: number
}

/** One record as pages read it. */
export interface ItemResponse {
  data: PageRecord
  sources: CitedSources
  meta: Meta
}

/** Reads what a page needs besides the response that it shows. */
export interface PageReader {
  release: Release
  collections: readonly Collection[]
  list(collection: string, query: ListQuery): ListResponse
  /** What records of any collection are called, by id, at the knowledge time and in the language of a request. */
  headings(request: FastifyRequest, ids: readonly string[]): Map<string, string>
  /** What one record is called, or its id. */
  heading(request: FastifyRequest, id: string): string
  series(query: SeriesQuery): SeriesResult
  /** The codes of a vocabulary with their labels. */
  codes(vocabulary: string): readonly { code: string; label: string }[]
  /** The label of a code, or the code. */
  codeLabel(vocabulary: string, code: string): string
  /**
   * Returns what `make` makes, and remembers it: a release never changes. The key names all that it depends on.
   */
  remember<T extends object>(key: string, make: () => T): T
  /** The profile of an organization. Throws UnknownIdError. */
  profile(id: string, query: ItemQuery): ItemResponse
}

/** Each is some 100 kB at most. */
const MAX_REMEMBERED = 100

export function createPageReader(
  release: Release,
  collections: readonly Collection[],
  basePath: string,
): PageReader {
  const services = new Map(
    collections.map((one) => [one.name, createCollectionService(release, one, basePath)]),
  )
  const profiles = createProfileService(release, collections, basePath)
  function list(collection: string, query: ListQuery): ListResponse {
    const service = services.get(collection)
    if (service === undefined) throw new Error(`There is no collection ${collection}.`)
    const { data, ...response } = service.page(query)
    return { ...response, data: data.map((json) => JSON.parse(json) as PageRecord) }
  }
  function headings({ query }: FastifyRequest, ids: readonly string[]): Map<string, string> {
    const context = temporalContext(release, query as { known_at?: string; lang?: string })
    return selectRecordHeadings(release, ids, context)
  }
  const remembered = new LRUCache<string, object>({ max: MAX_REMEMBERED })
  // Codes are the same for all requests of a release.
  const codes = new Map<string, { code: string; label: string }[]>()
  function codesOf(vocabulary: string) {
    const known = codes.get(vocabulary)
    if (known !== undefined) return known
    const { data } = list('codes', { vocabulary: [vocabulary], limit: MAX_LIMIT })
    const read = data.map(({ code, label }) => ({ code: String(code), label: String(label) }))
    codes.set(vocabulary, read)
    return read
  }
  return {
    release,
    collections,
    list,
    remember<T extends object>(key: string, make: () => T): T {
      const known = remembered.get(key) as T | undefined
      if (known !== undefined) return known
      const made = make()
      remembered.set(key, made)
      return made
    },
    codes: codesOf,
    codeLabel: (vocabulary, code) =>
      codesOf(vocabulary).find((one) => one.code === code)?.label ?? code,
    headings,
    heading: (request, id) => headings(request, [id]).get(id) ?? id,
    series: createSeriesService(release, basePath),
    profile(id, query) {
      const { data, ...response } = profiles.profile(id, query)
      return { ...response, data: JSON.parse(data) as PageRecord }
    },
  }
}
