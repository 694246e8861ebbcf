import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Pages of any origin may read, and see the headers that help them; no one sends credentials. */
export const sharing = fp(async (app: FastifyInstance) => {
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD', 'OPTIONS'],
    exposedHeaders: [
      ...['ETag', 'Link', 'Content-Disposition', 'Content-Range', 'Accept-Ranges', 'Repr-Digest'],
      ...['Retry-After', 'RateLimit', 'RateLimit-Policy', 'X-Request-Id'],
    ],
    maxAge: 86_400,
    strictPreflight: false,
  })
})
