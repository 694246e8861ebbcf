import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { stringify } from 'yaml'
import { addLink } from './links.ts'
import type { Introduction } from './openapi.ts'

/** Where the documentation is, for programs that were not told. */
export const discovery = fp(async (app: FastifyInstance, { title, summary }: Introduction) => {
  const schema = { hide: true }
  // RFC 8631: what describes the service, for programs and for people.
  app.addHook('onSend', async (_, reply) => {
    addLink(reply, '/openapi.json', 'service-desc')
    addLink(reply, '/docs', 'service-doc')
  })

  app.get('/openapi.yaml', { schema }, async (_, reply) =>
    reply.type('application/yaml').send(stringify(app.swagger())),
  )
  // RFC 9727: a catalog of the APIs of this host, as a linkset (RFC 9264).
  app.get('/.well-known/api-catalog', { schema }, async (_, reply) =>
    reply
      .type('application/linkset+json')
      .header('link', '</.well-known/api-catalog>; rel="api-catalog"')
      .send(
        JSON.stringify({
          linkset: [
            {
              anchor: '/',
              'service-desc': [{ href: '/openapi.json', type: 'application/json' }],
              'service-doc': [{ href: '/docs', type: 'text/html' }],
              status: [{ href: '/readyz', type: 'application/json' }],
            },
          ],
        }),
      ),
  )
  app.get('/robots.txt', { schema }, async (_, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nAllow: /\n'),
  )
  app.get('/llms.txt', { schema }, async (_, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(
        `# ${title}\n\n> ${summary}\n\n- [OpenAPI document](/openapi.json)\n- [Documentation](/docs)\n- [Index](/)\n`,
      ),
  )
})
