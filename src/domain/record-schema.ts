import { type TObject, type TSchema, Type } from 'typebox'
import { labelNameOf, labelSources } from './labels.ts'
import { BOUND_PROPERTIES } from './record-components.ts'
import { type Fields, type ResourceDeclaration, storedFields } from './resource-type.ts'
import {
  CERTAINTIES,
  canBeCarried,
  hasStatus,
  STATUSES,
  timeKinds,
  type ValidTime,
} from './valid-time.ts'

/** Schemas of records, in plain TypeBox. api/record-schemas.ts adds them to the API document. */

/** Lower-case letters, digits and single hyphens. */
export const ID_PATTERN = '^[a-z0-9]+(?:-[a-z0-9]+)*$'

/** The schema of a permanent id. */
export const idSchema = (description: string, example?: string) =>
  Type.String({
    pattern: ID_PATTERN,
    maxLength: 100,
    description,
    ...(example !== undefined && { examples: [example] }),
  })

export const IdSchema = idSchema('Permanent opaque identifier.')

/** A value that can be missing: null means unknown, unless the field's description says otherwise. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** The schema of a record, and of the neighbouring statements if its time is a series. */
export function recordSchemas(
  schemaName: string,
  declaration: Omit<ResourceDeclaration, 'name'>,
): { record: TObject; statement: TObject | null } {
  const { description, computed = {}, time } = declaration
  const statement = statementSchema(schemaName, declaration)
  const properties: Record<string, TSchema> = {
    ...fieldProperties(storedFields(declaration)),
    ...statusProperty(time),
    ...Object.fromEntries(
      Object.entries(computed).map(([name, schema]) => [name, nullable(schema)]),
    ),
    evidence: EVIDENCE,
    ...validTimeProperties(time, schemaName),
    known_from: KNOWN_FROM,
    known_to: KNOWN_TO,
    ...labelProperties(declaration),
  }
  return { record: recordOf(schemaName, description, properties), statement }
}

/** A record in which each property but `id` is optional: `fields=` selects them. */
export function recordOf(
  $id: string,
  description: string,
  properties: Record<string, TSchema>,
  id: TSchema = IdSchema,
): TObject {
  const optional = Object.entries(properties).map(([name, schema]) => [name, Type.Optional(schema)])
  return Type.Object(
    { id, ...(Object.fromEntries(optional) as Record<string, TSchema>) },
    { $id, description, additionalProperties: false },
  )
}

/** The properties of declared fields. A field that may be undecided is nullable. */
export function fieldProperties(fields: Fields): Record<string, TSchema> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { role, schema }]) => [
      name,
      role === 'plain' ? nullable(schema) : schema,
    ]),
  )
}

/** The labels of references and codes. They follow the other properties. */
function labelProperties(declaration: Omit<ResourceDeclaration, 'name'>): Record<string, TSchema> {
  return Object.fromEntries(
    Object.keys(labelSources(declaration)).map((field) => [labelNameOf(field), LABEL]),
  )
}

const LABEL = nullable(Type.Ref('Label'))

/** Null for a kind of time without an end. */
function statusProperty(time: ValidTime): Record<string, TSchema> {
  const kinds = timeKinds(time)
  if (!kinds.some(hasStatus)) return {}
  return { status: kinds.every(hasStatus) ? STATUS : nullable(STATUS) }
}

const STATUS = Type.Enum([...STATUSES], {
  type: 'string',
  description:
    'Derived: `ended` if an end is known, `ongoing` if it continues until an end is known, otherwise `end_unknown`.',
})

const EVIDENCE = Type.Array(Type.Ref('Evidence'), {
  description: 'The claims of this record, ordered by field, then stance.',
})

const KNOWN_FROM = Type.String({
  format: 'date',
  description: 'Knowledge time: first day on which the published documents led to this version.',
})

const KNOWN_TO = nullable(
  Type.String({
    format: 'date',
    description:
      'Knowledge time: day on which the next version replaced this one; null if it is current.',
  }),
)

/** Properties that a record has only if the request has `valid_at`, or `bounds=true`. */
function validTimeProperties(time: ValidTime, schemaName: string): Record<string, TSchema> {
  const kinds = timeKinds(time)
  if (kinds.every(({ kind }) => kind === 'timeless')) return {}
  if (!kinds.some(({ kind }) => kind === 'series'))
    return { certainty: kinds.some(canBeCarried) ? TERM_CERTAINTY : CERTAINTY, ...BOUNDS }
  const neighbour = nullable(Type.Ref(`${schemaName}Statement`))
  return { certainty: SERIES_CERTAINTY, next: neighbour, previous: neighbour, ...BOUNDS }
}

/** Properties that a record has only with `bounds=true`; null if that is open. */
const BOUNDS = Object.fromEntries(
  Object.values(BOUND_PROPERTIES).map((name) => [name, nullable(Type.Ref('Bound'))]),
)

const CERTAINTY = Type.Enum(CERTAINTIES.slice(0, 2), {
  type: 'string',
  description:
    'With `valid_at`. `definite`: it was true on some day of that time. `possible`: it may have been.',
})

const TERM_CERTAINTY = Type.Enum([...CERTAINTIES], {
  type: 'string',
  description:
    'With `valid_at`. `definite`: it was true on some day of that time. `possible`: it may have been. `carried`: the last holder known of a post that one person holds, confirmed for the last time before (`attested`).',
})

const SERIES_CERTAINTY = Type.Enum([...CERTAINTIES], {
  type: 'string',
  description:
    'With `valid_at`. `definite`: the statement is about that time. `possible`: it may be. `carried`: it is older, and no newer statement up to that time is known.',
})

function statementSchema(
  schemaName: string,
  { time, fields }: Pick<ResourceDeclaration, 'time' | 'fields'>,
): TObject | null {
  const series = timeKinds(time).find((kind) => kind.kind === 'series')
  if (series === undefined) return null
  const stated = Object.entries(fields).filter(([name]) => !series.by.includes(name))
  return Type.Object(
    { id: IdSchema, ...fieldProperties(Object.fromEntries(stated)) },
    {
      $id: `${schemaName}Statement`,
      description: 'The next or previous statement of the same series.',
      additionalProperties: false,
    },
  )
}
