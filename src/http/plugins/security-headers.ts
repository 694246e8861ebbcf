import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import helmet from 'helmet'

/** Responses load nothing and cannot be framed. swagger-ui.ts has a policy of its own. */
const CONTENT_SECURITY_POLICY = ['default-src', 'base-uri', 'form-action', 'frame-ancestors']
  .map((directive) => `${directive} 'none'`)
  .join(';')

/**
 * Security headers, by Helmet's middleware. Helmet's plugin for Fastify creates the middleware for
 * every request, which takes longer than most routes.
 */
export const securityHeaders = fp(
  async (app: FastifyInstance, { base }: { base: string | undefined }) => {
    const setHeaders = helmet({
      // Set below: Helmet would join it again for every response, and routes can override a header of
      // Fastify.
      contentSecurityPolicy: false,
      // Pages of every origin may read responses: see cors.ts.
      crossOriginResourcePolicy: { policy: 'cross-origin' },
      // Only a server with a base URL of https can promise that https works.
      hsts: base?.startsWith('https:') ?? false,
      // Implied by the content security policy, or not supported by browsers any more.
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
      dnsPrefetchControl: false,
      frameguard: false,
      ieNoOpen: false,
      permittedCrossDomainPolicies: false,
      xssFilter: false,
    })
    app.addHook('onRequest', (request, reply, done) => {
      reply.header('content-security-policy', CONTENT_SECURITY_POLICY)
      setHeaders(request.raw, reply.raw, done as (error?: unknown) => void)
    })
  },
)
