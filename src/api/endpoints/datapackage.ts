import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { component } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import type { Collection } from '../collection.ts'
import { type DatasetInfo, resolveHref } from '../dataset-info.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import { strictParameters } from '../query-parameters.ts'
import { tableCollections, tableResource } from '../representations/table-schema.ts'

/** `/v1/dataset/datapackage.json`: all tables as a Data Package (datapackage.org, v2). */

const DataPackageSchema = component('DataPackage', 'A Data Package descriptor (v2).', {
  $schema: Type.String({ description: 'Profile of the descriptor.' }),
  name: Type.String({ description: 'Name.' }),
  title: Type.String({ description: 'Title.' }),
  description: Type.String({ description: 'Description.' }),
  keywords: Type.Array(Type.String(), { description: 'Keywords.' }),
  version: Type.String({ description: 'Release.' }),
  homepage: Type.String({ description: 'This server.' }),
  licenses: Type.Array(Type.Record(Type.String(), Type.String()), {
    description: 'Licence of the data.',
  }),
  contributors: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    description: 'Who answers questions about the data.',
  }),
  resources: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    description: 'Tables, each with its path and its Table Schema.',
  }),
})

export function registerDataPackage(
  app: FastifyInstance,
  release: Release,
  collections: readonly Collection[],
  { title, description, keywords, license, contact }: DatasetInfo,
): void {
  const tables = tableCollections(collections)
  app.get(
    '/v1/dataset/datapackage.json',
    {
      schema: {
        operationId: 'get_datapackage',
        summary: 'All tables as a Data Package',
        description:
          'A Data Package descriptor (v2): each list as a CSV table with its Table Schema, primary key and foreign keys.',
        tags: ['dataset'],
        querystring: strictParameters({}),
        response: {
          200: okResponse(DataPackageSchema),
          ...notModifiedResponse,
          ...problemResponses([406]),
        },
      },
      config: { hasAbsoluteUrls: true },
    },
    async ({ baseUrl }) => ({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: 'orgfacts',
      title,
      description,
      keywords,
      version: release.id,
      homepage: `${baseUrl}/`,
      licenses: [license],
      contributors: [
        {
          title: contact.name,
          path: resolveHref(contact.href, baseUrl),
          ...(contact.email !== null && { email: contact.email }),
          roles: ['contact'],
        },
      ],
      resources: tables.map((collection) => tableResource(collection, tables, baseUrl)),
    }),
  )
}
