import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

const MILLISECONDS_PER_DAY = 86_400_000

/** `valid_at=today` means the current day in UTC. */
export const TODAY = 'today'

/** In UTC. */
export function currentDay(): string {
  return new Date().toISOString().slice(0, 10)
}

/**
 * Replaces `valid_at=today` before validation, so that links and the ETag have the day. Such a response expires at
 * the end of the day. Register it after query-parsing.ts and before the routes.
 */
export const todayParameter = fp(async (app: FastifyInstance) => {
  app.addHook('onRoute', (route) => {
    const schema = route.schema?.querystring as { properties?: object } | undefined
    if (!('valid_at' in (schema?.properties ?? {}))) return
    const replaceToday = (request: FastifyRequest, _: unknown, done: () => void) => {
      const query = request.query as { valid_at?: string }
      if (query.valid_at === TODAY) {
        query.valid_at = currentDay()
        request.expiresAt = Date.parse(query.valid_at) + MILLISECONDS_PER_DAY
      }
      done()
    }
    route.preValidation = [route.preValidation ?? [], replaceToday].flat()
  })
})
