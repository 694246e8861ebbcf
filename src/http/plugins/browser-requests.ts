import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import type { Format } from '../formats.ts'
import { addVary } from './compression.ts'
import { acceptedFormat } from './content-negotiation.ts'
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
      const hasLanguage = 'lang' in (schema?.properties ?? {})
      route.preValidation = [
        route.preValidation ?? [],
        async (request: FastifyRequest, reply: FastifyReply) => {
          if (!isForPage(request, formats)) return
          const query = request.query as Record<string, unknown>
          const url = withoutEmptyParameters(request.url)
          // `format=html` is for other clients: they learn that a value is missing.
          if (url !== null && !query.format) return reply.redirect(app.basePath + url, 303)
          const language = hasLanguage ? acceptedLanguage(request, isLanguage) : undefined
          if (language !== undefined) query.lang ??= language
        },
      ].flat()
    })
    app.addHook('preHandler', ({ query, routeOptions }, reply, done) => {
      if ((query as { format?: Format }).format !== 'html') return done()
      if (routeOptions.config.formats !== undefined) addVary(reply, 'accept-language')
      const { isEmbeddable } = routeOptions.config
      reply.header('content-security-policy', isEmbeddable ? EMBED_POLICY : PAGE_POLICY)
      done()
    })
  },
)

function isForPage(request: FastifyRequest, formats: readonly Format[]): boolean {
  const { format } = request.query as { format?: string }
  return (format || acceptedFormat(request, formats)) === 'html'
}

/** The URL without its empty parameters; null if it has none. */
function withoutEmptyParameters(url: string): string | null {
  const [path = '/', text] = url.split('?', 2)
  const all = [...new URLSearchParams(text)]
  const filled = all.filter(([, value]) => value !== '')
  if (filled.length === all.length) return null
  return filled.length === 0 ? path : `${path}?${new URLSearchParams(filled)}`
}

/** The preferred language of the reader that the data can be in, without its region; undefined for English. */
function acceptedLanguage(
  { headers }: FastifyRequest,
  isLanguage: (tag: string) => boolean,
): string | undefined {
  const [preferred] = new Negotiator({ headers }).languages()
  const language = preferred?.split('-', 1)[0]?.toLowerCase() ?? 'en'
  return language !== 'en' && isLanguage(language) ? language : undefined
}
