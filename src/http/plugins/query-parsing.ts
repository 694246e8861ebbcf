import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { invalidParameters, type ParameterError, ProblemError } from '../problem.ts'
import { expectedValue, type ParameterSchema } from '../validation-errors.ts'

/**
 * Parses query strings where JSON Schema is not enough: lists (separated by commas, or the parameter
 * repeated), whole numbers in decimal notation only, and UTF-8. Register it before the routes, because it
 * adds a hook to each route that has a query schema.
 */
export const queryParsing = fp(async (app: FastifyInstance) => {
  app.addHook('onRequest', ({ raw }, _, done) => {
    // RFC 9112 section 3.2: a request target has no fragment. Fastify would ignore it.
    if (raw.url?.includes('#')) throw new ProblemError('bad-request', 'The URL contains a #.')
    done()
  })
  app.addHook('onRoute', (route) => {
    const schema = route.schema?.querystring as { properties?: Record<string, ParameterSchema> }
    const properties = Object.entries(schema?.properties ?? {})
    if (properties.length === 0) return
    const lists = properties.filter(([, { type }]) => type === 'array')
    const integers = properties.filter(([, property]) => acceptsInteger(property))
    route.preValidation = (request: FastifyRequest, _: unknown, done: () => void) => {
      const query = request.query as Record<string, unknown>
      if (request.url.includes('%')) requireUtf8(request)
      const errors = integers.flatMap(([name, property]) =>
        nonDecimalInteger(name, query[name], property),
      )
      if (errors.length > 0) throw invalidParameters(...errors)
      for (const [name, property] of lists) splitList(query, name, property)
      done()
    }
  })
})

function acceptsInteger({ type, anyOf = [] }: ParameterSchema): boolean {
  return type === 'integer' || anyOf.some((branch) => branch.type === 'integer')
}

/** Rejects percent-encoding that is not UTF-8. Fastify would not decode it, and no record would match. */
function requireUtf8({ url }: FastifyRequest): void {
  try {
    decodeURIComponent(url.slice(url.indexOf('?') + 1))
  } catch {
    throw new ProblemError('bad-request', 'The query is not percent-encoded UTF-8.')
  }
}

/** Rejects `0x10`, `1e400` and ` 5`: Ajv converts them to numbers, and accepts infinity as large. */
function nonDecimalInteger(
  parameter: string,
  value: unknown,
  property: ParameterSchema,
): ParameterError[] {
  const isDecimal = typeof value !== 'string' || /^-?(?:0|[1-9]\d{0,15})$/.test(value)
  // Ajv reports texts that are not numbers at all.
  if (isDecimal || value.trim() === '' || Number.isNaN(Number(value))) return []
  return [{ parameter, value, message: `expected ${expectedValue(property)}` }]
}

/**
 * Splits a list and sorts it like its schema, or by the alphabet, so that equal sets of values get equal responses.
 * A value that is repeated counts once, unless the schema forbids it.
 */
function splitList(
  query: Record<string, unknown>,
  parameter: string,
  { items, uniqueItems = false }: ParameterSchema,
): void {
  const value = query[parameter]
  if (value === undefined) return
  const texts = [value].flat().flatMap((text) => String(text).split(','))
  const values = uniqueItems ? texts : [...new Set(texts)]
  const order = items?.enum ?? values.toSorted()
  query[parameter] = values.sort((a, b) => order.indexOf(a) - order.indexOf(b))
}
