import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import { ProblemError } from '../problem.ts'

/** The Host header (RFC 9110 section 7.2), and the base URL of absolute URLs in responses. */

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Scheme, host and port under which clients reach the server, and the path of the base URL; without a
     * slash at the end.
     */
    readonly baseUrl: string
  }
}

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/**
 * Rejects malformed Host headers, because links contain the host. Decorates requests with `baseUrl`: the
 * configured base URL, otherwise scheme and host of the request, or those that a trusted proxy sends.
 * Register it after the plugins that set headers on every response, so that its problems have them, too.
 */
export const hostHeader = fp(
  async (app: FastifyInstance, { base }: { base: string | undefined }) => {
    app.addHook('onRequest', ({ raw }, _, done) => {
      if (!hasValidHost(raw))
        throw new ProblemError('bad-request', 'The Host header must name exactly one host.')
      done()
    })
    app.decorateRequest('baseUrl', {
      getter() {
        if (base !== undefined) return base
        const { localAddress, localPort } = this.raw.socket
        const host = this.host || `${localAddress}:${localPort}`
        if (!isHost(host))
          throw new ProblemError('bad-request', 'X-Forwarded-Host must name exactly one host.')
        return `${/^https$/i.test(this.protocol) ? 'https' : 'http'}://${host}`
      },
    })
  },
)

/** Whether a request has exactly one valid Host header; HTTP/1.0 needs none (RFC 9112 section 3.2). */
function hasValidHost({ headers, rawHeaders, httpVersion }: IncomingMessage): boolean {
  const { host } = headers
  if (host === undefined) return httpVersion !== '1.1'
  // Node puts only the first of several Host headers into `headers`.
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') count += 1
  return count <= 1 && (host === '' || isHost(host))
}

/** Hosts that are valid. Most requests have the same one, and parsing a URL is slow. */
const validHosts = new LRUCache<string, true>({ max: 100 })

function isHost(host: string): boolean {
  if (validHosts.has(host)) return true
  const isValid = HOST.test(host) && URL.canParse(`http://${host}`)
  if (isValid) validHosts.set(host, true)
  return isValid
}

/** Reads a target in absolute form: its host replaces the Host header (RFC 9112 section 3.2.2). */
export function rewriteUrl(request: IncomingMessage): string {
  const { url = '/' } = request
  const [, host, path] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url) ?? []
  if (host === undefined) return url
  request.headers.host = host
  return path?.startsWith('/') ? path : `/${path}`
}
