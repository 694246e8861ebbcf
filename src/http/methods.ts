import { METHODS } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError } from './problem.ts'

/**
 * RFC 9110 15.5.6: a method that a path does not have is answered 405, with `Allow`. Fastify would
 * say 404, as if the path were not there.
 */
export const methods = fp(async (app: FastifyInstance) => {
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
  for (const method of METHODS)
    if (!app.supportedMethods.includes(method) && method !== 'CONNECT') app.addHttpMethod(method)
  const others = app.supportedMethods.filter(
    (method) => !['GET', 'HEAD', 'OPTIONS'].includes(method),
  )
  const paths = new Set<string>()
  // RFC 9110 9.3.7: what a path allows; before any other answer to OPTIONS, as that to a preflight.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'OPTIONS') return done()
    const { url } = request.routeOptions
    if (request.raw.url === '*') return void reply.header('allow', allow).code(204).send()
    if (url === undefined || url === '*')
      throw new ProblemError('unknown-path', `There is no ${request.url.split('?')[0]}.`)
    reply.header('allow', allow)
    done()
  })
  app.addHook('onRoute', ({ method, url }) => {
    if (method !== 'GET' || paths.has(url) || url.includes('*')) return
    paths.add(url)
    app.options(url, { schema: { hide: true } }, async (_, reply) => reply.code(204).send())
    app.route({
      method: others,
      url,
      schema: { hide: true },
      // Before the body is parsed: what is in it does not matter.
      onRequest: async (request, reply) => {
        reply.header('allow', allow)
        const path = request.url.split('?', 1)[0]
        throw new ProblemError('method-not-allowed', `${request.method} is not for ${path}.`)
      },
      handler: async () => {},
    })
  })
})
