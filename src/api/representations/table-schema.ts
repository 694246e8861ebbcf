import type { TObject } from 'typebox'
import { resourceTypes, sources } from '../../domain/resources/index.ts'
import type { Collection } from '../collection.ts'
import { collectionUrl } from '../urls.ts'
import { type CsvColumn, visibleColumns } from './csv-columns.ts'

/** A collection as a table of a Data Package, with its Table Schema (datapackage.org, v2). */

/** The collections with a CSV table of all their records. Search has none, because it needs `q`. */
export function tableCollections(collections: readonly Collection[]): Collection[] {
  return collections.filter(
    ({ csvColumns, exampleQuery }) => csvColumns !== undefined && exampleQuery === undefined,
  )
}

/** @param tables the collections that foreign keys can refer to */
export function tableResource(
  collection: Collection,
  tables: readonly Collection[],
  baseUrl: string,
) {
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
    path: `${baseUrl}${collectionUrl(name)}?format=csv&limit=all`,
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

/** The collection of the ids in a column; undefined if the column has no ids. */
function referredCollection({ name, list }: Collection, column: string): string | undefined {
  const fields = declarations.find((declaration) => declaration.name === name)?.fields
  return (
    fields?.[column]?.refersTo ?? (column === 'id' ? undefined : list.filters[column]?.refersTo)
  )
}

/** The keywords of a JSON Schema that a Table Schema is made from. */
interface PropertySchema {
  type?: string
  format?: string
  description?: string
  enum?: readonly string[]
  minimum?: number
  anyOf?: readonly PropertySchema[]
}

/** The Table Schema field of a column, made from the schema of the property that the column shows. */
function tableField({ name, description, property }: CsvColumn, { schemas }: Collection) {
  const { properties } = schemas.record as TObject
  // A label is shown beside the property that it belongs to, but is a property itself.
  const schema = (properties[name] ?? properties[property] ?? {}) as PropertySchema
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

/** The Table Schema type of a cell. The other types have the same names as in JSON Schema. */
function tableType({ type, format }: PropertySchema): string {
  // A cell shows a list as ids separated by spaces, and an object as a number.
  if (type === 'array') return 'string'
  if (type === 'object') return 'integer'
  return format === 'date' ? 'date' : (type ?? 'any')
}
