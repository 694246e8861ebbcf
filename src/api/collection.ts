import type { TSchema } from 'typebox'
import { type Row, type ServedRecord, toRecord } from '../domain/record-serialization.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import { selectEvidence } from '../query/evidence.ts'
import { type ListDefinition, listDefinition } from '../query/list-definition.ts'
import type { Release } from '../query/release.ts'
import type { TemporalContext } from '../query/temporal-context.ts'
import { evidenceParameter } from './query-parameters.ts'
import { type CollectionSchemas, resourceSchemas } from './record-schemas.ts'
import { type CsvColumn, csvColumnsOf } from './representations/csv-columns.ts'
import { type JsonLdContext, jsonLdContext } from './representations/json-ld-terms.ts'

/** A list and its items under `/v1`: schemas, SQL definition, formats, and how rows become records. */
export interface Collection {
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly schemas: CollectionSchemas
  readonly list: ListDefinition
  /** Parameters of both the list and its items, besides the common ones. */
  readonly parameters: { readonly [name: string]: TSchema }
  /** Undefined if a record does not fit into a row. */
  readonly csvColumns?: readonly CsvColumn[]
  readonly jsonLd: JsonLdContext
  /** Parameters with which the example of the list has records, if it needs any. */
  readonly exampleQuery?: { readonly [name: string]: string }
  /** Turns rows into records. `cited` has the ids of the sources of their evidence. */
  render(
    release: Release,
    rows: readonly Row[],
    options: RenderOptions,
  ): { records: ServedRecord[]; cited: string[] }
}

export interface RenderOptions {
  context: TemporalContext
  /** The start of URLs in records (http/plugins/base-path.ts). */
  basePath: string
  evidence: 'full' | 'none'
  /** The requested fields; null for all. */
  fields: readonly string[] | null
  /** The filters of the request; none for an item. */
  filters: Readonly<Record<string, unknown>>
}

/** The collection of a resource type. */
export function resourceCollection(
  resourceType: ResourceType,
  list: ListDefinition = listDefinition(resourceType),
): Collection {
  const { name, summary, description, sort } = resourceType
  return {
    name,
    summary,
    description: `${description} Ordered by \`${sort}\`.`,
    schemas: resourceSchemas(resourceType),
    list,
    csvColumns: csvColumnsOf(resourceType, list),
    jsonLd: jsonLdContext(resourceType),
    parameters: { evidence: evidenceParameter },
    render(release, rows, { context, evidence, fields }) {
      if (evidence === 'none')
        return { records: rows.map((row) => toRecord(resourceType, row, null)), cited: [] }
      const items = selectEvidence(release, resourceType, rows, context.known_at, fields)
      return {
        records: rows.map((row, index) => toRecord(resourceType, row, items[index] ?? [])),
        cited: items.flatMap((claims) => claims.map(({ source }) => source)),
      }
    },
  }
}
