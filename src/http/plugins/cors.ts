import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** One text: of a list, the plugin would make it for each answer. */
const EXPOSED = [
  ...['ETag', 'Link', 'Content-Disposition', 'Content-Range', 'Accept-Ranges', 'Repr-Digest'],
  ...['Retry-After', 'RateLimit', 'RateLimit-Policy', 'X-Request-Id'],
].join(', ')

/** Pages of any origin may read, and see the headers that help them; no one sends credentials. */
export const corsHeaders = fp(async (app: FastifyInstance) => {
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD', 'OPTIONS'],
    exposedHeaders: EXPOSED,
    maxAge: 86_400,
    strictPreflight: false,
  })
})
