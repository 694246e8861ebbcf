import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError } from '../problem.ts'

/** How much is served to whom: nothing that one client sends may cost the others their answers. */
export interface LimitOptions {
  /** How many requests one client may send in a minute; 0 for as many as it likes. */
  requests: number
  /** How late the event loop may be, in milliseconds, before requests are refused; 0 for any. */
  delay: number
}

/** RFC 9110 4.1 asks for 8,000 octets at least; no URL of ours is longer than half of that. */
const MOST_OCTETS = 8_000
const WINDOW_SECONDS = 60
/** After how many seconds to ask again of a server that has too much to do. */
const RETRY_SECONDS = 5

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered however much there is to do: what operators ask. */
    unlimited?: boolean
  }
}

export const limits = fp(async (app: FastifyInstance, { requests, delay }: LimitOptions) => {
  app.addHook('onRequest', ({ url }, _, done) => {
    if (url.length > MOST_OCTETS)
      throw new ProblemError('uri-too-long', `It has ${url.length} octets, of ${MOST_OCTETS}.`)
    done()
  })
  if (requests > 0) await limitClients(app, requests)
  if (delay > 0) await refuseUnderPressure(app, delay)
})

/** How often the delay is measured, in milliseconds. */
const SAMPLE = 1_000

/** Refuses requests while the event loop is late, rather than let all of them wait. */
async function refuseUnderPressure(app: FastifyInstance, delay: number): Promise<void> {
  // What the start itself took is no pressure, nor is a sample in which nothing was measured.
  let from = 0
  app.addHook('onReady', async () => {
    from = performance.now() + 2 * SAMPLE
  })
  await app.register(underPressure, {
    maxEventLoopDelay: delay,
    sampleInterval: SAMPLE,
    pressureHandler: async ({ routeOptions }, reply, _, late) => {
      if (routeOptions.config.unlimited || !Number.isFinite(late) || performance.now() < from)
        return
      refuse(reply, 'overloaded', 'There is too much to do just now.', RETRY_SECONDS)
    },
  })
}

/** Counts requests by client, and says how many are left (draft-ietf-httpapi-ratelimit-headers). */
async function limitClients(app: FastifyInstance, requests: number): Promise<void> {
  const { default: rateLimit } = await import('@fastify/rate-limit')
  await app.register(rateLimit, { global: false })
  const count = app.createRateLimit({ max: requests, timeWindow: WINDOW_SECONDS * 1000 })
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.unlimited) return
    const counted = await count(request)
    if (counted.isAllowed) return
    const { remaining, ttlInSeconds, isExceeded } = counted
    reply
      .header('ratelimit-policy', `"client";q=${requests};w=${WINDOW_SECONDS}`)
      .header('ratelimit', `"client";r=${remaining};t=${ttlInSeconds}`)
    const detail = `${requests} requests may be sent in ${WINDOW_SECONDS} seconds.`
    if (isExceeded) refuse(reply, 'too-many-requests', detail, ttlInSeconds)
  })
}

function refuse(
  reply: FastifyReply,
  code: 'too-many-requests' | 'overloaded',
  detail: string,
  seconds: number,
): never {
  reply.header('retry-after', seconds)
  throw new ProblemError(code, detail)
}
