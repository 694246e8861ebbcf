import type { FastifyInstance } from 'fastify'
import { CACHE_CONTROL, matchesWeakly, weakEtag } from './plugins/conditional-requests.ts'

/**
 * Registers a document that does not change while the server runs.
 *
 * @param make called once, on the first request
 */
export function registerStaticDocument(
  app: FastifyInstance,
  url: string,
  type: string,
  make: () => string,
  schema: object = {},
): void {
  let document: { body: Buffer; etag: string } | undefined
  app.get(url, { schema: { hide: true, ...schema } }, async (request, reply) => {
    document ??= withEtag(make())
    reply.header('etag', document.etag).header('cache-control', CACHE_CONTROL)
    if (matchesWeakly(request.headers['if-none-match'], document.etag))
      return reply.code(304).send()
    return reply.type(type).send(document.body)
  })
}

/** `body` is a Buffer: to text, Fastify adds `charset`. */
function withEtag(text: string) {
  return { body: Buffer.from(text), etag: weakEtag(text) }
}
