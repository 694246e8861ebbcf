import { type TObject, type TSchema, Type } from 'typebox'
import { isLabelName } from '../domain/labels.ts'
import { BOUND_PROPERTIES } from '../domain/record-components.ts'
import type { Certainty } from '../domain/valid-time.ts'
import type { Format } from '../http/formats.ts'
import type { ListDefinition } from '../query/list-definition.ts'
import {
  bomParameter,
  boundsParameter,
  knownAtParameter,
  releaseParameter,
  validAtParameter,
} from './common-parameters.ts'
import { formatParameter, ITEM_FORMATS, listFormats } from './format-parameter.ts'
import type { CsvColumn } from './representations/csv-columns.ts'

/** The query parameters of lists and items. A route rejects every other parameter. */

export interface ItemQuery {
  known_at?: string
  release?: string
  /** Only on routes that serve one record with its certainty, such as a profile. */
  valid_at?: string
  /** Only where names are derived. */
  lang?: string
  evidence?: 'full' | 'none'
  fields?: string[]
  format?: Format
}

export interface ListQuery extends ItemQuery {
  certainty?: Certainty
  bounds?: boolean
  facets?: string[]
  /** Only with `format=csv`. */
  bom?: boolean
  sort?: string
  limit?: number | 'all'
  cursor?: string
  [filter: string]: unknown
}

export const DEFAULT_LIMIT = 50
export const MAX_LIMIT = 500

const facetsParameter = (names: readonly string[]) =>
  Type.Optional(
    Type.Array(Type.Enum([...names], { type: 'string' }), {
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      description:
        'Counts the records of the whole list by the values of these fields, by the regions of countries, or by the years or decades of dates.',
      examples: [names.slice(0, 2)],
    }),
  )

const limitParameter = Type.Optional(
  Type.Union(
    [Type.Integer({ minimum: 1, maximum: MAX_LIMIT }), Type.Enum(['all'], { type: 'string' })],
    {
      default: DEFAULT_LIMIT,
      description:
        'Maximum number of records on a page. With `format=csv` or `ndjson`, `all` is the whole list.',
    },
  ),
)

/** base64url (RFC 4648 section 5). */
export const CURSOR_PATTERN = '^[A-Za-z0-9_-]+$'

const cursorParameter = Type.Optional(
  Type.String({
    pattern: CURSOR_PATTERN,
    // The key of a row can be 500 characters of 3 bytes, in JSON and base64url.
    maxLength: 4000,
    description:
      'Start of the page, from `page.next` of the previous page. Valid for one release and the same filters and order.',
  }),
)

/** The parts of a collection that its parameters depend on. */
interface Parametrized {
  schemas: { record: TSchema }
  list: ListDefinition
  csvColumns?: readonly CsvColumn[]
  hasPeriods?: boolean
  parameters: { readonly [name: string]: TSchema }
}

export function listParameters(collection: Parametrized): TSchema {
  const { list, csvColumns, parameters } = collection
  const { filters, validTime, sorts, defaultSort } = list
  const filterSchemas = Object.entries(filters).map(([name, { schema }]) => [name, schema])
  return strictParameters({
    ...(Object.fromEntries(filterSchemas) as Record<string, TSchema>),
    ...(validTime !== null && {
      valid_at: validAtParameter,
      certainty: Type.Optional(
        Type.Enum([...validTime.certainties], {
          type: 'string',
          description: 'Only records with this certainty. Requires `valid_at`.',
        }),
      ),
    }),
    known_at: knownAtParameter,
    ...parameters,
    ...(validTime !== null && list.hasVersionJson && { bounds: boundsParameter }),
    ...(csvColumns !== undefined && { bom: bomParameter }),
    ...(list.facets !== undefined && { facets: facetsParameter(Object.keys(list.facets)) }),
    fields: fieldsParameter(collection),
    sort: Type.Optional(
      Type.Enum(
        Object.keys(sorts).flatMap((name) => [name, `-${name}`]),
        {
          type: 'string',
          default: defaultSort,
          description:
            'Sort field; prefix `-` for descending. Dates are sorted by the first day that they allow. Missing values come first, with `-` last. Records with equal values are sorted by `id`.',
        },
      ),
    ),
    format: formatParameter(listFormats(collection)),
    limit: limitParameter,
    cursor: cursorParameter,
    release: releaseParameter,
  })
}

export function itemParameters(collection: Parametrized): TSchema {
  return strictParameters({
    known_at: knownAtParameter,
    ...collection.parameters,
    fields: fieldsParameter(collection),
    format: formatParameter(ITEM_FORMATS),
    release: releaseParameter,
  })
}

/** Selects properties of a record. `id` and `certainty` are always present; `id` can be named, too. */
export function fieldsParameter({
  schemas,
  parameters,
}: Pick<Parametrized, 'schemas' | 'parameters'>): TSchema {
  const { properties } = schemas.record as TObject
  // Evidence has a parameter of its own.
  const fixed: readonly string[] = [
    ...['certainty', ...Object.values(BOUND_PROPERTIES)],
    ...('evidence' in parameters ? ['evidence'] : []),
  ]
  const names = Object.keys(properties).filter(
    (name) => !fixed.includes(name) && !isLabelName(name, properties),
  )
  return Type.Optional(
    Type.Array(Type.Enum(names, { type: 'string' }), {
      minItems: 1,
      uniqueItems: true,
      description:
        'Only these fields, separated by commas. Each record also has its `id`, and with `valid_at` its `certainty`. Evidence is limited to these fields. Each has its label.',
      examples: [names.filter((name) => name !== 'id').slice(0, 2)],
    }),
  )
}

/** Parameters that reject every other parameter. */
export function strictParameters(parameters: Record<string, TSchema>): TSchema {
  return Type.Object(parameters, { additionalProperties: false })
}

export const idParameter = Type.Object({ id: Type.String({ description: 'Record id.' }) })

/** The parameters of a query that narrow the list. */
export function filtersOf(query: ListQuery): Record<string, unknown> {
  const {
    limit,
    cursor,
    sort,
    fields,
    format,
    release,
    known_at,
    valid_at,
    lang,
    bom,
    ...filters
  } = query
  return filters
}
