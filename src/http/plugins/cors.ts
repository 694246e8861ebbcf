import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** One string, because the plugin would join a list again for every response. */
const EXPOSED_HEADERS = [
  ...['ETag', 'Link', 'Content-Disposition', 'Content-Range', 'Accept-Ranges', 'Repr-Digest'],
  ...['Retry-After', 'RateLimit', 'RateLimit-Policy', 'X-Request-Id'],
].join(', ')

/**
 * Lets pages of every origin read responses and these headers, without credentials. Register it before
 * method-not-allowed.ts, which responds to OPTIONS.
 */
export const corsHeaders = fp(async (app: FastifyInstance) => {
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD', 'OPTIONS', 'POST'],
    exposedHeaders: EXPOSED_HEADERS,
    // In seconds; browsers cap it.
    maxAge: 86_400,
    // An OPTIONS request that is not a preflight is allowed.
    strictPreflight: false,
    preflightContinue: true,
  })
})
