import type { FastifyRequest } from 'fastify'
import { collections } from '../../api/collections/index.ts'
import { collectionUrl } from '../../api/urls.ts'
import { queryUrl } from '../../http/plugins/canonical-url.ts'

/** URLs that pages link to. */

export type PageQuery = Readonly<Record<string, unknown>>

/** The collections whose requests have a language. */
const HAS_LANGUAGE = new Set(
  collections.filter(({ parameters }) => 'lang' in parameters).map(({ name }) => name),
)

/** The URL of another page, at the knowledge time and in the language of this one. */
export function pageUrl(request: FastifyRequest, path: string, query: PageQuery = {}): string {
  return request.server.basePath + queryUrl(path, { ...keptParameters(request, path), ...query })
}

/** The parameters that links keep: those that the reader set, and that the other page has. */
export function keptParameters(request: FastifyRequest, path: string): Record<string, string> {
  const { known_at, lang } = (request.query ?? {}) as { known_at?: unknown; lang?: unknown }
  const isSet = typeof lang === 'string' && lang !== 'en' && !request.isLanguageNegotiated
  const takesLanguage = path.startsWith('/embed/') || HAS_LANGUAGE.has(path.split('/')[2] ?? '')
  return {
    ...(typeof known_at === 'string' && path !== '/' && { known_at }),
    ...(isSet && takesLanguage && { lang }),
  }
}

/** The URL of a list, or of one of its records. */
export function listUrl(request: FastifyRequest, collection: string, query: PageQuery = {}) {
  return pageUrl(request, collectionUrl(collection), query)
}

export function recordUrl(request: FastifyRequest, collection: string, id: string): string {
  return pageUrl(request, collectionUrl(collection, id))
}

/** A URL that the API made, as a link of this page: it keeps what `pageUrl` keeps. */
export function linkTo(request: FastifyRequest, href: string): string {
  const { basePath } = request.server
  const { pathname, searchParams, hash } = new URL(href.slice(basePath.length), 'http://localhost')
  return pageUrl(request, pathname, Object.fromEntries(searchParams)) + hash
}

/** A URL of this server with its origin: for files that are read elsewhere. */
export function absoluteUrl({ baseUrl }: FastifyRequest, url: string): string {
  return new URL(url, baseUrl).href
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
