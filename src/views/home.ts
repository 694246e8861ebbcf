import type { FastifyInstance } from 'fastify'
import type { Collection } from '../records/collection.ts'
import { only } from '../records/parameters.ts'
import { pathOf } from '../records/paths.ts'

/** `/`: where everything is, for whoever arrives without the documentation. */
export function serveHome(app: FastifyInstance, listed: readonly Collection[]): void {
  const index = {
    name: 'orgfacts',
    summary: 'Facts about organizations, with receipts.',
    documentation: '/docs',
    description: '/openapi.json',
    collections: Object.fromEntries(
      listed.map(({ name, summary }) => [name, { href: pathOf(name), summary }]),
    ),
  }
  app.get('/', { schema: { hide: true, querystring: only({}) } }, async () => index)
}
