import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import type { Json } from '../support/app.ts'

/** Requests drawn from nothing but the API document, and whether it promises an answer to them. */

export interface Drawn {
  url: string
  path: string
  headers: Record<string, string>
  /** Whether the document allows it, as far as it can tell. */
  valid: boolean
}

interface Parameter {
  name: string
  in: 'query' | 'path'
  required?: boolean
  example?: string
  schema: Json
}

const HOSTILE = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '-1',
    '0',
    '1e9',
    '501',
    'NaN',
    'null',
    '[]',
    '{}',
    '%',
    '%00',
    '\u0000',
    '../..',
  ),
  fc.constantFrom(
    "' OR 1=1 --",
    '"',
    '<script>',
    '__proto__',
    'constructor',
    'ü'.repeat(200),
    'x'.repeat(5000),
  ),
)
const NO_RECORD = 'no-such-id'
const DATES = [
  '1951',
  '1951-12',
  '1951-12-05',
  '195X',
  '1951/1952',
  '2019-11-26/..',
  '../1951',
  '0001',
  '9998-12-31',
]
const DAYS = ['1990-01-01', '2016-01-01', '2020-05-31', '2999-12-31']

function allowed({ name, schema }: Parameter): fc.Arbitrary<string> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.map(String))
  if (schema.anyOf !== undefined) return allowed({ name, in: 'query', schema: schema.anyOf[0] })
  if (schema.type === 'array')
    return fc.subarray(schema.items.enum as string[], { minLength: 1 }).map((some) => some.join())
  if (schema.format === 'edtf') return fc.constantFrom(...DATES)
  if (name === 'known_at') return fc.constantFrom(...DAYS)
  if (name === 'q') return fc.constantFrom('iom', 'vitorino', 'a', 'Vitrino', '110', 'état', '東')
  if (schema.type === 'integer')
    return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000_000 }).map(String)
  if (schema.type === 'boolean') return fc.constantFrom('true', 'false')
  if (schema.format === 'iso-3166-1-alpha-2') return fc.constantFrom('CH', 'DK')
  if (schema.format === 'iso-4217') return fc.constantFrom('USD', 'DKK')
  if (schema.pattern?.includes('https?')) return fc.constant('https://a.example')
  if (name === 'release') return fc.constant(NO_RECORD)
  if (schema.pattern !== undefined) return fc.constant(name === 'organization' ? 'iom' : NO_RECORD)
  return fc.constantFrom('iom', 'United Nations', 'x')
}

/** Requests to one operation of the document: as it says, or with something that it does not say. */
export function requests(document: Json): fc.Arbitrary<Drawn> {
  const operations = Object.entries<Json>(document.paths).map(([path, { get }]) => ({
    path,
    parameters: (get.parameters ?? []) as Parameter[],
  }))
  return fc.constantFrom(...operations).chain(({ path, parameters }) => {
    const query = parameters.filter((one) => one.in === 'query' && one.name !== 'cursor')
    const optional = query.filter(({ required }) => !required)
    const said = fc
      .tuple(
        fc.subarray(optional, { maxLength: Math.min(4, optional.length) }),
        fc.constant(query.filter(({ required }) => required)),
      )
      .map(([some, must]) => [...must, ...some])
      .chain((some) =>
        fc.tuple(...some.map((one) => allowed(one).map((value) => [one.name, value]))),
      )
    const [id] = parameters.filter((one) => one.in === 'path')
    const own = id?.example ?? 'x'
    const broken = fc.oneof(
      fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), HOSTILE),
      fc.tuple(fc.constantFrom('cursor', ...query.map(({ name }) => name), 'as_of'), HOSTILE),
    )
    return fc
      .tuple(
        said,
        fc.option(broken, { freq: 2, nil: null }),
        fc.oneof(
          { arbitrary: fc.constant(own), weight: 4 },
          { arbitrary: HOSTILE.filter((key) => key !== ''), weight: 1 },
        ),
      )
      .map(([pairs, extra, key]) => {
        const all = [...pairs, ...(extra === null ? [] : [extra])] as [string, string][]
        const place = path.replace('{id}', encodeURIComponent(key))
        return {
          path,
          url: all.length === 0 ? place : `${place}?${new URLSearchParams(all)}`,
          headers: {},
          valid:
            extra === null && key === own && !contradictory(new Map(pairs as [string, string][])),
        }
      })
  })
}

/** What the document says only in words: which parameters need one another, and which ids there are. */
function contradictory(said: Map<string, string>): boolean {
  const asksForAll =
    said.get('limit') === 'all' && !['csv', 'ndjson'].includes(said.get('format') ?? '')
  const range = [...said.keys()].some((name) => /_from$|^since$/.test(name))
  if (range || [...said.values()].includes(NO_RECORD)) return true
  return (said.has('certainty') && !said.has('valid_at')) || asksForAll
}

/** Headers that only some answers have. */
const OPTIONAL = ['RateLimit', 'RateLimit-Policy', 'Content-Disposition']

/** What stands in a document, or where a reference leads. */
export function resolved(document: Json, part: Json): Json {
  if (part?.$ref === undefined) return part
  return part.$ref
    .split('/')
    .slice(1)
    .reduce((found: Json, name: string) => found[name], document)
}

const validators = new Map<string, Validator>()

/** What an answer breaks of what the document says of it; empty where nothing. */
export function broken(
  document: Json,
  components: Record<string, TSchema>,
  { path }: Drawn,
  response: { statusCode: number; headers: Record<string, unknown>; body: string },
): string[] {
  const { statusCode, headers, body } = response
  const declared = resolved(document, document.paths[path].get.responses[statusCode])
  if (declared === undefined) return [`status ${statusCode} is not declared`]
  const type = String(headers['content-type']).split(';')[0] ?? ''
  const media = declared.content[type]
  if (media === undefined) return [`${statusCode} ${type} is not declared`]
  const name = media.schema.$ref?.split('/').at(-1)
  const schema = name === undefined ? media.schema : components[name]
  const key = name ?? JSON.stringify(schema)
  const validator = validators.get(key) ?? Compile(components, schema as TSchema)
  validators.set(key, validator)
  const value = /^application\/(?:[\w-]+\+)?json$/.test(type) ? JSON.parse(body) : body
  const missing = Object.keys(declared.headers ?? {}).filter(
    (header) => !OPTIONAL.includes(header) && headers[header.toLowerCase()] === undefined,
  )
  if (missing.length > 0) return missing.map((header) => `${statusCode} has no ${header}`)
  if (validator.Check(value)) return []
  const [, errors] = validator.Errors(value)
  return errors.map(({ instancePath, message }) => `${instancePath} ${message}`)
}
