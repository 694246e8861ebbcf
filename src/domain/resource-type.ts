import type { TObject, TSchema } from 'typebox'
import type { Value } from './claim.ts'
import type { TimeBounds, ValidTime } from './valid-time.ts'
import type { Vocabulary } from './vocabularies.ts'

/**
 * How values of a field are compared, stored and found in a document. `text` is in the words of the document,
 * `own_words` in our words. A `date` is one day inside an EDTF date, a `period` all days of an EDTF date.
 */
export type FieldType =
  | 'text'
  | 'own_words'
  | 'code'
  | 'url'
  | 'integer'
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
  /** Whether the referenced records have no name, so that the reference has no label. */
  readonly isUnnamed?: true
  /** Whether the record cannot begin before the referenced record, and ends with it. */
  readonly isBound?: true
  /** The vocabulary that declares the codes. */
  readonly vocabulary?: Vocabulary
  /** Whether an ISO 4217 currency is allowed, too. */
  readonly allowsCurrency?: true
  /** The value of this field if an entry states `beside` but not this field. */
  readonly unstated?: { beside: string; value: string }
}

export type Fields = Record<string, Field>

/** The values of a record by field; null: undecided. */
export type FieldValues = Readonly<Record<string, Value | null>>

/**
 * An attribute of what a field's value names: of a code, or a key of a referenced record. Null if there is none.
 * Keys never change, so neither does the attribute.
 */
export type AttributeOf = (field: string, attribute: string) => Value | null

/** A field that follows from the stated fields. It is stored and served, but no source states it. */
export interface DerivedField extends Field {
  derive(values: FieldValues, attributeOf: AttributeOf): Value | null
}

/** A condition that the decided values of a record must meet. Returns the violation, or null. */
export type RecordRule = (
  values: FieldValues,
  attributeOf: AttributeOf,
  bounds: TimeBounds | null,
) => { field: string; message: string } | null

/** A declaration. Seed validation, table, responses, CSV and API document follow from it. */
export interface ResourceDeclaration {
  /** Used as path, table, seed section and tag. */
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly time: ValidTime
  /** For a timeless type: the date fields between which the described thing exists. */
  readonly lifetime?: { readonly start: string; readonly end: string }
  readonly fields: Fields
  readonly derived?: Readonly<Record<string, DerivedField>>
  /** Computed from other records on each request. No source states them, and they are not stored. */
  readonly computed?: Readonly<Record<string, TSchema>>
  readonly rules?: readonly RecordRule[]
  /** Fields with a filter: an equal value, or `_from` and `_to` for a date. */
  readonly filters: readonly string[]
  /** Default order of the list: `field` or `-field`. Ids break ties. */
  readonly sort: string
  /** What a record is called if no field is its name: a sentence like those of `sentences`, without a full stop. */
  readonly heading?: string
  /**
   * What happened on a date, by its field: a sentence with the names of fields in braces. `{a|b}` is the first of them
   * that has a value.
   */
  readonly sentences?: Readonly<Record<string, string>>
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

/** The stored fields: stated and derived. */
export function storedFields({
  fields,
  derived,
}: Pick<ResourceDeclaration, 'fields' | 'derived'>): Fields {
  return { ...fields, ...derived }
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

/** Marks a reference to records that have no name. */
export function unnamed(field: Field): Field {
  return { ...field, isUnnamed: true }
}

/** Marks a reference to a record that limits the time of this one: it begins no earlier, and ends with it. */
export function boundBy(field: Field): Field {
  return { ...field, isBound: true }
}
