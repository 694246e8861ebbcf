import type { FastifyInstance } from 'fastify'
import { serveDocument } from '../http/documents.ts'
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
  const text = JSON.stringify(index)
  serveDocument(app, '/', 'application/json; charset=utf-8', () => text, { querystring: only({}) })
}
