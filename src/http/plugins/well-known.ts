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
/** A catalog of the APIs of this host (RFC 9727) as a linkset (RFC 9264). */
const API_CATALOG = {
  url: '/.well-known/api-catalog',
  type: 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
}

/**
 * The documents with which programs discover the API, and a link to them in every response. Register it
 * after openapi.ts, whose document it serves.
 */
export const wellKnown = fp(
  async (app: FastifyInstance, { title, summary, status }: WellKnownOptions) => {
    const { basePath } = app
    // Links to the descriptions of the service (RFC 8631), formatted once.
    const serviceLinks = [
      formatLink(`${basePath}/openapi.json`, 'service-desc'),
      formatLink(`${basePath}/docs`, 'service-doc'),
    ].join(', ')
    // In onSend, so that problems have the links, too. A cached response has them already.
    app.addHook('onSend', ({ routeOptions }, reply, payload, done) => {
      // RFC 9727 section 2: for HEAD requests.
      if (routeOptions.url === API_CATALOG.url) reply.addLink(API_CATALOG.url, 'api-catalog')
      if (!String(reply.getHeader('link')).endsWith(serviceLinks)) addLinks(reply, serviceLinks)
      done(null, payload)
    })
    registerStaticDocument(app, '/openapi.json', 'application/json', () =>
      JSON.stringify(app.swagger()),
    )
    // PyYAML and others read YAML 1.1: without quotes, 2018-12-10 is a date and `no` is false.
    registerStaticDocument(app, '/openapi.yaml', 'application/yaml', () =>
      stringify(app.swagger(), { compat: 'yaml-1.1' }),
    )
    registerStaticDocument(app, API_CATALOG.url, API_CATALOG.type, () =>
      JSON.stringify({
        linkset: [
          {
            anchor: `${basePath}/`,
            'service-desc': [{ href: `${basePath}/openapi.json`, type: 'application/json' }],
            'service-doc': [{ href: `${basePath}/docs`, type: 'text/html' }],
            ...(status !== undefined && {
              status: [{ href: `${basePath}${status}`, type: 'application/json' }],
            }),
          },
        ],
      }),
    )
    registerStaticDocument(
      app,
      '/llms.txt',
      PLAIN_TEXT,
      () =>
        `# ${title}\n\n> ${summary}\n\n- [OpenAPI document](${basePath}/openapi.json)\n- [Documentation](${basePath}/docs)\n- [Index](${basePath}/)\n`,
    )
  },
)
