import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { LRUCache } from 'lru-cache'
import { ProblemError } from '../problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Under which scheme, host and port callers find this server, without a slash at its end. */
    readonly origin: string
    /** Whether the answer says under which host it was asked for, so that it is that host's alone. */
    saysHost: boolean
  }
}

/** RFC 9110 7.2: what a stranger sends as Host must not get into links unless it is one. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/**
 * What answers call this server where a path alone would lose its meaning once it is saved: the
 * base that is set, else what the request, or a proxy that is trusted, says of itself.
 */
export const hostHeader = fp(
  async (app: FastifyInstance, { base }: { base: string | undefined }) => {
    app.addHook('onRequest', ({ raw }, _, done) => {
      if (!hasValidHost(raw))
        throw new ProblemError('bad-request', 'The Host header is not the name of one host.')
      done()
    })
    app.decorateRequest('saysHost', false)
    app.decorateRequest('origin', {
      getter() {
        if (base !== undefined) return base
        this.saysHost = true
        const { localAddress, localPort } = this.raw.socket
        const host = this.host || `${localAddress}:${localPort}`
        if (!isHost(host))
          throw new ProblemError('bad-request', 'X-Forwarded-Host is not the name of a host.')
        return `${/^https$/i.test(this.protocol) ? 'https' : 'http'}://${host}`
      },
    })
  },
)

/** RFC 9112 3.2: there is one Host, which is one; none only in HTTP/1.0. */
export function hasValidHost({ headers, rawHeaders, httpVersion }: IncomingMessage): boolean {
  const { host } = headers
  if (host === undefined) return httpVersion !== '1.1'
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  return hosts <= 1 && (host === '' || isHost(host))
}

/** Hosts that are some: callers say the same again and again. */
const known = new LRUCache<string, true>({ max: 100 })

function isHost(host: string): boolean {
  if (known.has(host)) return true
  const isOne = HOST.test(host) && URL.canParse(`http://${host}`)
  if (isOne) known.set(host, true)
  return isOne
}

/** RFC 9112 3.2.2: a request to a proxy says the host in its target, which then counts alone. */
export function rewriteUrl(request: IncomingMessage): string {
  const { url = '/' } = request
  const [, host, path] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url) ?? []
  if (host === undefined) return url
  request.headers.host = host
  return path?.startsWith('/') ? path : `/${path}`
}
