import type { IncomingMessage } from 'node:http'

/**
 * Removes ports from `X-Forwarded-For`. Some proxies add them (`192.0.2.1:50123`, `[2001:db8::1]:50123`), and
 * with its port each connection of a client would be a client of its own.
 */
export function removeForwardedPorts({ headers }: IncomingMessage): void {
  const forwarded = headers['x-forwarded-for']
  if (forwarded === undefined) return
  headers['x-forwarded-for'] = String(forwarded)
    .split(',')
    .map((address) => address.trim().replace(ADDRESS_WITH_PORT, '$1$2'))
    .join(', ')
}

const ADDRESS_WITH_PORT = /^(?:(\d+\.\d+\.\d+\.\d+):\d+|\[([\da-fA-F:.]+)\](?::\d+)?)$/
