import { Readable } from 'node:stream'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { ProblemError } from '../problem.ts'
import { SMALLEST } from '../response-cache/store.ts'

/** Best first: of what a caller likes equally. */
const ENCODINGS = ['zstd', 'br', 'gzip']
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?json|application\/(?:x-ndjson|yaml)|image\/svg)/

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the caller takes no plain body (`identity;q=0`). */
    plainRefused: boolean
    /** What the caller says of codings, as it was sent; the header itself is what was chosen of it. */
    acceptEncoding: string | undefined
  }
}

/** Text is sent compressed to whoever accepts it (RFC 9110 12.5.3): zstd, br or gzip, by q-value. */
export const compression = fp(async (app: FastifyInstance) => {
  app.decorateRequest('plainRefused', false)
  app.decorateRequest('acceptEncoding')
  // The plugin takes `*` for gzip even where gzip is refused, so it is told what was chosen.
  app.addHook('onRequest', (request, _, done) => {
    const { headers } = request
    if (headers['accept-encoding'] === undefined) return done()
    request.acceptEncoding = String(headers['accept-encoding'])
    request.plainRefused = accepted(request, ['identity']).length === 0
    const [chosen] = accepted(request, [...ENCODINGS, 'identity'])
    headers['accept-encoding'] = chosen ?? 'none'
    done()
  })
  app.addHook('preHandler', (request, _, done) => {
    refuseUnlessAccepted(request, ENCODINGS)
    done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!TEXT.test(String(reply.getHeader('content-type') ?? ''))) return done(null, payload)
    const vary = String(reply.getHeader('vary') ?? '')
    if (!/accept-encoding/i.test(vary))
      reply.header('vary', vary === '' ? 'accept-encoding' : `${vary}, accept-encoding`)
    if (typeof payload !== 'string' || payload === '') return done(null, payload)
    // A stream is compressed however small it is, and of HEAD its length is not item.
    const isHead = request.method === 'HEAD' && accepted(request, ENCODINGS).length > 0
    if (!request.plainRefused && !(isHead && Buffer.byteLength(payload) >= SMALLEST))
      return done(null, payload)
    reply.removeHeader('content-length')
    done(null, Readable.from([payload]))
  })
  await app.register(compress, {
    globalDecompression: false,
    encodings: [...ENCODINGS] as ('zstd' | 'br' | 'gzip')[],
    threshold: SMALLEST,
    customTypes: TEXT,
    // The highest quality is for files that are compressed once.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
})

/** Throws 406 where neither one of these codings nor a plain body is acceptable. */
export function refuseUnlessAccepted(request: FastifyRequest, offered: readonly string[]): void {
  if (!request.plainRefused || accepted(request, offered).length > 0) return
  const all = [...offered, 'identity'].join(', ')
  throw new ProblemError('not-acceptable', `Offered as Accept-Encoding are ${all}.`)
}

/** As of negotiator 1.0, whose types are of 0.6. */
interface Preferring {
  encodings(available: string[], options: { preferred: string[] }): string[]
}

/** Which of these codings the caller takes, best first; without the header, none is asked for. */
function accepted({ headers }: FastifyRequest, codings: readonly string[]): string[] {
  if (headers['accept-encoding'] === undefined) return []
  const negotiator: Preferring = new Negotiator({ headers })
  return negotiator.encodings([...codings], { preferred: ENCODINGS })
}
