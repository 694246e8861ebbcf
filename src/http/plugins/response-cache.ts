import { promisify } from 'node:util'
import zlib from 'node:zlib'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import { BROTLI_OPTIONS, type ContentCoding, MIN_COMPRESSED_BYTES } from './compression.ts'

/**
 * Caches responses in memory. The ETag is the identity of a response (conditional-requests.ts), so ETag
 * and content coding are the key, and an entry never becomes stale. Register it after that plugin.
 */

export interface ResponseCacheStats {
  hits: number
  misses: number
  /** The size of all entries in bytes. */
  readonly bytes: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the response came from the cache; null if the route is not cached. */
    cached: 'hit' | 'miss' | null
  }
}

interface CachedResponse {
  body: Buffer
  headers: Record<string, string>
}

/** Approximate size of the headers, the key and the objects of an entry, in bytes. */
const ENTRY_OVERHEAD = 500
/**
 * Number of keys of requested responses that are kept. A response is cached when it is requested for the
 * second time, so a client that reads all pages once does not evict other entries.
 */
const MAX_SEEN = 20_000

const COMPRESS: Readonly<Record<ContentCoding, (body: Buffer) => Promise<Buffer>>> = {
  identity: async (body) => body,
  gzip: promisify(zlib.gzip),
  br: (body) => promisify(zlib.brotliCompress)(body, BROTLI_OPTIONS),
  zstd: promisify(zlib.zstdCompress),
}

/** The headers that a handler sets. Hooks set the others again. */
const HANDLER_HEADERS = ['content-type', 'content-disposition', 'link'] as const

export class ResponseCache implements ResponseCacheStats {
  hits = 0
  misses = 0
  readonly #seen = new LRUCache<string, true>({ max: MAX_SEEN })
  readonly #entries: LRUCache<string, CachedResponse>

  constructor(maxBytes: number) {
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ body }) => body.length + ENTRY_OVERHEAD,
    })
  }

  get bytes(): number {
    return this.#entries.calculatedSize
  }

  find(key: string): CachedResponse | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) this.misses += 1
    else this.hits += 1
    return entry
  }

  /** Whether a response was requested before. */
  isRequestedAgain(key: string): boolean {
    if (this.#seen.has(key)) return true
    this.#seen.set(key, true)
    return false
  }

  store(key: string, entry: CachedResponse): void {
    this.#entries.set(key, entry)
  }
}

export const responseCache = fp(
  async (app: FastifyInstance, { cache }: { cache: ResponseCache }) => {
    app.addHook('preHandler', (request, reply, done) => {
      if (!isCacheable(request)) return done()
      const entry = cache.find(keyOf(request, reply.getHeader('etag')))
      request.cached = entry === undefined ? 'miss' : 'hit'
      if (entry === undefined) return done()
      reply.headers(entry.headers).send(entry.body)
    })
    app.addHook('onSend', async (request, reply, payload) => {
      // A stream is a download: it would take too much memory.
      if (request.cached !== 'miss' || reply.statusCode !== 200 || typeof payload !== 'string')
        return payload
      const key = keyOf(request, reply.getHeader('etag'))
      if (!cache.isRequestedAgain(key)) return payload
      const plain = Buffer.from(payload)
      const isShort = plain.length < MIN_COMPRESSED_BYTES
      const coding = isShort ? 'identity' : (request.contentCoding ?? 'identity')
      const body = await COMPRESS[coding](plain)
      const headers: Record<string, string> = {}
      for (const name of HANDLER_HEADERS) {
        const value = reply.getHeader(name)
        if (value !== undefined) headers[name] = String(value)
      }
      if (coding !== 'identity') headers['content-encoding'] = coding
      cache.store(key, { body, headers })
      // The compression plugin leaves a body that has a content coding as it is.
      reply.headers(headers).header('content-length', body.length)
      return body
    })
  },
)

function isCacheable({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers['if-match'] === undefined
}

function keyOf({ contentCoding }: FastifyRequest, etag: unknown): string {
  return `${etag} ${contentCoding}`
}
