import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

/** `valid_at=today` means the current day in UTC. */
export const TODAY = 'today'

/**
 * Replaces `valid_at=today` before validation, so that links and the ETag have the day. Such a response expires at
 * the end of the day. Register it after query-parsing.ts and before the routes.
 */
export const todayParameter = fp(async (app: FastifyInstance) => {
  app.addHook('onRoute', (route) => {
    const schema = route.schema?.querystring as { properties?: object } | undefined
    if (!('valid_at' in (schema?.properties ?? {}))) return
    const replaceToday = (request: FastifyRequest, _: unknown, done: () => void) => {
      const query = request.query as { valid_at?: unknown }
      if (query.valid_at === TODAY) {
        const now = new Date()
        query.valid_at = now.toISOString().slice(0, 10)
        request.expiresAt = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
      }
      done()
    }
    route.preValidation = [route.preValidation ?? [], replaceToday].flat()
  })
})
