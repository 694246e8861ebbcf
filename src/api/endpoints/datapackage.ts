import type { FastifyInstance } from 'fastify'
import { type TSchema, Type } from 'typebox'
import type { Field, ResourceDeclaration } from '../../domain/resource-type.ts'
import { resourceTypes, sources } from '../../domain/resources/index.ts'
import { component } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import type { Collection } from '../collection.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import { strictParameters } from '../query-parameters.ts'
import { type CsvColumn, visibleColumns } from '../representations/csv-columns.ts'
import { collectionUrl } from '../urls.ts'

/** `/v1/dataset/datapackage.json`: all tables as a Data Package (datapackage.org, v2). */

export interface License {
  name: string
  title: string
  path: string
}

const DataPackageSchema = component('DataPackage', 'A Data Package descriptor (v2).', {
  $schema: Type.String({ description: 'Profile of the descriptor.' }),
  name: Type.String({ description: 'Name.' }),
  title: Type.String({ description: 'Title.' }),
  version: Type.String({ description: 'Release.' }),
  homepage: Type.String({ description: 'This server.' }),
  licenses: Type.Array(Type.Record(Type.String(), Type.String()), {
    description: 'Licence of the data.',
  }),
  resources: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    description: 'Tables, each with its path and its Table Schema.',
  }),
})

const declarations = new Map<string, ResourceDeclaration>(
  [...resourceTypes, sources].map((declaration) => [declaration.name, declaration]),
)

export function registerDataPackage(
  app: FastifyInstance,
  release: Release,
  collections: readonly Collection[],
  { title, license }: { title: string; license: License },
): void {
  const tables = collections.filter(({ name }) => declarations.has(name))
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
    async ({ origin }) => ({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: 'orgfacts',
      title,
      version: release.id,
      homepage: origin,
      licenses: [license],
      resources: tables.map((collection) => resourceOf(collection, origin)),
    }),
  )
}

function resourceOf(collection: Collection, origin: string) {
  const { name, summary, description, csvColumns = [] } = collection
  const fields = declarations.get(name)?.fields ?? {}
  return {
    name,
    type: 'table',
    title: summary,
    description,
    path: `${origin}${collectionUrl(name)}?format=csv&limit=all`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: {
      delimiter: ',',
      lineTerminator: '\r\n',
      quoteChar: '"',
      doubleQuote: true,
      header: true,
    },
    schema: {
      fields: visibleColumns(csvColumns, {}).map((column) =>
        tableField(column, fields[column.name]),
      ),
      primaryKey: ['id'],
      missingValues: [''],
      foreignKeys: Object.entries(fields).flatMap(([column, { refersTo }]) =>
        refersTo === undefined
          ? []
          : [{ fields: [column], reference: { resource: refersTo, fields: ['id'] } }],
      ),
    },
  }
}

function tableField({ name, description, property }: CsvColumn, field: Field | undefined) {
  if (field === undefined || property !== name) return derivedField(name, description)
  const { schema, type, role } = field
  const { description: fieldDescription, enum: values } = schema as TSchema & {
    description?: string
    enum?: string[]
  }
  return {
    name,
    type: type === 'count' ? 'integer' : type === 'boolean' ? 'boolean' : 'string',
    description: fieldDescription,
    constraints: {
      ...(role !== 'plain' && { required: true }),
      ...(values !== undefined && { enum: values }),
    },
  }
}

/** The field of a column that no document states: ids, statuses, days of knowledge time. */
function derivedField(name: string, description: string) {
  const described = description === '' ? {} : { description }
  if (name === 'id') return { name, type: 'string', constraints: { required: true, unique: true } }
  if (name === 'claims') return { name, type: 'integer', ...described }
  if (description !== '') return { name, type: 'string', ...described }
  const isDay = ['known_from', 'known_to'].includes(name)
  return { name, type: isDay ? 'date' : 'string', constraints: { required: name !== 'known_to' } }
}
