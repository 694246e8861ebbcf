import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { acceptedFormat } from '../accepted-format.ts'
import type { Format } from '../formats.ts'
import { addVary } from './compression.ts'
import { EMBED_POLICY, PAGE_POLICY } from './security-headers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether other sites may show the page in a frame. */
    isEmbeddable?: boolean
  }
}

/**
 * What only browsers do: forms send their empty fields, and `Accept-Language` has the languages of the reader. It
 * concerns HTML only; in the other formats, `lang` alone decides. Register it after content-negotiation.ts and before
 * the routes.
 */
export const browserRequests = fp(
  async (app: FastifyInstance, { isLanguage }: { isLanguage(tag: string): boolean }) => {
    app.addHook('onRoute', (route) => {
      const { formats } = route.config ?? {}
      if (!formats?.includes('html')) return
      const schema = route.schema?.querystring as { properties?: object } | undefined
      const parameters = schema?.properties ?? {}
      route.preValidation = [
        route.preValidation ?? [],
        async (request: FastifyRequest, reply: FastifyReply) => {
          const query = request.query as Record<string, unknown>
          // `format=html` is for other clients: they learn that a value is missing.
          if (!query.format && acceptedFormat(request, formats) === 'html') {
            const empty = Object.keys(query).filter(
              (name) => name in parameters && isEmpty(query[name]),
            )
            if (empty.length > 0) return redirectWithout(empty, request, reply)
          }
          if ('lang' in parameters && isForPage(request, formats))
            negotiateLanguage(request, isLanguage)
        },
      ].flat()
    })
    app.addHook('preHandler', ({ query, routeOptions }, reply, done) => {
      if ((query as { format?: Format }).format !== 'html') return done()
      addVary(reply, 'accept-language')
      reply.header('content-security-policy', pagePolicy(routeOptions.config))
      done()
    })
  },
)

/** The content security policy of a page. */
export function pagePolicy({ isEmbeddable }: { isEmbeddable?: boolean }): string {
  return isEmbeddable === true ? EMBED_POLICY : PAGE_POLICY
}

function isForPage(request: FastifyRequest, formats: readonly Format[]): boolean {
  const { format } = request.query as { format?: string }
  return (format ?? acceptedFormat(request, formats)) === 'html'
}

/** A list of which all values are empty is empty, too. */
function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.every((one) => one === ''))
}

function redirectWithout(names: readonly string[], request: FastifyRequest, reply: FastifyReply) {
  const changes = Object.fromEntries(names.map((name) => [name, undefined]))
  addVary(reply, 'accept')
  return reply.redirect(request.server.basePath + request.canonicalUrl(changes), 303)
}

/** Sets `lang` to the preferred language of the reader, without its region, unless the URL has one. */
function negotiateLanguage(request: FastifyRequest, isLanguage: (tag: string) => boolean): void {
  const query = request.query as { lang?: string }
  const [preferred] = new Negotiator({ headers: request.headers }).languages()
  const language = preferred?.split('-', 1)[0]?.toLowerCase()
  if (query.lang !== undefined || language === undefined || !isLanguage(language)) return
  query.lang = language
  request.isLanguageNegotiated = true
}
