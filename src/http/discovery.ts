import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { stringify } from 'yaml'
import { serveDocument } from './documents.ts'
import { addLinks, linkTo } from './links.ts'
import type { Introduction } from './openapi.ts'

export interface Discovery extends Introduction {
  /** Where the server says whether it wants requests; undefined where operators ask elsewhere. */
  status: string | undefined
}

const TEXT = 'text/plain; charset=utf-8'

/** RFC 8631: what describes the service, for programs and for people. */
const DESCRIBED = [linkTo('/openapi.json', 'service-desc'), linkTo('/docs', 'service-doc')].join(
  ', ',
)

/** Where the documentation is, for programs that were not told. */
export const discovery = fp(async (app: FastifyInstance, { title, summary, status }: Discovery) => {
  app.addHook('onSend', (_, reply, payload, done) => {
    addLinks(reply, DESCRIBED)
    done(null, payload)
  })
  serveDocument(app, '/openapi.json', 'application/json; charset=utf-8', () =>
    JSON.stringify(app.swagger()),
  )
  serveDocument(app, '/openapi.yaml', 'application/yaml', () => stringify(app.swagger()))
  // RFC 9727: a catalog of the APIs of this host, as a linkset (RFC 9264).
  serveDocument(app, '/.well-known/api-catalog', 'application/linkset+json', () =>
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
  serveDocument(app, '/robots.txt', TEXT, () => 'User-agent: *\nAllow: /\n')
  serveDocument(
    app,
    '/llms.txt',
    TEXT,
    () =>
      `# ${title}\n\n> ${summary}\n\n- [OpenAPI document](/openapi.json)\n- [Documentation](/docs)\n- [Index](/)\n`,
  )
})
