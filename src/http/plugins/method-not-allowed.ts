import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { notFound, ProblemError, requestPath } from '../problem.ts'

const READING = 'GET, HEAD, OPTIONS'

interface Path {
  pattern: RegExp
  /** The methods that the path has, as `Allow` lists them. */
  allow: string
}

/**
 * Methods of an API that only reads: 405 with `Allow` for a method that a path does not have (RFC 9110
 * section 15.5.6), where Fastify would respond 404, and OPTIONS for every path. Request bodies are
 * ignored, unless a route has a parser. Register it before any route, because it collects the paths of routes, and after the plugins
 * that set headers on every response, because it ends OPTIONS requests.
 */
export const methodNotAllowed = fp(async (app: FastifyInstance) => {
  // A body has no meaning here (RFC 9110 section 9.3.1), so an invalid one is not an error either.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, __, done) => done(null))
  // A 204 response has no Content-Length (RFC 9110 section 8.6).
  app.addHook('onSend', (_, reply, payload, done) => {
    if (reply.statusCode !== 204) return done(null, payload)
    reply.removeHeader('content-length')
    done(null, null)
  })
  const paths = new Map<string, Path>()
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'OPTIONS') return done()
    const { url } = request.routeOptions
    // `OPTIONS *` is about the whole server (RFC 9110 section 9.3.7).
    const isKnown = request.raw.url === '*' || (url !== undefined && url !== '*')
    if (isKnown) reply.header('allow', paths.get(url ?? '')?.allow ?? READING)
    // A preflight succeeds even for an unknown path. If it failed, the browser would not send the request,
    // and the page would not receive the 404.
    else if (request.headers['access-control-request-method'] === undefined) throw notFound(request)
    reply.code(204).send()
  })
  // In the hook after onRequest: the other plugins have set their headers by then.
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (!request.is404) return done(null, payload)
    const path = requestPath(request)
    const decoded = decodeURI(path)
    const found = [...paths.values()].find(({ pattern }) => pattern.test(decoded))
    if (found === undefined) return done(null, payload)
    reply.header('allow', found.allow)
    throw new ProblemError(
      'method-not-allowed',
      `${app.basePath}${path} does not support ${request.method}.`,
    )
  })
  app.addHook('onRoute', ({ method, url }) => {
    const path = paths.get(url)
    if (method === 'POST' && path !== undefined) path.allow = `${READING}, POST`
    if (method !== 'GET' || path !== undefined || url.includes('*')) return
    paths.set(url, { pattern: pathPattern(url), allow: READING })
    app.options(url, { schema: { hide: true } }, async (_, reply) => reply.code(204).send())
  })
})

/** The paths of a route. Fastify has no lookup of a path without a method. */
function pathPattern(route: string): RegExp {
  const parts = route.split('/').map((part) => (/^:/.test(part) ? '[^/]+' : RegExp.escape(part)))
  return new RegExp(`^${parts.join('/')}/?$`)
}
