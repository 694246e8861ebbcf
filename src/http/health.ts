import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Whether the process lives, and whether it wants requests: two questions of an orchestrator. */
export const health = fp(async (app: FastifyInstance, { ready }: { ready: () => boolean }) => {
  const schema = { hide: true }
  app.get('/livez', { schema }, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  )
  app.get('/readyz', { schema }, async (_, reply) =>
    reply
      .header('cache-control', 'no-store')
      .code(ready() ? 200 : 503)
      .send({ status: ready() ? 'ready' : 'not ready' }),
  )
})
