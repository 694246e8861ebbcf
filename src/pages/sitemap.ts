import type { FastifyInstance } from 'fastify'
import { strictParameters } from '../api/query-parameters.ts'
import { collectionUrl } from '../api/urls.ts'
import { selectOrganizationIds } from '../query/views/organizations.ts'
import type { PageReader } from './common/reader.ts'

/**
 * `/sitemap.xml` (https://www.sitemaps.org/protocol.html) and `/robots.txt` (RFC 9309), which leads to it. Robots leave out URLs
 * with a query: filters, times and cursors make endlessly many.
 */

/** The protocol allows 50,000 URLs in a file. */
const MAX_URLS = 50_000

export function registerSitemap(app: FastifyInstance, reader: PageReader): void {
  const options = {
    schema: { hide: true, querystring: strictParameters({}) },
    config: { hasAbsoluteUrls: true },
  }
  app.get('/sitemap.xml', options, async ({ baseUrl }, reply) => {
    const urls = pathsOf(reader).map((path) => `<url><loc>${baseUrl}${path}</loc></url>`)
    return reply
      .type('application/xml')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`,
      )
  })
  app.get('/robots.txt', options, async ({ baseUrl }, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(`User-agent: *\nDisallow: /*?\n\nSitemap: ${baseUrl}/sitemap.xml\n`),
  )
}

/** The start page, the dataset, each list that needs no parameter, and each organization. */
function pathsOf(reader: PageReader): string[] {
  const lists = reader.collections
    .filter(({ exampleQuery }) => exampleQuery === undefined)
    .map(({ name }) => collectionUrl(name))
  const organizations = selectOrganizationIds(reader.release, MAX_URLS - lists.length - 2)
  return [
    ...['/', '/v1/dataset'],
    ...lists,
    ...organizations.map((id) => collectionUrl('organizations', id)),
  ]
}
