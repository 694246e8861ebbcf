import type { FastifyError, FastifyRequest, FastifySchemaValidationError } from 'fastify'
import {
  listedErrors,
  MAX_LISTED_ERRORS,
  type ParameterError,
  type ProblemError,
} from './problem.ts'

/** Turns validation errors of query strings into problems that explain how to correct the request. */

/** A string format that parameter schemas use and JSON Schema does not define. */
export interface StringFormat {
  check: (value: string) => boolean
  /** What the format allows, in words: `an ISO 4217 code such as USD`. */
  allowed: string
  /** Returns why a value is invalid, or null if that is not known. */
  reason?: (value: string) => string | null
}

/** String formats by the name that schemas use. */
export type StringFormats = Readonly<Record<string, StringFormat>>

/**
 * Messages by parameter, for parameters that clients send to routes that do not have them. `path` is the path
 * of the route, `basePath` the start of a link to it.
 */
export type ParameterHints = Readonly<Record<string, (path: string, basePath: string) => string>>

export interface ValidationOptions {
  formats?: StringFormats
  /** By pattern of a schema: what it requires, in words, such as `ids have lower-case letters`. */
  patterns?: Readonly<Record<string, string>>
  hints?: ParameterHints
  /** Returns the candidate that resembles a misspelled word, or undefined if none does. */
  suggest?: (word: string, candidates: readonly string[]) => string | undefined
  /** Like `suggest`, for values that a pattern or format rejects: their candidates are not in the schema. */
  suggestValue?: (value: string, parameter: string, request: FastifyRequest) => string | undefined
}

/** The parts of a parameter's JSON Schema that messages are made of. */
export interface ParameterSchema {
  enum?: string[]
  const?: unknown
  format?: string
  type?: string
  minimum?: number
  maximum?: number
  pattern?: string
  anyOf?: ParameterSchema[]
  items?: ParameterSchema
  uniqueItems?: boolean
}

/** Returns a function that turns the validation errors of a query string into a problem. */
export function validationProblem(options: ValidationOptions) {
  return (error: FastifyError, request: FastifyRequest): ProblemError => {
    const querystring = request.routeOptions.schema?.querystring as
      | { properties?: Record<string, ParameterSchema> }
      | undefined
    const context = { request, options, schemas: querystring?.properties ?? {} }
    // Ajv may report several failures for one value. The first one is the most specific.
    const byValue = Map.groupBy(error.validation ?? [], (failure) =>
      JSON.stringify(Object.values(locate(failure, request))),
    )
    const failures = [...byValue.values()].flatMap((same) => same.slice(0, 1))
    // Only for the listed errors, because a suggestion compares a word with all candidates.
    const errors = failures
      .slice(0, MAX_LISTED_ERRORS)
      .map((failure) => parameterError(failure, context))
    return listedErrors(errors, failures.length - errors.length)
  }
}

/** The parameter and the value that a failure is about. `isItem`: the value is an item of a list. */
function locate(
  { params, instancePath }: FastifySchemaValidationError,
  { query }: FastifyRequest,
): { parameter: string; value: unknown; isItem: boolean } {
  const [, named, index] = instancePath.split('/')
  const parameter = String(params.additionalProperty ?? params.missingProperty ?? named ?? '')
  const sent = (query as Record<string, unknown>)[parameter]
  const isItem = Array.isArray(sent) && index !== undefined
  return { parameter, value: isItem ? sent[Number(index)] : sent, isItem }
}

interface Context {
  request: FastifyRequest
  options: ValidationOptions
  schemas: Readonly<Record<string, ParameterSchema>>
}

function parameterError(failure: FastifySchemaValidationError, context: Context): ParameterError {
  const { parameter, value } = locate(failure, context.request)
  switch (failure.keyword) {
    case 'additionalProperties':
      return unknownParameter(parameter, value, context)
    case 'required':
      return missingParameter(parameter, context)
    default:
      return invalidParameter(failure, context)
  }
}

function unknownParameter(
  parameter: string,
  value: unknown,
  { request, options: { hints = {}, suggest }, schemas }: Context,
): ParameterError {
  const path = request.routeOptions.url ?? ''
  const { basePath } = request.server
  const hint = Object.hasOwn(hints, parameter) ? hints[parameter]?.(path, basePath) : undefined
  const message = hint ?? 'unknown parameter'
  const allowed = Object.keys(schemas)
  return withSuggestion({ parameter, value, message, allowed }, suggest?.(parameter, allowed))
}

function missingParameter(parameter: string, { options, schemas }: Context): ParameterError {
  const schema = schemas[parameter] ?? {}
  const allowed = allowedValues(schema)
  const expected = expectedValue(schema, options.formats)
  const message = expected === undefined ? 'missing' : `missing; expected ${expected}`
  return { parameter, message, ...(allowed !== undefined && { allowed }) }
}

function invalidParameter(
  failure: FastifySchemaValidationError,
  { request, options, schemas }: Context,
): ParameterError {
  const { parameter, value, isItem } = locate(failure, request)
  if (failure.keyword === 'uniqueItems')
    return { parameter, value: String(value), message: 'contains the same value twice' }
  if (failure.keyword === 'maxItems')
    return {
      parameter,
      value: String(value),
      message: `has more than ${failure.params.limit} values`,
    }
  if (Array.isArray(value)) return { parameter, value, message: 'given more than once' }
  const schema = (isItem ? schemas[parameter]?.items : schemas[parameter]) ?? {}
  const allowed = allowedValues(schema)
  if (allowed !== undefined)
    return withSuggestion(
      { parameter, value, message: 'not an allowed value', allowed },
      options.suggest?.(String(value), allowed),
    )
  return withSuggestion(
    { parameter, value, message: reasonFor(String(value), schema, failure, options) },
    options.suggestValue?.(String(value), parameter, request),
  )
}

function reasonFor(
  value: string,
  schema: ParameterSchema,
  { keyword, message = 'invalid value' }: FastifySchemaValidationError,
  { formats = {}, patterns = {} }: ValidationOptions,
): string {
  const { format = '', pattern = '' } = schema
  if (keyword === 'pattern' && Object.hasOwn(patterns, pattern)) return patterns[pattern] ?? message
  const reason = formats[format]?.reason?.(value)
  const expected = expectedValue(schema, formats)
  if (expected === undefined) return reason ?? message
  return reason == null ? `expected ${expected}` : `${reason}; expected ${expected}`
}

/** The values that a schema lists, or undefined if it describes its values in another way. */
function allowedValues({ enum: values, type, items }: ParameterSchema): string[] | undefined {
  if (items !== undefined) return allowedValues(items)
  return type === 'boolean' ? ['true', 'false'] : values
}

/** What a schema allows, in words, or undefined if only its pattern describes it. */
export function expectedValue(
  schema: ParameterSchema,
  formats: StringFormats = {},
): string | undefined {
  const { enum: values, format = '', type, minimum, maximum, anyOf } = schema
  if (anyOf !== undefined) {
    const branches = anyOf.map((branch) => expectedValue(branch, formats))
    return branches.filter((branch) => branch !== undefined).join(', or ')
  }
  if (schema.const !== undefined) return String(schema.const)
  if (values !== undefined) return values.join(', ')
  if (type !== 'integer') return formats[format]?.allowed
  const from = minimum === undefined ? '' : ` from ${minimum}`
  const to = maximum === undefined ? '' : ` to ${maximum}`
  return `a whole number${from}${to}`
}

function withSuggestion(error: ParameterError, suggestion: string | undefined): ParameterError {
  return suggestion === undefined ? error : { ...error, suggestion }
}
