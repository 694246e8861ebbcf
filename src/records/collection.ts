import type { TSchema } from 'typebox'
import type { Clocks } from './clocks.ts'
import { type Column, columnsOf } from './columns.ts'
import type { Row } from './list.ts'
import { type Listing, listingOf } from './listing.ts'
import { type Meaning, meaningOf } from './meaning.ts'
import type { Noun } from './noun.ts'
import { evidence } from './parameters.ts'
import { receiptsOf } from './receipts.ts'
import type { Release } from './release.ts'
import { recordOf } from './table.ts'

export interface Fact {
  [field: string]: unknown
}

/** Anything that is served as a list and one by one: what it is called, and how its rows are told. */
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
  readonly listing: Listing
  /** Parameters of its own, of lists and of items alike. */
  readonly parameters: { readonly [name: string]: TSchema }
  /** The columns of its records as a table; none where a record is no row. */
  readonly table?: readonly Column[]
  /** What its records mean in linked data. */
  readonly meaning: Meaning
  /** Parameters with which the list has something to show, where it needs any. */
  readonly example?: { readonly [name: string]: string }
  /** Rows as records, and the sources that they cite. */
  tell(release: Release, rows: readonly Row[], asked: Asked): { records: Fact[]; cited: string[] }
}

export interface Asked {
  clocks: Clocks
  evidence: 'full' | 'none'
  /** The fields that are wanted; null for all. */
  fields: readonly string[] | null
  /** Filters that were set; none of an item. */
  filters: Readonly<Record<string, unknown>>
}

/** A noun, whose records rest on claims. */
export function collectionOf(noun: Noun): Collection {
  const { name, summary, description, schemas, sort } = noun
  const listing = listingOf(noun)
  return {
    name,
    summary,
    description: `${description} Ordered by \`${sort}\`.`,
    schemas,
    listing,
    table: columnsOf(noun, listing),
    meaning: meaningOf(noun),
    parameters: { evidence },
    tell(release, rows, { clocks, evidence, fields }) {
      const told =
        evidence === 'none' ? null : receiptsOf(release, noun, rows, clocks.known_at, fields)
      return {
        records: rows.map((row, nth) => recordOf(noun, row, told && (told[nth] ?? []))),
        cited: (told ?? []).flatMap((receipts) => receipts.map(({ source }) => source)),
      }
    },
  }
}
