import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/**
 * Removes ports from `X-Forwarded-For` before `request.ip` is read. Some proxies add them
 * (`192.0.2.1:50123`, `[2001:db8::1]:50123`), and then each connection would count as another client.
 * Register it first.
 */
export const forwardedFor = fp(async (app: FastifyInstance) => {
  app.addHook('onRequest', ({ raw }, _, done) => {
    removeForwardedPorts(raw.headers)
    done()
  })
})

export function removeForwardedPorts(headers: IncomingHttpHeaders): void {
  const forwarded = headers['x-forwarded-for']
  if (forwarded === undefined) return
  headers['x-forwarded-for'] = String(forwarded)
    .split(',')
    .map((address) => address.trim().replace(ADDRESS_WITH_PORT, '$1$2'))
    .join(', ')
}

const ADDRESS_WITH_PORT = /^(?:(\d+\.\d+\.\d+\.\d+):\d+|\[([\da-fA-F:.]+)\](?::\d+)?)$/
