import type { TObject, TSchema } from 'typebox'
import type { ValidTime } from './valid-time.ts'

/**
 * How values of a field are compared, stored and found in a document. `text` is in the words of the document,
 * `own_words` in our words. A `date` is one day inside an EDTF date, a `period` all days of an EDTF date.
 */
export type FieldType =
  | 'text'
  | 'own_words'
  | 'code'
  | 'url'
  | 'count'
  | 'boolean'
  | 'date'
  | 'period'
  | 'reference'

export interface Field {
  readonly type: FieldType
  /** What a seed file may state and a record may show. */
  readonly schema: TSchema
  /** What JSON Schema cannot check: whether the calendar has a day, whether a code exists. */
  readonly check?: { isValid(value: string): boolean; allowed: string }
  /** `key` fields identify a record; `required` fields must be decided before it is served. */
  readonly role: 'key' | 'required' | 'plain'
  /** The collection that a reference points to. */
  readonly refersTo?: string
  /** The value of this field if an entry states `beside` but not this field. */
  readonly unstated?: { beside: string; value: string }
}

export type Fields = Record<string, Field>

/** A declaration. Seed validation, table, responses, CSV and API document follow from it. */
export interface ResourceDeclaration {
  /** Used as path, table, seed section and tag. */
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly time: ValidTime
  readonly fields: Fields
  /** Computed from other records on each request. No source states them, and they are not stored. */
  readonly computed?: Readonly<Record<string, TSchema>>
  /** Fields with a filter: an equal value, or `_from` and `_to` for a date. */
  readonly filters: readonly string[]
  /** Default order of the list: `field` or `-field`. Ids break ties. */
  readonly sort: string
  /** The class and the property of each field in a public vocabulary, if its meaning is the same. */
  readonly linkedData?: { readonly type?: string; readonly terms: Readonly<Record<string, string>> }
}

/** A resource type: records of one kind that rest on claims. */
export interface ResourceType extends ResourceDeclaration {
  readonly schemas: {
    readonly record: TObject
    /** The schema of `next` and `previous` in a series. */
    readonly statement: TObject | null
  }
}

/** Whether the values of a field type are EDTF dates. */
export function isDateType(type: FieldType | undefined): boolean {
  return type === 'date' || type === 'period'
}

/** The field with the name of a record; undefined if records of this type have none. */
export function labelField({ fields }: Pick<ResourceDeclaration, 'fields'>): string | undefined {
  return ['name', 'title'].find((field) => field in fields)
}

/** Marks a field that identifies a record: two different values in one record are an error. */
export function key(field: Field): Field {
  return { ...field, role: 'key' }
}

/** Marks a field that must be decided before its record is served. */
export function required(field: Field): Field {
  return { ...field, role: 'required' }
}
