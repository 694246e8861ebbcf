import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Text is sent compressed to whoever accepts it (RFC 9110 12.5.3): zstd, br or gzip, by q-value. */
export const compression = fp(async (app: FastifyInstance) => {
  await app.register(compress, {
    globalDecompression: false,
    encodings: ['zstd', 'br', 'gzip'],
    // A smaller answer fits a packet as it is.
    threshold: 1024,
    customTypes: /^(?:text\/|application\/(?:[\w.-]+\+)?json|application\/x-ndjson|image\/svg)/,
    // The highest quality is for files that are compressed once.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
})
