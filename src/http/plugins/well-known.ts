import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { stringify } from 'yaml'
import { registerStaticDocument } from '../static-document.ts'
import { addLinks, formatLink } from './link-header.ts'
import type { ApiInfo } from './openapi.ts'

export interface WellKnownOptions extends ApiInfo {
  /** Path of the readiness probe; undefined if it has another port. */
  status: string | undefined
}

const PLAIN_TEXT = 'text/plain; charset=utf-8'

/** Links to the descriptions of the service (RFC 8631), formatted once. */
const SERVICE_LINKS = [
  formatLink('/openapi.json', 'service-desc'),
  formatLink('/docs', 'service-doc'),
].join(', ')

/**
 * The documents with which programs discover the API, and a link to them in every response. Register it
 * after openapi.ts, whose document it serves.
 */
export const wellKnown = fp(
  async (app: FastifyInstance, { title, summary, status }: WellKnownOptions) => {
    // In onSend, so that problems have the links, too. A cached response has them already.
    app.addHook('onSend', (_, reply, payload, done) => {
      if (!String(reply.getHeader('link')).endsWith(SERVICE_LINKS)) addLinks(reply, SERVICE_LINKS)
      done(null, payload)
    })
    registerStaticDocument(app, '/openapi.json', 'application/json', () =>
      JSON.stringify(app.swagger()),
    )
    registerStaticDocument(app, '/openapi.yaml', 'application/yaml', () => stringify(app.swagger()))
    // A catalog of the APIs of this host (RFC 9727) as a linkset (RFC 9264).
    registerStaticDocument(app, '/.well-known/api-catalog', 'application/linkset+json', () =>
      JSON.stringify({
        linkset: [
          {
            anchor: '/',
            'service-desc': [{ href: '/openapi.json', type: 'application/json' }],
            'service-doc': [{ href: '/docs', type: 'text/html' }],
            ...(status !== undefined && { status: [{ href: status, type: 'application/json' }] }),
          },
        ],
      }),
    )
    registerStaticDocument(app, '/robots.txt', PLAIN_TEXT, () => 'User-agent: *\nAllow: /\n')
    registerStaticDocument(
      app,
      '/llms.txt',
      PLAIN_TEXT,
      () =>
        `# ${title}\n\n> ${summary}\n\n- [OpenAPI document](/openapi.json)\n- [Documentation](/docs)\n- [Index](/)\n`,
    )
  },
)
