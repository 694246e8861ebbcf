import type { FastifyError, FastifyRequest, FastifySchemaValidationError } from 'fastify'
import { closestMatch } from 'leven'
import { invalidParameters, type ParameterError, type ProblemError } from './problem.ts'

/** Parameters that are wrong, told so that a caller can mend them. */

/** A format of strings that schemas name: its check, and what it allows in words. */
export interface StringFormat {
  check: (value: string) => boolean
  allowed: string
}

/** What is said, beyond that it is unknown, of a parameter that is missed on a route of this path. */
export type Hints = Readonly<Record<string, (path: string) => string>>

export type Formats = Readonly<Record<string, StringFormat>>

/** As much of a parameter's schema as is item. */
export interface Property {
  enum?: string[]
  format?: string
  type?: string
  minimum?: number
  maximum?: number
  pattern?: string
  description?: string
  anyOf?: Property[]
  items?: Property
}
type Properties = Record<string, Property>

/** The problem for a query string that the schema of its route refuses. */
export function validationProblem(formats: Formats, hints: Hints) {
  return (error: FastifyError, request: FastifyRequest): ProblemError => {
    const query = request.query as Record<string, unknown>
    const schema = request.routeOptions.schema?.querystring as { properties?: Properties }
    const properties = schema?.properties ?? {}
    const path = request.routeOptions.url ?? ''
    const faults = (error.validation ?? []).map((found) =>
      faultOf(found, query, properties, formats, (name) =>
        Object.hasOwn(hints, name) ? hints[name]?.(path) : undefined,
      ),
    )
    // Ajv may say several things of one value; the first is enough.
    const told = [
      ...Map.groupBy(faults, ({ parameter, value }) => JSON.stringify([parameter, value])).values(),
    ].flatMap((of) => of.slice(0, 1))
    return invalidParameters(...told)
  }
}

function faultOf(
  { keyword, instancePath, params, message }: FastifySchemaValidationError,
  query: Readonly<Record<string, unknown>>,
  properties: Properties,
  formats: Formats,
  hint: (name: string) => string | undefined,
): ParameterError {
  const names = Object.keys(properties)
  if (keyword === 'additionalProperties') {
    const parameter = String(params.additionalProperty)
    return {
      parameter,
      value: query[parameter],
      message: hint(parameter) ?? 'there is no such parameter here',
      allowed: names,
      ...suggested(parameter, names),
    }
  }
  if (keyword === 'required') {
    const parameter = String(params.missingProperty)
    return {
      parameter,
      message: 'missing',
      allowed: allowedValues(properties[parameter] ?? {}, formats),
    }
  }
  const [, parameter = '', index] = instancePath.split('/')
  const sent = query[parameter]
  const isList = properties[parameter]?.type === 'array' && Array.isArray(sent)
  const value = isList && index !== undefined ? sent[Number(index)] : sent
  const property = (isList ? properties[parameter]?.items : properties[parameter]) ?? {}
  const { enum: values } = property
  if (keyword === 'uniqueItems')
    return { parameter, value: String(sent), message: 'has a value in it twice' }
  if (Array.isArray(value)) return { parameter, value, message: 'given more than once' }
  if (values !== undefined)
    return {
      parameter,
      value,
      message: 'not one of the allowed values',
      allowed: values,
      ...suggested(String(value), values),
    }
  const allowed = allowedValues(property, formats)
  if (allowed.length > 0) return { parameter, value, message: 'not as it should be', allowed }
  return { parameter, value, message: message ?? 'not as it should be' }
}

/** What a parameter's schema allows, in words. */
export function allowedValues(property: Property, formats: Formats): string[] {
  const { enum: values, format = '', type, minimum = 0, maximum, anyOf, items } = property
  if (items !== undefined) return allowedValues(items, formats)
  if (anyOf !== undefined) return anyOf.flatMap((branch) => allowedValues(branch, formats))
  if (values !== undefined) return values
  const words = formats[format]?.allowed
  if (words !== undefined) return [words]
  const most = maximum === undefined ? '' : ` to ${maximum}`
  if (type === 'integer') return [`a whole number from ${minimum}${most}`]
  return property.pattern === undefined ? [] : [property.description ?? property.pattern]
}

/** A likely spelling, where one is near. */
function suggested(word: string, words: readonly string[]): { suggestion?: string } {
  const maxDistance = Math.min(4, Math.ceil(word.length / 2))
  const suggestion = word.length > 100 ? undefined : closestMatch(word, words, { maxDistance })
  return suggestion === undefined ? {} : { suggestion }
}
