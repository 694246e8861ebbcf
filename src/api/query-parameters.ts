import { type TObject, type TSchema, Type } from 'typebox'
import { ReleaseParameter } from '../http/plugins/conditional-requests.ts'
import type { Format } from '../http/plugins/content-negotiation.ts'
import type { ListDefinition } from '../query/list-definition.ts'
import { KnownAtParameter, ValidAtParameter } from '../query/temporal-context.ts'
import type { Certainty } from '../query/valid-time-sql.ts'
import { CursorParameter, DEFAULT_LIMIT, LimitParameter } from './cursor.ts'
import type { CsvColumn } from './representations/csv-columns.ts'

export interface ItemQuery {
  known_at?: string | undefined
  release?: string
  /** Only where one record is told with its certainty, as in a profile. */
  valid_at?: string | undefined
  evidence: 'full' | 'none'
  /** Only these fields. */
  fields?: string[]
  format?: Format
}

/** What a caller asked of a list. */
export interface ListQuery extends ItemQuery {
  certainty?: Certainty
  sort?: string
  limit: number | 'all'
  cursor?: string
  [filter: string]: unknown
}

/** What each parameter of every list stands for where it is left out. */
export const DEFAULTS = { evidence: 'full', limit: DEFAULT_LIMIT } as const

const known_at = Type.Optional(KnownAtParameter)
const release = Type.Optional(ReleaseParameter)

export const evidenceParameter = Type.Optional(
  Type.Enum(['full', 'none'], {
    type: 'string',
    default: DEFAULTS.evidence,
    description: 'Whether each record lists its claims.',
  }),
)

const paging = { limit: Type.Optional(LimitParameter), cursor: Type.Optional(CursorParameter) }

export const formatParameter = (formats: readonly Format[]) =>
  Type.Optional(
    Type.Enum([...formats], {
      type: 'string',
      description: `How it is written; where it is left out, \`Accept\` decides.${formats.map((format) => ` \`${format}\`${WRITTEN[format]}`).join(',')}.`,
    }),
  )

const WRITTEN: Readonly<Record<Format, string>> = {
  json: ' is as it is described here',
  csv: ' is a table',
  ndjson: ' has one record a line',
  jsonld: ' is linked data (JSON-LD 1.1): the same JSON with a context that says what it means',
}

/** The parameters of a list: its filters, its own, and those of every list. Any other is refused. */
export function listParameters(collection: Parametrized): TSchema {
  const { list, csvColumns, parameters } = collection
  const { filters, validTime: validity, sorts, defaultSort: sort } = list
  const own = Object.entries(filters).map(([name, { schema }]) => [name, schema])
  return strictParameters({
    ...(Object.fromEntries(own) as Record<string, TSchema>),
    ...(validity !== null && {
      valid_at: Type.Optional(ValidAtParameter),
      certainty: Type.Optional(
        Type.Enum([...validity.certainties], {
          type: 'string',
          description: 'With `valid_at`: only records of that certainty.',
        }),
      ),
    }),
    known_at,
    ...parameters,
    fields: fieldsParameter(collection),
    sort: Type.Optional(
      Type.Enum(
        Object.keys(sorts).flatMap((name) => [name, `-${name}`]),
        {
          type: 'string',
          default: sort,
          description: 'The order: a field, after `-` the other way round. Ids break ties.',
        },
      ),
    ),
    format: formatParameter(listFormats(csvColumns)),
    ...paging,
    release,
  })
}

/** What a record has that can be asked for by itself. */
export function fieldsParameter({
  schemas,
  parameters,
}: Pick<Parametrized, 'schemas' | 'parameters'>): TSchema {
  const { properties } = schemas.record as TObject
  // How certain it is goes with every value; what it rests on has a parameter of its own.
  const apart = ['id', 'certainty', ...('evidence' in parameters ? ['evidence'] : [])]
  const names = Object.keys(properties).filter((name) => !apart.includes(name))
  return Type.Optional(
    Type.Array(Type.Enum(names, { type: 'string' }), {
      minItems: 1,
      uniqueItems: true,
      description:
        'Only these fields, with commas between them; its `id`, and its `certainty` where a time is asked about, each record always has. Evidence is of these fields only.',
      examples: [names.slice(0, 2)],
    }),
  )
}

/** The forms that a list offers: a table only where its records are rows. */
export function listFormats(table: readonly CsvColumn[] | undefined): readonly Format[] {
  return table === undefined ? ['json', 'ndjson', 'jsonld'] : ['json', 'csv', 'ndjson', 'jsonld']
}

/** The forms of one record. */
export const ITEM_FORMATS = ['json', 'jsonld'] as const

/** What the parameters of a list stand for where they are left out. */
export function parameterDefaults(parameters: TSchema): { [name: string]: unknown } {
  const { properties } = parameters as TSchema & {
    properties: { [name: string]: { default?: unknown } }
  }
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      schema.default === undefined ? [] : [[name, schema.default]],
    ),
  )
}

/** The parameters of one record. */
export function itemParameters(collection: Parametrized): TSchema {
  return strictParameters({
    known_at,
    ...collection.parameters,
    fields: fieldsParameter(collection),
    format: formatParameter(ITEM_FORMATS),
    release,
  })
}

interface Parametrized {
  schemas: { record: TSchema }
  list: ListDefinition
  csvColumns?: readonly CsvColumn[]
  parameters: { readonly [name: string]: TSchema }
}

/** An object of these parameters and no others. */
export function strictParameters(parameters: Record<string, TSchema>): TSchema {
  return Type.Object(parameters, { additionalProperties: false })
}

/** The id in a path, with one that there is. */
export function idParameter(one: { id?: unknown } | undefined): TSchema {
  const examples = one === undefined ? {} : { examples: [String(one.id)] }
  return Type.Object({ id: Type.String({ description: 'Its id.', ...examples }) })
}
