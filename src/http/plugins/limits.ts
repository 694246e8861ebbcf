import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyReply } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError } from '../problem.ts'

/** Limits that protect clients from one client that sends too many requests. */
export interface LimitOptions {
  /** Requests that one client may send per minute; 0 for no limit. */
  requestsPerMinute: number
  /** Delay of the event loop from which requests are refused, in milliseconds; 0 for no limit. */
  maxDelayMs: number
}

/** RFC 9110 section 4.1 recommends at least 8,000 octets. */
const MAX_URL_LENGTH = 8_000
const WINDOW_SECONDS = 60
const OVERLOAD_RETRY_SECONDS = 5
/** How often the delay of the event loop is measured, in milliseconds. */
const SAMPLE_INTERVAL = 1_000

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Whether the route is for probes or metrics. It is not limited, and its responses are only logged if
     * they are errors.
     */
    isProbe?: boolean
  }
}

/**
 * Register it after the plugins that set headers on every response: its problems then have them, too.
 */
export const limits = fp(
  async (app: FastifyInstance, { requestsPerMinute, maxDelayMs }: LimitOptions) => {
    app.addHook('onRequest', ({ url }, _, done) => {
      if (url.length > MAX_URL_LENGTH)
        throw new ProblemError(
          'uri-too-long',
          `The URL has ${url.length} octets; the limit is ${MAX_URL_LENGTH}.`,
        )
      done()
    })
    if (requestsPerMinute > 0) await limitRequests(app, requestsPerMinute)
    if (maxDelayMs > 0) await refuseUnderPressure(app, maxDelayMs)
  },
)

/** Counts requests by client. Headers have the remaining number (draft-ietf-httpapi-ratelimit-headers). */
async function limitRequests(app: FastifyInstance, max: number): Promise<void> {
  await app.register(rateLimit, { global: false })
  const count = app.createRateLimit({ max, timeWindow: WINDOW_SECONDS * 1000 })
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.isProbe) return
    const counted = await count(request)
    // True only for clients on an allow list. There is no such list.
    if (counted.isAllowed) return
    const { remaining, ttlInSeconds, isExceeded } = counted
    reply
      .header('ratelimit-policy', `"client";q=${max};w=${WINDOW_SECONDS}`)
      .header('ratelimit', `"client";r=${remaining};t=${ttlInSeconds}`)
    const detail = `A client may send ${max} requests in ${WINDOW_SECONDS} seconds.`
    if (isExceeded) refuse(reply, 'too-many-requests', detail, ttlInSeconds)
  })
}

/** Refuses requests while the event loop is delayed. Otherwise all clients would wait longer and longer. */
async function refuseUnderPressure(app: FastifyInstance, maxDelayMs: number): Promise<void> {
  // The first samples include the start of the server, which blocks the event loop.
  let firstSample = 0
  app.addHook('onReady', async () => {
    firstSample = performance.now() + 2 * SAMPLE_INTERVAL
  })
  await app.register(underPressure, {
    maxEventLoopDelay: maxDelayMs,
    sampleInterval: SAMPLE_INTERVAL,
    // The delay is Infinity if the event loop was blocked for a whole sample (fastify/under-pressure#125).
    pressureHandler: async ({ routeOptions }, reply) => {
      if (routeOptions.config.isProbe || performance.now() < firstSample) return
      refuse(reply, 'overloaded', 'The server is too busy.', OVERLOAD_RETRY_SECONDS)
    },
  })
}

function refuse(
  reply: FastifyReply,
  code: 'too-many-requests' | 'overloaded',
  detail: string,
  retrySeconds: number,
): never {
  reply.header('retry-after', retrySeconds)
  throw new ProblemError(code, detail)
}
