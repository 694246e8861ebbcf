import type { FastifyInstance } from 'fastify'
import { type TObject, Type } from 'typebox'
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

/** Who answers questions about the data. */
export interface Contact {
  name: string
  /** A URL, or a path on this server. */
  href: string
  email: string | null
}

/** @param base what paths begin with: the base path, or the origin for an absolute URL */
export function resolveHref(href: string, base: string): string {
  return href.startsWith('/') ? `${base}${href}` : href
}

/** What descriptions of the dataset have in common. */
export interface DatasetInfo {
  title: string
  description: string
  keywords: readonly string[]
  license: License
  contact: Contact
}

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

/** The collections with a CSV table of all their records. Search has none, because it needs `q`. */
export function tableCollections(collections: readonly Collection[]): Collection[] {
  return collections.filter(
    ({ csvColumns, exampleQuery }) => csvColumns !== undefined && exampleQuery === undefined,
  )
}

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
    async ({ origin }) => ({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: 'orgfacts',
      title,
      description,
      keywords,
      version: release.id,
      homepage: origin,
      licenses: [license],
      contributors: [
        {
          title: contact.name,
          path: resolveHref(contact.href, origin),
          ...(contact.email !== null && { email: contact.email }),
          roles: ['contact'],
        },
      ],
      resources: tables.map((collection) => resourceOf(collection, tables, origin)),
    }),
  )
}

function resourceOf(collection: Collection, tables: readonly Collection[], origin: string) {
  const { name, summary, description, csvColumns = [] } = collection
  const columns = visibleColumns(csvColumns, {})
  const foreignKeys = columns.flatMap(({ name: column }) =>
    tables
      .filter((table) => table.name === referredCollection(collection, column))
      .map((table) => ({
        fields: [column],
        // A reference to the same table has no `resource`.
        reference: { ...(table !== collection && { resource: table.name }), fields: ['id'] },
      })),
  )
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
      fields: columns.map((column) => tableField(column, collection)),
      primaryKey: ['id'],
      missingValues: [''],
      // The profile allows no empty list.
      ...(foreignKeys.length > 0 && { foreignKeys }),
    },
  }
}

const declarations = [...resourceTypes, sources]

/** The collection whose ids a column has, if it is a single one. */
function referredCollection({ name, list }: Collection, column: string): string | undefined {
  const fields = declarations.find((declaration) => declaration.name === name)?.fields
  return fields?.[column]?.refersTo ?? list.filters[column]?.refersTo
}

/** What a Table Schema needs to know of a JSON Schema. */
interface PropertySchema {
  type?: string
  format?: string
  description?: string
  enum?: readonly string[]
  minimum?: number
  anyOf?: readonly PropertySchema[]
}

/** The field of a column, from the schema of the property that the column shows. */
function tableField({ name, description, property }: CsvColumn, { schemas }: Collection) {
  const { properties } = schemas.record as TObject
  const schema = (properties[property] ?? {}) as PropertySchema
  const alternatives = alternativesOf(schema)
  const shown = alternatives.filter(({ type }) => type !== 'null')
  const [only = {}] = shown
  const isRequired = shown.length === alternatives.length && only.type !== 'array'
  const constraints = {
    ...(isRequired && { required: true }),
    ...(name === 'id' && { unique: true }),
    ...(shown.length === 1 && only.enum !== undefined && { enum: only.enum }),
    ...(shown.length === 1 && only.minimum !== undefined && { minimum: only.minimum }),
  }
  return {
    name,
    type: shown.length === 1 ? tableType(only) : 'any',
    description: description || describe(schema),
    constraints,
  }
}

/** The description of a schema, or the first one inside a union. */
function describe({ description, anyOf = [] }: PropertySchema): string {
  return description ?? anyOf.map(describe).find((text) => text !== '') ?? ''
}

/** The schemas of a union, however deep it is nested. */
function alternativesOf(schema: PropertySchema): PropertySchema[] {
  return schema.anyOf?.flatMap(alternativesOf) ?? [schema]
}

/** The Table Schema type of a cell. Other types have the names that they have in JSON Schema. */
function tableType({ type, format }: PropertySchema): string {
  // A list is shown as ids with spaces between them, and an object as a number.
  if (type === 'array') return 'string'
  if (type === 'object') return 'integer'
  return format === 'date' ? 'date' : (type ?? 'any')
}
