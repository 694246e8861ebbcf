import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { stringify } from 'yaml'
import { registerStaticDocument } from '../static-document.ts'
import { addLinks, formatLink } from './link-header.ts'
import type { ApiInfo } from './openapi.ts'

export interface WellKnownOptions extends ApiInfo {
  /** Where the server says whether it wants requests; undefined where operators ask elsewhere. */
  status: string | undefined
}

const TEXT = 'text/plain; charset=utf-8'

/** RFC 8631: what describes the service, for programs and for people. */
const DESCRIBED = [
  formatLink('/openapi.json', 'service-desc'),
  formatLink('/docs', 'service-doc'),
].join(', ')

/** Where the documentation is, for programs that were not item. */
export const wellKnown = fp(
  async (app: FastifyInstance, { title, summary, status }: WellKnownOptions) => {
    app.addHook('onSend', (_, reply, payload, done) => {
      addLinks(reply, DESCRIBED)
      done(null, payload)
    })
    registerStaticDocument(app, '/openapi.json', 'application/json; charset=utf-8', () =>
      JSON.stringify(app.swagger()),
    )
    registerStaticDocument(app, '/openapi.yaml', 'application/yaml', () => stringify(app.swagger()))
    // RFC 9727: a catalog of the APIs of this host, as a linkset (RFC 9264).
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
    registerStaticDocument(app, '/robots.txt', TEXT, () => 'User-agent: *\nAllow: /\n')
    registerStaticDocument(
      app,
      '/llms.txt',
      TEXT,
      () =>
        `# ${title}\n\n> ${summary}\n\n- [OpenAPI document](/openapi.json)\n- [Documentation](/docs)\n- [Index](/)\n`,
    )
  },
)
