import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { invalidParameters, type ParameterError, ProblemError } from '../problem.ts'
import { allowedValues, type Formats, type Property } from '../validation-errors.ts'

/**
 * What a query string says beyond what JSON Schema can check: lists with commas between their values
 * (OpenAPI: `explode` is false), whole numbers as people write them, and text that is UTF-8.
 */
export const queryParsing = fp(async (app: FastifyInstance, { formats }: { formats: Formats }) => {
  app.addHook('onRoute', (route) => {
    const schema = route.schema?.querystring as { properties?: Record<string, Property> }
    const properties = Object.entries(schema?.properties ?? {})
    if (properties.length === 0) return
    const lists = properties.filter(([, { type }]) => type === 'array')
    const numbers = properties.filter(([, property]) => takesNumbers(property))
    route.preValidation = (request: FastifyRequest, _: unknown, done: () => void) => {
      const query = request.query as Record<string, unknown>
      if (request.url.includes('%')) refuseGarbled(request)
      const faults = numbers.flatMap(([name, property]) =>
        strange(name, query[name], property, formats),
      )
      if (faults.length > 0) throw invalidParameters(...faults)
      for (const [name, { items }] of lists) split(query, name, items?.enum ?? [])
      done()
    }
  })
})

function takesNumbers({ type, anyOf = [] }: Property): boolean {
  return type === 'integer' || anyOf.some((branch) => branch.type === 'integer')
}

/** What is no percent-encoded UTF-8 would be read as it stands, and found nowhere. */
function refuseGarbled({ url }: FastifyRequest): void {
  try {
    decodeURIComponent(url.slice(url.indexOf('?') + 1))
  } catch {
    throw new ProblemError('bad-request', 'The query is not percent-encoded UTF-8.')
  }
}

/** Ajv reads `0x10`, `1e400` and ` 5` as whole numbers, and lets infinity pass every bound. */
function strange(
  parameter: string,
  value: unknown,
  property: Property,
  formats: Formats,
): ParameterError[] {
  const plain = typeof value !== 'string' || /^-?(?:0|[1-9]\d{0,15})$/.test(value)
  if (plain || value.trim() === '' || Number.isNaN(Number(value))) return []
  return [
    { parameter, value, message: 'not as it should be', allowed: allowedValues(property, formats) },
  ]
}

/** Splits a list, in the order of its schema: whoever names the same asks for the same. */
function split(query: Record<string, unknown>, parameter: string, order: readonly string[]): void {
  const value = query[parameter]
  if (value === undefined) return
  if (typeof value !== 'string')
    throw invalidParameters({
      parameter,
      value,
      message: 'given more than once; put commas between its values',
    })
  query[parameter] = value.split(',').sort((a, b) => order.indexOf(a) - order.indexOf(b))
}
