import { type TSchema, Type } from 'typebox'
import { itemSchema, listSchema } from '../api/envelope.ts'
import { EvidenceSchema } from '../api/evidence-schema.ts'
import { component, nullable, ref } from '../http/schema-registry.ts'
import { CERTAINTIES } from '../query/valid-time-sql.ts'
import { hasStatus, STATUSES, timeKinds, type ValidTime } from './valid-time.ts'

/**
 * How a field's values are compared, stored and looked for in a document:
 * `text` stands in the document, `words` are our own, `code` and `reference` stand for something,
 * a `day` is one day somewhere in its date, a `span` is all of it.
 */
export type FieldType =
  | 'text'
  | 'words'
  | 'code'
  | 'url'
  | 'count'
  | 'yes_no'
  | 'day'
  | 'span'
  | 'reference'

export interface Field {
  /** A stated value: what an account may write, and a record shows. */
  readonly schema: TSchema
  readonly type: FieldType
  /** `key` says what a record is; `needed` must be decided before a record is served. */
  readonly role: 'key' | 'needed' | 'plain'
  /** The collection that a reference points to. */
  readonly refersTo?: string
  /** The value that an entry means when it states the other field and leaves this one out. */
  readonly unstated?: { beside: string; value: string }
}

export type Fields = Record<string, Field>

/** What is said of a collection: seed check, table, answer and document follow from it. */
export interface ResourceDeclaration {
  /** Path, table, seed section and tag. */
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly time: ValidTime
  readonly fields: Fields
  /** What is counted when it is told, from other records, and never stored: no source states it. */
  readonly computed?: Readonly<Record<string, TSchema>>
  /** Fields that a list can be narrowed by: an equal value, or for dates `_from` and `_to`. */
  readonly filters: readonly string[]
  /** The order of its list: `field` or `-field`; ids break ties. */
  readonly sort: string
  /** What it is in linked data, where a term of others means just that: its class, and its fields. */
  readonly linkedData?: { readonly type?: string; readonly terms: Readonly<Record<string, string>> }
}

/** One kind of thing that is known, said once. */
export interface ResourceType extends ResourceDeclaration {
  readonly schemas: ResourceSchemas
}

/** The components of the document that a collection makes: a record, an answer of one and of many. */
export interface ResourceSchemas {
  record: TSchema
  item: TSchema
  list: TSchema
}

export const id = (description: string, example?: string) =>
  Type.String({
    pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    maxLength: 100,
    description,
    ...(example !== undefined && { examples: [example] }),
  })

export const Id = id('Ours, permanent, and without knowledge in it.')

/** Declares a collection; its record gets the fields that each record has. */
export function defineResourceType(
  name: string,
  componentName: string,
  declared: Omit<ResourceDeclaration, 'name'>,
): ResourceType {
  const properties: Record<string, TSchema> = { id: Id, ...recordProperties(declared.fields) }
  if (timeKinds(declared.time).some(hasStatus))
    properties.status = Type.Enum([...STATUSES], {
      type: 'string',
      description:
        'Derived: `ended` where an end is known, `ongoing` where it goes on until one is, else `end_unknown`.',
    })
  for (const [name, schema] of Object.entries(declared.computed ?? {}))
    properties[name] = nullable(schema)
  properties.evidence = Type.Optional(
    Type.Array(ref(EvidenceSchema), {
      description: 'Each claim known_from of this record, field by field.',
    }),
  )
  Object.assign(properties, validTimeProperties(componentName, declared))
  properties.known_from = Type.String({
    format: 'date',
    description: 'The day from which the documents published told it so.',
  })
  properties.known_to = nullable(
    Type.String({
      format: 'date',
      description: 'The day from which they told it otherwise; null while they still do.',
    }),
  )
  return { name, ...declared, schemas: schemasOf(componentName, declared.description, properties) }
}

/** Fields as a record shows them: what is not always decided may be null. */
export function recordProperties(fields: Fields): Record<string, TSchema> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { role, schema }]) => [
      name,
      role === 'plain' ? nullable(schema) : schema,
    ]),
  )
}

/** What a record shows only where `valid_at` asks about a time. */
function validTimeProperties(componentName: string, declared: Omit<ResourceDeclaration, 'name'>) {
  const times = timeKinds(declared.time)
  if (times.every(({ kind }) => kind === 'timeless')) return {}
  const series = times.find((time) => time.kind === 'series')
  const certainty = Type.Enum(series ? [...CERTAINTIES] : [...CERTAINTIES.slice(0, 2)], {
    type: 'string',
    description: series
      ? '`definite`: the statement is of that time. `possible`: it may be. `carried`: it is older, and nothing newer is known.'
      : '`definite`: it held on some day of that time. `possible`: it may have.',
  })
  if (series === undefined) return { certainty: Type.Optional(certainty) }
  const fields = Object.entries(declared.fields).filter(([name]) => !series.by.includes(name))
  const statement = component(
    `${componentName}Statement`,
    'The statement before or after one, in the same series.',
    { id: Id, ...recordProperties(Object.fromEntries(fields)) },
  )
  return {
    certainty: Type.Optional(certainty),
    next: Type.Optional(nullable(ref(statement))),
    previous: Type.Optional(nullable(ref(statement))),
  }
}

function schemasOf(
  name: string,
  description: string,
  properties: Record<string, TSchema>,
): ResourceSchemas {
  const record = component(name, description, properties)
  return { record, item: itemSchema(name, record), list: listSchema(name, record) }
}

/** What says which record it is: two different values in one record are an error. */
export function key(field: Field): Field {
  return { ...field, role: 'key' }
}

/** Must be decided before the record is served. */
export function needed(field: Field): Field {
  return { ...field, role: 'needed' }
}
