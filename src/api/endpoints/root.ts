import type { FastifyInstance } from 'fastify'
import { type Format, formatDefinition } from '../../http/formats.ts'
import { sendHead } from '../../http/head-response.ts'
import type { Collection } from '../collection.ts'
import { formatParameter } from '../format-parameter.ts'
import { strictParameters } from '../query-parameters.ts'
import { sendRepresentation } from '../representations/representation.ts'
import { collectionUrl } from '../urls.ts'

/** Endpoints that are not collections. */
const MORE = {
  series: 'Members or figures of an organization by year',
  check: 'Whether a statement is true',
  dataset: 'The release as a whole, and its downloads',
  vocabulary: 'Custom JSON-LD vocabulary',
} as const

const ROOT_FORMATS = ['json', 'html'] as const

/** `/`: the collections, and where the documentation is. */
export function registerRoot(app: FastifyInstance, collections: readonly Collection[]): void {
  const { basePath } = app
  const index = {
    name: 'orgfacts',
    summary: 'Facts about organizations, every value with its source.',
    documentation: `${basePath}/docs`,
    description: `${basePath}/openapi.json`,
    collections: Object.fromEntries(
      collections.map(({ name, summary }) => [
        name,
        { href: basePath + collectionUrl(name), summary },
      ]),
    ),
    more: Object.fromEntries(
      Object.entries(MORE).map(([name, summary]) => [
        name,
        { href: `${basePath}/v1/${name}`, summary },
      ]),
    ),
  }
  app.get<{ Querystring: { format?: Format } }>(
    '/',
    {
      schema: {
        hide: true,
        querystring: strictParameters({ format: formatParameter(ROOT_FORMATS) }),
      },
      config: { formats: ROOT_FORMATS },
    },
    async (request, reply) =>
      request.method === 'HEAD'
        ? sendHead(reply, formatDefinition(request.query.format ?? 'json').contentType)
        : sendRepresentation(request, reply, JSON.stringify(index)),
  )
}
