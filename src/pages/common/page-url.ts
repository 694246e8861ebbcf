import type { FastifyRequest } from 'fastify'
import { collectionUrl } from '../../api/urls.ts'
import { queryUrl } from '../../http/plugins/canonical-url.ts'

/** URLs that pages link to. */

export type PageQuery = Readonly<Record<string, unknown>>

/** The URL of another page, at the knowledge time and in the language of this one. */
export function pageUrl(request: FastifyRequest, path: string, query: PageQuery = {}): string {
  const { known_at, lang } = (request.query ?? {}) as { known_at?: unknown; lang?: unknown }
  const kept = {
    ...(typeof known_at === 'string' && { known_at }),
    ...(typeof lang === 'string' && lang !== 'en' && { lang }),
  }
  return request.server.basePath + queryUrl(path, { ...kept, ...query })
}

/** The URL of a list, or of one of its records. */
export function listUrl(request: FastifyRequest, collection: string, query: PageQuery = {}) {
  return pageUrl(request, collectionUrl(collection), query)
}

export function recordUrl(request: FastifyRequest, collection: string, id: string): string {
  return pageUrl(request, collectionUrl(collection, id))
}

/** The URL of this page with other parameters; undefined removes one. The browser negotiates the format. */
export function samePage(request: FastifyRequest, changes: PageQuery = {}): string {
  return request.server.basePath + request.canonicalUrl({ format: undefined, ...changes })
}

/** Removes `format=` from a URL that the API made: a browser negotiates the format. */
export function withoutFormat(url: string): string {
  return url.replace(/([?&])format=[a-z]+(&|$)/, (_, before: string, after: string) =>
    after === '&' ? before : '',
  )
}
