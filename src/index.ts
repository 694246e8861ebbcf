import type { FastifyInstance } from 'fastify'
import type { Noun } from './records/noun.ts'
import { pathOf } from './records/paths.ts'

/** `/`: where everything is, for whoever arrives without the documentation. */
export function serveIndex(app: FastifyInstance, nouns: readonly Noun[]): void {
  const index = {
    name: 'orgfacts',
    summary: 'Facts about organizations, with receipts.',
    documentation: '/docs',
    description: '/openapi.json',
    collections: Object.fromEntries(
      nouns.map(({ name, summary }) => [name, { href: pathOf(name), summary }]),
    ),
  }
  app.get('/', { schema: { hide: true } }, async () => index)
}
