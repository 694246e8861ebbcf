import fc from 'fast-check'
import { inlineComponents } from '../../openapi/components.ts'
import type { Json } from '../support/app.ts'

/** Random requests that are made from nothing but the API document. */

export interface GeneratedRequest {
  url: string
  /** The path of the operation in the document. */
  path: string
  /** Whether the document allows the request. */
  isValid: boolean
}

interface Parameter {
  name: string
  in: 'query' | 'path'
  required?: boolean
  example?: string
  schema: Json
}

type Pair = [name: string, value: string]

const DATES = [
  ...['1951', '1951-12', '1951-12-05', '195X', '1951/1952', '2019-11-26/..', '../1951'],
  ...['0001', '9998-12-31'],
]
const DAYS = ['1990-01-01', '2016-01-01', '2020-05-31', '2999-12-31']
const SEARCH_TERMS = ['iom', 'vitorino', 'a', 'Vitrino', '110', 'état', '東']
const MALFORMED = [
  ...['', ' ', '-1', '0', '1e9', '501', 'NaN', 'null', '[]', '{}', '%', '%00', '\u0000', '../..'],
  ...["' OR 1=1 --", '"', '<script>', '__proto__', 'constructor'],
  ...['ü'.repeat(200), 'x'.repeat(5000)],
]

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...MALFORMED),
)

/** Values that the schema of a parameter allows. */
function validValue({ name, schema, example }: Parameter, release: string): fc.Arbitrary<string> {
  const { type, format, minimum = 0, maximum = 1_000_000, items } = schema
  const { examples = example === undefined ? undefined : [example] } = schema
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.map(String))
  if (schema.anyOf !== undefined)
    return validValue({ name, in: 'query', schema: schema.anyOf[0] }, release)
  if (type === 'array')
    return items.enum === undefined
      ? fc.constantFrom(...(examples ?? [['iom']]).map(String))
      : fc
          .subarray(items.enum as string[], {
            minLength: 1,
            maxLength: Math.min(items.enum.length, schema.maxItems ?? items.enum.length),
          })
          .map((values) => values.join())
  if (type === 'integer') return fc.integer({ min: minimum, max: maximum }).map(String)
  if (type === 'boolean') return fc.constantFrom('true', 'false')
  if (format === 'edtf') return fc.constantFrom(...DATES)
  if (name === 'known_at') return fc.constantFrom(...DAYS)
  if (name === 'q') return fc.constantFrom(...SEARCH_TERMS)
  if (name === 'release') return fc.constant(release)
  return fc.constantFrom(...(examples ?? ['iom', 'United Nations', 'x']).map(String))
}

/** Valid pairs: all required parameters and up to four others. */
function validQuery(parameters: Parameter[], release: string): fc.Arbitrary<Pair[]> {
  const required = parameters.filter((parameter) => parameter.required)
  const optional = parameters.filter((parameter) => !parameter.required)
  return fc
    .subarray(optional, { maxLength: Math.min(4, optional.length) })
    .chain((selected) =>
      fc.tuple(
        ...[...required, ...selected].map((parameter) =>
          validValue(parameter, release).map((value): Pair => [parameter.name, value]),
        ),
      ),
    )
}

/** A pair that is probably invalid: an unknown name, or any text for a known one. */
const invalidPair = (parameters: Parameter[]): fc.Arbitrary<Pair> =>
  fc.oneof(
    fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), anyText),
    fc.tuple(fc.constantFrom('cursor', 'as_of', ...parameters.map(({ name }) => name)), anyText),
  )

/**
 * Requests to the operations of a document. Most are valid; the others have a malformed id or one more pair.
 *
 * @param release the served release, because the example in the document may be of an older one
 */
export function generatedRequests(document: Json, release: string): fc.Arbitrary<GeneratedRequest> {
  const paths: [string, Json][] = Object.entries(inlineComponents(document).paths)
  return fc.constantFrom(...paths).chain(([path, { get }]) => {
    const parameters: Parameter[] = get.parameters ?? []
    const query = parameters.filter((one) => one.in === 'query' && one.name !== 'cursor')
    const validId = parameters.find((one) => one.in === 'path')?.example ?? 'x'
    return fc
      .tuple(
        validQuery(query, release),
        fc.option(invalidPair(query), { freq: 2, nil: null }),
        fc.oneof(
          { arbitrary: fc.constant(validId), weight: 4 },
          // The client resolves dot segments before it sends the request (RFC 3986 section 5.2.4).
          { arbitrary: anyText.filter((id) => !['', '.', '..'].includes(id)), weight: 1 },
        ),
      )
      .map(([pairs, extra, id]) => {
        const search = new URLSearchParams([...pairs, ...(extra === null ? [] : [extra])])
        const url = path.replace('{id}', encodeURIComponent(id))
        return {
          path,
          url: search.size === 0 ? url : `${url}?${search}`,
          isValid: extra === null && id === validId && !isContradictory(path, new Map(pairs)),
        }
      })
  })
}

/** Whether parameters contradict one another. The document states this only in words. */
function isContradictory(path: string, query: Map<string, string>): boolean {
  // Which fields and values make sense depends on the collection.
  if (path === '/v1/check') return true
  if (query.has('role') && query.has('measure')) return true
  if (path === '/v1/series' && query.has('unit') && !query.has('measure')) return true
  if (Number(query.get('from') ?? 0) > Number(query.get('to') ?? 9999)) return true
  const format = query.get('format') ?? 'json'
  if (query.get('limit') === 'all' && !['csv', 'ndjson'].includes(format)) return true
  if (query.has('facets') && ['csv', 'ndjson'].includes(format)) return true
  if (query.has('certainty') && !query.has('valid_at')) return true
  // A range may end before it begins.
  return [...query.keys()].some((name) =>
    name === 'since'
      ? query.has('until')
      : name.endsWith('_from') && query.has(name.replace(/_from$/, '_to')),
  )
}
