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

/** `/v1/dataset/datapackage.json`: all tables as a Data Package. */

export interface License {
  name: string
  title: string
  path: string
}

const DataPackage = component('DataPackage', 'A descriptor as of datapackage.org (v2).', {
  $schema: Type.String({ description: 'The profile that it follows.' }),
  name: Type.String({ description: 'Its name.' }),
  title: Type.String({ description: 'Its title.' }),
  version: Type.String({ description: 'The release.' }),
  homepage: Type.String({ description: 'This server.' }),
  licenses: Type.Array(Type.Record(Type.String(), Type.String()), { description: 'Of the data.' }),
  resources: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    description: 'The tables, each with its path and its Table Schema.',
  }),
})

export function registerDataPackage(
  app: FastifyInstance,
  release: Release,
  collections: readonly Collection[],
  license: License,
): void {
  app.get(
    '/v1/dataset/datapackage.json',
    {
      schema: {
        operationId: 'get_datapackage',
        summary: 'All tables as a Data Package',
        description:
          'A descriptor as of datapackage.org (v2): each list as a CSV table with its schema, its key and where it refers to.',
        tags: ['dataset'],
        querystring: strictParameters({}),
        response: {
          // No example: the document's generator takes its `$schema` for one of its own.
          200: okResponse(DataPackage),
          ...notModifiedResponse,
          ...problemResponses([406]),
        },
      },
    },
    async (request) => datapackage(release, collections, license, request.origin),
  )
}

/**
 * A Data Package descriptor (datapackage.org, v2): the lists as CSV tables, each with a Table Schema,
 * its key, and where it refers to.
 */
function datapackage(
  release: Release,
  collections: readonly Collection[],
  license: License,
  origin: string,
) {
  const declared = new Map(
    [...resourceTypes, sources].map((resourceType) => [resourceType.name, resourceType]),
  )
  const tables = collections.filter(({ name }) => declared.has(name))
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'orgfacts',
    title: 'Facts about organizations, with receipts',
    version: release.id,
    homepage: origin,
    licenses: [license],
    resources: tables.map((collection) =>
      resource(collection, declared.get(collection.name), origin),
    ),
  }
}

function resource(
  collection: Collection,
  resourceType: ResourceDeclaration | undefined,
  origin: string,
) {
  const { name, summary, description, csvColumns: table = [] } = collection
  const columns = visibleColumns(table, {})
  const fields: { [name: string]: Field } = resourceType?.fields ?? {}
  return {
    name,
    type: 'table',
    title: summary,
    description,
    path: `${origin}/v1/${name}?format=csv&limit=all`,
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
      fields: columns.map((column) => fieldOf(column, fields[column.name])),
      primaryKey: ['id'],
      missingValues: [''],
      foreignKeys: Object.entries(fields).flatMap(([column, { refersTo: refers }]) =>
        refers === undefined
          ? []
          : [{ fields: [column], reference: { resource: refers, fields: ['id'] } }],
      ),
    },
  }
}

function fieldOf({ name, description: words, field: of }: CsvColumn, field: Field | undefined) {
  if (field === undefined || of !== name) return derived(name, words)
  const { schema, type: form, role } = field
  const { description, enum: values } = schema as TSchema & {
    description?: string
    enum?: string[]
  }
  const type = form === 'count' ? 'integer' : form === 'yes_no' ? 'boolean' : 'string'
  const constraints = {
    ...(role !== 'plain' && { required: true }),
    ...(values !== undefined && { enum: values }),
  }
  return { name, type, description, constraints }
}

/** Columns that no document states: ids, statuses and known days. */
function derived(name: string, description: string) {
  const told = description === '' ? {} : { description }
  if (name === 'id') return { name, type: 'string', constraints: { required: true, unique: true } }
  if (name === 'claims') return { name, type: 'integer', ...told }
  if (description !== '') return { name, type: 'string', ...told }
  const isDay = ['known_from', 'known_to', 'known_from'].includes(name)
  return { name, type: isDay ? 'date' : 'string', constraints: { required: name !== 'known_to' } }
}
