import { type TSchema, Type } from 'typebox'
import type { Value } from '../domain/claim.ts'
import { ALLOWED_DATES, DATE_PATTERN } from '../domain/edtf.ts'
import { idSchema } from '../domain/record-schema.ts'
import { type Cell, toCell } from '../domain/record-serialization.ts'
import type { Vocabulary } from '../domain/vocabularies.ts'

/** The values of the filters of a request, by parameter. A list means any of its values. */
export type FilterValues = Readonly<Record<string, unknown>>

/** A query parameter that narrows a list. */
export interface Filter {
  schema: TSchema
  /**
   * An SQL condition on `:parameter`; a function if it depends on the values of this or another filter; null if it
   * only changes the conditions of others.
   */
  condition: string | null | ((value: unknown, filters: FilterValues) => string)
  /** The condition if the parameter is absent. */
  absent?: string
  /** Converts the parameter's value to the bound value of the condition. */
  bind(value: unknown): Cell
  /** What values clients may write in other ways. filter-validation.ts replaces them. */
  values?: FilterValueKind
  /** For an id: the collection that must have such a record, or `any`. */
  refersTo?: string
  /** For a code: the vocabulary that must have it. */
  vocabulary?: Vocabulary
  /** Whether an ISO 4217 currency is allowed, too. */
  allowsCurrency?: true
  /** For the start of a range: the parameter of its end. */
  rangeEnd?: string
}

/** `country`: a code or a name. `region`: likewise. `text`: without case, accents and spaces around it. */
export type FilterValueKind = 'country' | 'region' | 'text'

const MAX_VALUES = 100

/** `region` for `country`, `donor_region` for `donor_country`, `nationality_region` for `nationality`. */
export function regionParameter(country: string): string {
  return country.endsWith('country') ? country.replace(/country$/, 'region') : `${country}_region`
}

export function equalsFilter(name: string, schema: TSchema): Filter {
  return {
    schema: Type.Optional(schema),
    condition: `item."${name}" = :${name}`,
    bind: (value) => toCell(value as string | number | boolean),
  }
}

/** Makes a condition of a set filter, given a function that compares a column with the values. */
export type SetCondition = (
  isOneOf: (column: string) => string,
  values: readonly unknown[],
) => string

/**
 * A filter that takes several values.
 *
 * @param refersTo the collection that has records with these ids, if the values are ids
 * @param condition default: the field has one of the values
 */
export function setFilter(
  name: string,
  schema: TSchema,
  refersTo?: string,
  condition: SetCondition = (isOneOf) => isOneOf(`item."${name}"`),
): Filter {
  return {
    ...(refersTo !== undefined && { refersTo }),
    schema: Type.Optional(listSchemaOf(schema)),
    condition: (value) => condition((column) => isOneOf(column, name, value), [value].flat()),
    bind: bindValues,
  }
}

/** A list of values: separated by commas, or the parameter repeated. */
export function listSchemaOf(item: TSchema): TSchema {
  const { description, examples, ...one } = item as { description?: string; examples?: unknown[] }
  return Type.Array(one as TSchema, {
    minItems: 1,
    maxItems: MAX_VALUES,
    ...(description !== undefined && { description }),
    ...(examples !== undefined && { examples: [examples] }),
  })
}

/** One value is compared directly, so that SQLite knows that it selects one. */
function isOneOf(column: string, parameter: string, value: unknown): string {
  return [value].flat().length === 1
    ? `${column} = :${parameter}`
    : `${column} IN (SELECT value FROM json_each(:${parameter}))`
}

function bindValues(value: unknown): Cell {
  const values = [value].flat()
  return values.length === 1 ? toCell(values[0] as Value) : JSON.stringify(values)
}

/** A filter of a text, compared without case, accents and spaces around it. */
export function textFilter(name: string, schema: TSchema): Filter {
  const { description, ...rest } = schema as { description?: string }
  return {
    schema: Type.Optional({
      ...(rest as TSchema),
      description: `${description ?? ''} Compared without case and accents.`.trim(),
    }),
    values: 'text',
    condition: (value) => isOneOf(`item."${name}"`, name, value),
    bind: bindValues,
  }
}

export function countryFilter(
  name: string,
  { description, examples }: TSchema & { description?: string; examples?: unknown },
): Filter {
  const schema = Type.String({
    minLength: 1,
    maxLength: 100,
    description: `${String(description).replace(/ As an ISO.*$/, '')} A code of ISO 3166 (\`FR\`, \`FRA\`, \`250\`), or a name in any language.`,
    examples: examples as unknown[],
  })
  return { ...setFilter(name, schema), values: 'country' }
}

/** The countries of a region. */
export function regionFilter(country: string): Filter {
  const name = regionParameter(country)
  const schema = Type.String({
    minLength: 1,
    maxLength: 100,
    description: `Only if \`${country}\` is in this region of UN M49: a code (\`002\`) or an English name (\`Africa\`).`,
    examples: ['Africa'],
  })
  return {
    ...setFilter(name, schema, undefined, (isOneOf) => isOneOf(`item."${country}"`)),
    values: 'region',
  }
}

/** @param condition for a list without a column `organization`, as in `setFilter` */
export function organizationFilter(description: string, condition?: SetCondition): Filter {
  return setFilter('organization', idSchema(description, 'iom'), 'organizations', condition)
}

/** The schema of a date parameter, EDTF. */
export function dateParameter(description: string): TSchema {
  return Type.Optional(
    Type.String({
      format: 'edtf',
      pattern: DATE_PATTERN,
      maxLength: 30,
      description: `${description} ${ALLOWED_DATES}.`,
    }),
  )
}

/** The schema of a parameter that takes one of these values. */
export function enumSchema(values: readonly string[], description: string) {
  return Type.Enum([...values], { type: 'string', description })
}
