import type { TObject, TSchema } from 'typebox'
import type { Collection, ServedRecord } from './collection.ts'
import type { CollectionService, ItemResponse, ListResponse } from './collection-service.ts'
import { DEFAULTS, type ListQuery, listParameters, parameterDefaults } from './query-parameters.ts'

/** Examples are real answers and real values: they cannot promise what the data does not hold. */

/** The first record of a list, as asked for in an example. */
export function exampleQuery(collection: Collection): ListQuery {
  return {
    ...DEFAULTS,
    ...parameterDefaults(listParameters(collection)),
    ...collection.example,
    limit: 1,
  }
}

export interface Examples {
  /** The answer to `firstOf`. */
  page: ListResponse
  /** The answer for its first record; undefined where there is none. */
  item: ItemResponse | undefined
  /** More records, of which some value is an example of each parameter. */
  records: readonly ServedRecord[]
}

const known = new WeakMap<CollectionService, Examples>()

/** The examples of a collection, asked for once: of many records, each question has its cost. */
export function collectionExamples(collection: Collection, answers: CollectionService): Examples {
  const examples = known.get(answers) ?? asked(answers, exampleQuery(collection))
  known.set(answers, examples)
  return examples
}

function asked(answers: CollectionService, first: ListQuery): Examples {
  const page = answers.page(first)
  const { page: _, data, ...rest } = page
  const [one] = data
  const more = { ...first, limit: DEFAULTS.limit, evidence: 'none' } as const
  return {
    page,
    item: one && { data: one, ...rest },
    records: [...answers.records(more).chunks].flat(),
  }
}

/** Parameters with a value each that there is: of a filter, the first that a record has. */
export function withExamples(parameters: TSchema, examples?: Examples): TSchema {
  if (examples === undefined) return parameters
  const { page, records } = examples
  const { next } = page.page
  const cursor = next && new URL(next, 'http://here').searchParams.get('cursor')
  const own: Record<string, unknown> = {
    known_at: page.meta.known_at,
    release: page.meta.release,
    ...(cursor && { cursor }),
  }
  const { properties, ...rest } = parameters as TObject
  const shown = Object.entries(properties).map(([name, schema]) => {
    const { format } = schema as { format?: string }
    const found = records.map((record) => record[name]).find((value) => value != null)
    const value = found ?? (format === 'edtf' ? '2018-10' : undefined)
    if (own[name] !== undefined) return [name, { ...schema, examples: [own[name]] }]
    const told = ['examples', 'enum', 'default'].some((said) => said in schema)
    return [name, told || value === undefined ? schema : { ...schema, examples: [value] }]
  })
  return { ...rest, properties: Object.fromEntries(shown) } as TSchema
}
