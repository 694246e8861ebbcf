import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Under which scheme, host and port callers find this server, without a slash at its end. */
    readonly origin: string
  }
}

/** RFC 9110 7.2: what a stranger sends as Host must not get into links unless it is one. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/**
 * What answers call this server where a path alone would lose its meaning once it is saved: the
 * base that is set, else what the request, or a proxy that is trusted, says of itself.
 */
export const origin = fp(async (app: FastifyInstance, { base }: { base: string | undefined }) => {
  app.decorateRequest('origin', {
    getter() {
      if (base !== undefined) return base
      if (!HOST.test(this.host))
        throw new ProblemError('bad-request', 'The Host header is not the name of a host.')
      return `${this.protocol}://${this.host}`
    },
  })
})
