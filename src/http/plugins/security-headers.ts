import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/**
 * Security headers of every response, by the recommendations of OWASP
 * (https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html). They are constants, so that no
 * response has to compute them.
 */
export const CONSTANT_HEADERS = {
  // Responses load nothing and cannot be framed. Pages and swagger-ui.ts have policies of their own.
  'content-security-policy': ['default-src', 'base-uri', 'form-action', 'frame-ancestors']
    .map((directive) => `${directive} 'none'`)
    .join(';'),
  // Pages of every origin may read responses: see cors.ts.
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** Pages load scripts, styles and images of this server only, and nothing inline. Their forms lead to this server. */
const PAGE_DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
]
export const PAGE_POLICY = [...PAGE_DIRECTIVES, "frame-ancestors 'none'"].join('; ')

/** Pages that other sites may show in a frame. */
export const EMBED_POLICY = [...PAGE_DIRECTIVES, 'frame-ancestors *'].join('; ')

/** Only a server with a base URL of https can promise that https works. One year, in seconds. */
const HTTPS_ONLY = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } as const

export const securityHeaders = fp(
  async (app: FastifyInstance, { base }: { base: string | undefined }) => {
    const headers = base?.startsWith('https:')
      ? { ...CONSTANT_HEADERS, ...HTTPS_ONLY }
      : CONSTANT_HEADERS
    app.addHook('onRequest', (_, reply, done) => {
      reply.headers(headers)
      done()
    })
  },
)
