import { Readable } from 'node:stream'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { ProblemError } from './problem.ts'

const ENCODINGS = ['zstd', 'br', 'gzip'] as const

/** Text is sent compressed to whoever accepts it (RFC 9110 12.5.3): zstd, br or gzip, by q-value. */
export const compression = fp(async (app: FastifyInstance) => {
  app.addHook('preHandler', async (request) => refuseUnlessAccepted(request, ENCODINGS))
  // Before the plugin, which leaves small bodies as they are, but no stream: who refuses them so
  // has them compressed.
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload === '' || accepts(request, ['identity']))
      return payload
    reply.removeHeader('content-length')
    return Readable.from([payload])
  })
  await app.register(compress, {
    globalDecompression: false,
    encodings: [...ENCODINGS],
    // A smaller answer fits a packet as it is.
    threshold: 1024,
    customTypes: /^(?:text\/|application\/(?:[\w.-]+\+)?json|application\/x-ndjson|image\/svg)/,
    // The highest quality is for files that are compressed once.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
})

/** Throws 406 where neither one of these codings nor a plain body is acceptable. */
export function refuseUnlessAccepted(request: FastifyRequest, offered: readonly string[]): void {
  if (accepts(request, [...offered, 'identity'])) return
  const all = [...offered, 'identity'].join(', ')
  throw new ProblemError('not-acceptable', `Offered as Accept-Encoding are ${all}.`)
}

function accepts({ headers }: FastifyRequest, codings: readonly string[]): boolean {
  if (headers['accept-encoding'] === undefined) return true
  return new Negotiator({ headers }).encodings([...codings]).length > 0
}
