import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import helmet from 'helmet'

/** Data loads nothing and is framed nowhere; the documentation has a policy of its own (docs.ts). */
const POLICY = ['default-src', 'base-uri', 'form-action', 'frame-ancestors']
  .map((directive) => `${directive} 'none'`)
  .join(';')

/**
 * Headers that keep browsers from taking answers for what they are not. Helmet's own middleware, made
 * once: its plugin for Fastify makes it anew for each request, which costs more than most routes.
 */
export const securityHeaders = fp(
  async (app: FastifyInstance, { base }: { base: string | undefined }) => {
    const shield = helmet({
      // Helmet would put it together anew for each answer, and the documentation has another.
      contentSecurityPolicy: false,
      // Pages of any origin may read it (sharing.ts).
      crossOriginResourcePolicy: { policy: 'cross-origin' },
      // A plain server must not promise that it will be reached by https.
      hsts: base?.startsWith('https:') ?? false,
      // What they forbid, the policy forbids already, or no browser asks any more.
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
      dnsPrefetchControl: false,
      frameguard: false,
      ieNoOpen: false,
      permittedCrossDomainPolicies: false,
      xssFilter: false,
    })
    app.addHook('onRequest', (request, reply, done) => {
      reply.header('content-security-policy', POLICY)
      shield(request.raw, reply.raw, done as (error?: unknown) => void)
    })
  },
)
