import type { FastifyInstance } from 'fastify'
import { registerStaticDocument } from '../../http/static-document.ts'
import type { Collection } from '../collection.ts'
import { strictParameters } from '../query-parameters.ts'
import { collectionUrl } from '../urls.ts'

/** `/`: where everything is, for whoever arrives without the documentation. */
export function registerRoot(app: FastifyInstance, listed: readonly Collection[]): void {
  const index = {
    name: 'orgfacts',
    summary: 'Facts about organizations, with receipts.',
    documentation: '/docs',
    description: '/openapi.json',
    collections: Object.fromEntries(
      listed.map(({ name, summary }) => [name, { href: collectionUrl(name), summary }]),
    ),
  }
  const text = JSON.stringify(index)
  registerStaticDocument(app, '/', 'application/json; charset=utf-8', () => text, {
    querystring: strictParameters({}),
  })
}
