import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/**
 * Security headers of every response, by the recommendations of OWASP
 * (https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html). They are constants, so that no
 * response has to compute them.
 */
const HEADERS = {
  // Responses load nothing and cannot be framed. swagger-ui.ts has a policy of its own.
  'content-security-policy': ['default-src', 'base-uri', 'form-action', 'frame-ancestors']
    .map((directive) => `${directive} 'none'`)
    .join(';'),
  // Pages of every origin may read responses: see cors.ts.
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** Only a server with a base URL of https can promise that https works. One year, in seconds. */
const HTTPS_ONLY = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } as const

export const securityHeaders = fp(
  async (app: FastifyInstance, { base }: { base: string | undefined }) => {
    const headers = base?.startsWith('https:') ? { ...HEADERS, ...HTTPS_ONLY } : HEADERS
    app.addHook('onRequest', (_, reply, done) => {
      reply.headers(headers)
      done()
    })
  },
)
