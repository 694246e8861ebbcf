import { Readable } from 'node:stream'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { ProblemError } from '../problem.ts'

/** Compression of text, negotiated by `Accept-Encoding` (RFC 9110 section 12.5.3). */

/** In order of preference, for clients that state no preference. */
const COMPRESSED = ['zstd', 'br', 'gzip'] as const

export type ContentCoding = (typeof COMPRESSED)[number] | 'identity'

/** Smaller bodies fit into one packet, so they are not compressed. */
export const MIN_COMPRESSED_BYTES = 1024

/** The default quality, 11, is for files that are compressed once: it takes many times as long. */
export const BROTLI_OPTIONS = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** Media types that are compressed. */
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?json|application\/(?:x-ndjson|yaml)|image\/svg)/

declare module 'fastify' {
  interface FastifyRequest {
    /** The negotiated coding; null if the client accepts none. Without the header, `identity`. */
    contentCoding: ContentCoding | null
    /** Whether the client rejects an uncompressed body (`identity;q=0`). */
    refusesIdentity: boolean
  }
}

export const compression = fp(async (app: FastifyInstance) => {
  app.decorateRequest('contentCoding', 'identity')
  app.decorateRequest('refusesIdentity', false)
  app.addHook('onRequest', (request, _, done) => {
    const { headers } = request
    if (headers['accept-encoding'] === undefined) return done()
    request.refusesIdentity = acceptedCodings(request, ['identity']).length === 0
    // Some clients send `*` alone but read gzip only.
    request.contentCoding =
      headers['accept-encoding'] === '*'
        ? 'gzip'
        : (acceptedCodings(request, [...COMPRESSED, 'identity'])[0] ?? null)
    // @fastify/compress reads `*` as gzip even if gzip is rejected, so it gets the result only.
    headers['accept-encoding'] = request.contentCoding ?? 'none'
    done()
  })
  app.addHook('preHandler', (request, _, done) => {
    requireAcceptableCoding(request, [...COMPRESSED, 'identity'])
    done()
  })
  // Before the hook of @fastify/compress, which is registered below and does the compression.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!TEXT.test(String(reply.getHeader('content-type') ?? ''))) return done(null, payload)
    addVary(reply, 'accept-encoding')
    const isBody = typeof payload === 'string' || Buffer.isBuffer(payload)
    if (!isBody || payload.length === 0 || reply.hasHeader('content-encoding'))
      return done(null, payload)
    const { method, refusesIdentity, contentCoding } = request
    const isCompressed = contentCoding !== 'identity' && contentCoding !== null
    const isLongHead =
      method === 'HEAD' && isCompressed && Buffer.byteLength(payload) >= MIN_COMPRESSED_BYTES
    if (!refusesIdentity && !isLongHead) return done(null, payload)
    // @fastify/compress compresses a stream of any length, and leaves out Content-Length, which for
    // HEAD would have to be the length after compression.
    reply.removeHeader('content-length')
    done(null, Readable.from([payload]))
  })
  await app.register(compress, {
    globalDecompression: false,
    encodings: [...COMPRESSED],
    threshold: MIN_COMPRESSED_BYTES,
    customTypes: TEXT,
    brotliOptions: BROTLI_OPTIONS,
  })
})

/** Adds the name of a request header to `Vary` (RFC 9110 section 12.5.5), unless it is there. */
export function addVary(reply: FastifyReply, name: string): void {
  const present = String(reply.getHeader('vary') ?? '')
  if (present === '') reply.header('vary', name)
  else if (!present.toLowerCase().includes(name)) reply.header('vary', `${present}, ${name}`)
}

/** Throws 406 if the client accepts none of the codings in which a response can be sent. */
export function requireAcceptableCoding(
  { refusesIdentity, contentCoding }: FastifyRequest,
  available: readonly ContentCoding[],
): void {
  // Unless the client rejects it, a response can be sent uncompressed, whatever was negotiated.
  if (!refusesIdentity || (contentCoding !== null && available.includes(contentCoding))) return
  throw new ProblemError('not-acceptable', `Available content codings: ${available.join(', ')}.`)
}

/** The signature of negotiator 1.0. Its types are of version 0.6. */
interface PreferringNegotiator {
  encodings(available: readonly string[], options: { preferred: readonly string[] }): string[]
}

/** The codings that a request with `Accept-Encoding` accepts, best first. */
function acceptedCodings({ headers }: FastifyRequest, codings: ContentCoding[]): ContentCoding[] {
  const negotiator = new Negotiator({ headers }) as PreferringNegotiator
  return negotiator.encodings(codings, { preferred: COMPRESSED }) as ContentCoding[]
}
