import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** Headers that keep browsers from taking answers for what they are not. */
export const shielding = fp(
  async (app: FastifyInstance, { base }: { base: string | undefined }) => {
    await app.register(helmet, {
      // Data loads nothing and is framed nowhere; the documentation has a policy of its own (docs.ts).
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
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
  },
)
