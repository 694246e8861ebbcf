import { hash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { CACHE_CONTROL, matchesWeakly } from './plugins/conditional-requests.ts'

/** Serves a text that never changes while the server runs, made when it is first asked for. */
export function registerStaticDocument(
  app: FastifyInstance,
  url: string,
  type: string,
  make: () => string,
  schema: object = {},
): void {
  let made: { text: string; etag: string } | undefined
  app.get(url, { schema: { hide: true, ...schema } }, async (request, reply) => {
    made ??= tagged(make())
    // Weak, because what is compressed is another sequence of bytes.
    reply.header('etag', made.etag).header('cache-control', CACHE_CONTROL)
    if (matchesWeakly(request.headers['if-none-match'], made.etag)) return reply.code(304).send()
    return reply.type(type).send(made.text)
  })
}

function tagged(text: string) {
  const digest = hash('sha256', text, 'base64url').slice(0, 22)
  return { text, etag: `W/"${digest}"` }
}
