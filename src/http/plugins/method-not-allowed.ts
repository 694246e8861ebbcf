import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError, requestPath } from '../problem.ts'

/**
 * RFC 9110 15.5.6: a method that a path does not have is answered 405, with `Allow`. Fastify would
 * say 404, as if the path were not there.
 */
export const methodNotAllowed = fp(async (app: FastifyInstance) => {
  // Nothing is sent here, so nothing is read: not even what would be no JSON.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, __, done) => done(null))
  // RFC 9110 8.6: an answer without content has no length.
  app.addHook('onSend', (_, reply, payload, done) => {
    if (reply.statusCode !== 204) return done(null, payload)
    reply.removeHeader('content-length')
    done(null, null)
  })
  const allow = 'GET, HEAD, OPTIONS'
  const paths = new Map<string, RegExp>()
  app.addHook('onRequest', (request, reply, done) => {
    // RFC 9110 9.3.7: what a path allows; before any other answer to OPTIONS, as that to a preflight.
    if (request.method !== 'OPTIONS') return done()
    const { url } = request.routeOptions
    if (request.raw.url === '*') return void reply.header('allow', allow).code(204).send()
    if (url === undefined || url === '*')
      throw new ProblemError('unknown-path', `There is no ${requestPath(request)}.`)
    reply.header('allow', allow)
    done()
  })
  // Once every answer has its headers, and before a body is parsed: what is in it does not matter.
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (!request.is404) return done(null, payload)
    const path = requestPath(request)
    const decoded = decodeURI(path)
    if (![...paths.values()].some((known) => known.test(decoded))) return done(null, payload)
    reply.header('allow', allow)
    throw new ProblemError('method-not-allowed', `${request.method} is not for ${path}.`)
  })
  app.addHook('onRoute', ({ method, url }) => {
    if (method !== 'GET' || paths.has(url) || url.includes('*')) return
    paths.set(url, matching(url))
    app.options(url, { schema: { hide: true } }, async (_, reply) => reply.code(204).send())
  })
})

/** The paths that a route is for: Fastify would say only by trying each method, of which there are many. */
function matching(route: string): RegExp {
  const parts = route.split('/').map((part) => (/^:/.test(part) ? '[^/]+' : RegExp.escape(part)))
  return new RegExp(`^${parts.join('/')}/?$`)
}
