import type { TSchema } from 'typebox'
import { toRecord } from '../database/record-rows.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import { selectEvidence } from '../query/evidence.ts'
import { type ListDefinition, listDefinition } from '../query/list-definition.ts'
import type { Row } from '../query/list-query.ts'
import type { Release } from '../query/release.ts'
import type { TemporalContext } from '../query/temporal-context.ts'
import { evidenceParameter } from './query-parameters.ts'
import { type CsvColumn, csvColumnsOf } from './representations/csv-columns.ts'
import { type JsonLdContext, jsonLdContext } from './representations/json-ld.ts'

export interface ServedRecord {
  [field: string]: unknown
}

/** Anything that is served as a list and one by one: what it is called, and how its rows are item. */
export interface Collection {
  readonly name: string
  readonly summary: string
  readonly description: string
  /** An item of null: there is only the list. */
  readonly schemas: {
    readonly record: TSchema
    readonly list: TSchema
    readonly item: TSchema | null
  }
  readonly list: ListDefinition
  /** Parameters of its own, of lists and of items alike. */
  readonly parameters: { readonly [name: string]: TSchema }
  /** The columns of its records as a table; none where a record is no row. */
  readonly csvColumns?: readonly CsvColumn[]
  /** What its records mean in linked data. */
  readonly jsonLd: JsonLdContext
  /** Parameters with which the list has something to show, where it needs any. */
  readonly example?: { readonly [name: string]: string }
  /** Rows as records, and the sources that they cite. */
  render(
    release: Release,
    rows: readonly Row[],
    asked: RenderOptions,
  ): { records: ServedRecord[]; cited: string[] }
}

export interface RenderOptions {
  clocks: TemporalContext
  evidence: 'full' | 'none'
  /** The fields that are wanted; null for all. */
  fields: readonly string[] | null
  /** Filters that were set; none of an item. */
  filters: Readonly<Record<string, unknown>>
}

/** A collection, whose records rest on claims. */
export function resourceCollection(resourceType: ResourceType): Collection {
  const { name, summary, description, schemas, sort } = resourceType
  const listing = listDefinition(resourceType)
  return {
    name,
    summary,
    description: `${description} Ordered by \`${sort}\`.`,
    schemas,
    list: listing,
    csvColumns: csvColumnsOf(resourceType, listing),
    jsonLd: jsonLdContext(resourceType),
    parameters: { evidence: evidenceParameter },
    render(release, rows, { clocks, evidence, fields }) {
      const told =
        evidence === 'none'
          ? null
          : selectEvidence(release, resourceType, rows, clocks.known_at, fields)
      return {
        records: rows.map((row, nth) => toRecord(resourceType, row, told && (told[nth] ?? []))),
        cited: (told ?? []).flatMap((receipts) => receipts.map(({ source }) => source)),
      }
    },
  }
}
