import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import { FORMATS } from '../../src/http/formats.ts'
import { components } from '../../src/http/schema-registry.ts'
import type { Json } from '../support/app.ts'

/** Headers that the document declares, but that not every response has. */
const OPTIONAL_HEADERS = ['RateLimit', 'RateLimit-Policy', 'Content-Disposition', 'Last-Modified']

const validators = new Map<string, Validator>()

/** What a response has that the document does not declare for the path; empty if it conforms. */
export function nonconformities(
  document: Json,
  path: string,
  response: { statusCode: number; headers: Record<string, unknown>; body: string },
): string[] {
  const { statusCode, headers, body } = response
  const declared = resolveReference(document, document.paths[path].get.responses[statusCode])
  if (declared === undefined) return [`status ${statusCode} is not declared`]
  const [type = ''] = String(headers['content-type']).split(';')
  const { schema } = declared.content[type] ?? {}
  if (schema === undefined) return [`${statusCode} ${type} is not declared`]
  const missing = Object.keys(declared.headers ?? {}).filter(
    (name) => !OPTIONAL_HEADERS.includes(name) && headers[name.toLowerCase()] === undefined,
  )
  if (missing.length > 0) return missing.map((name) => `${statusCode} has no header ${name}`)
  const validator = validatorFor(schema)
  const json = /^application\/(?:[\w-]+\+)?json$/.test(type) ? JSON.parse(body) : body
  // JSON-LD is declared as the JSON that it extends by keywords.
  const isExtended = type === FORMATS.jsonld.mediaType && schema.$ref !== undefined
  const value = isExtended ? withoutKeywords(json) : json
  if (validator.Check(value)) return []
  const [, errors] = validator.Errors(value)
  return errors.map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** A JSON-LD document without `@context`, `@id` and `@type`. */
function withoutKeywords(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutKeywords)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json)
      .filter(([name]) => !name.startsWith('@'))
      .map(([name, value]) => [name, withoutKeywords(value)]),
  )
}

/** A part of the document, or what its `$ref` refers to. */
function resolveReference(document: Json, part: Json): Json {
  if (part?.$ref === undefined) return part
  const names: string[] = part.$ref.split('/').slice(1)
  return names.reduce((found, name) => found[name], document)
}

function validatorFor(schema: Json): Validator {
  const name = schema.$ref?.split('/').at(-1)
  const key = name ?? JSON.stringify(schema)
  const validator =
    validators.get(key) ??
    Compile(components, (name === undefined ? schema : components[name]) as TSchema)
  validators.set(key, validator)
  return validator
}
