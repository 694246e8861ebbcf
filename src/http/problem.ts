import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { PROBLEM_TYPES, PROBLEM_TYPES_URL, type ProblemCode } from './problem-types.ts'
import { component, ref } from './schema-registry.ts'

/** Every error response is a problem document (RFC 9457). */

const ParameterErrorSchema = component('ParameterError', 'An invalid query parameter.', {
  parameter: Type.String({ description: 'Name of the parameter.', examples: ['limit'] }),
  value: Type.Optional(Type.Unknown({ description: 'Value in the request.' })),
  message: Type.String({ description: 'Why it is invalid.' }),
  allowed: Type.Optional(
    Type.Array(Type.String(), {
      description:
        'Allowed values, or the names of all parameters. If several errors have the same list, only the first one shows it.',
    }),
  ),
  suggestion: Type.Optional(Type.String({ description: 'Likely spelling.' })),
})

export type ParameterError = Static<typeof ParameterErrorSchema>

/** The body of every response with a status of 400 or more. */
export const ProblemSchema = component('Problem', 'An error response (RFC 9457).', {
  type: Type.String({
    format: 'uri-reference',
    description: 'Problem type. The URL returns an explanation.',
  }),
  title: Type.String({ description: 'Problem type in words.' }),
  status: Type.Integer({ minimum: 400, maximum: 599, description: 'HTTP status.' }),
  code: Type.Enum(Object.keys(PROBLEM_TYPES), {
    type: 'string',
    description: 'Problem type as a code for programs.',
  }),
  detail: Type.Optional(Type.String({ description: 'What is wrong with this request.' })),
  errors: Type.Optional(
    Type.Array(ref(ParameterErrorSchema), {
      description: 'The invalid parameters, up to ten. `detail` has the number of further errors.',
    }),
  ),
  request_id: Type.String({ description: 'Id of the request in the log of the operators.' }),
})

/** An error that becomes a problem document. `detail` may be empty. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly errors: readonly ParameterError[]

  constructor(code: ProblemCode, detail: string, errors: readonly ParameterError[] = []) {
    super(detail)
    this.code = code
    this.errors = errors
  }

  get statusCode(): number {
    return PROBLEM_TYPES[this.code].status
  }
}

/** Limit, because a URL can have thousands of invalid parameters. Further errors are only counted. */
export const MAX_LISTED_ERRORS = 10

export function invalidParameters(...errors: ParameterError[]): ProblemError {
  const listed = errors.slice(0, MAX_LISTED_ERRORS)
  return listedErrors(listed, errors.length - listed.length)
}

/** @param further number of errors that are not listed */
export function listedErrors(errors: readonly ParameterError[], further: number): ProblemError {
  const counted = further === 0 ? [] : [`${further} more error${further === 1 ? '' : 's'}`]
  const detail = [...messagesOf(errors), ...counted].join('; ')
  return new ProblemError('invalid-parameter', detail, withoutRepeatedLists(errors))
}

/** Each message once, with the parameters that it is about. */
function messagesOf(errors: readonly ParameterError[]): string[] {
  return [...Map.groupBy(errors, ({ message }) => message)].map(([message, same]) => {
    const parameters = new Set(same.map(({ parameter }) => parameter))
    return `${[...parameters].join(', ')}: ${message}`
  })
}

function withoutRepeatedLists(errors: readonly ParameterError[]): ParameterError[] {
  const lists = new Set<string>()
  return errors.map((error) => {
    const { allowed, ...rest } = error
    const list = JSON.stringify(allowed)
    if (allowed === undefined || !lists.has(list)) {
      lists.add(list)
      return error
    }
    return rest
  })
}

export type ProblemDocument = Static<typeof ProblemSchema>

/** The problem document of an error. `basePath`: see plugins/base-path.ts. */
export function problemDocument(
  { code, message, errors }: ProblemError,
  request_id: string,
  basePath: string,
): ProblemDocument {
  const { status, title } = PROBLEM_TYPES[code]
  return {
    type: `${basePath}${PROBLEM_TYPES_URL}/${code}`,
    title,
    status,
    code,
    ...(message !== '' && { detail: message }),
    ...(errors.length > 0 && { errors: [...errors] }),
    request_id,
  }
}

export function notFound(
  request: FastifyRequest,
  suggestPath?: (path: string) => string | undefined,
): ProblemError {
  const path = requestPath(request)
  const { basePath } = request.server
  const suggestion = suggestPath?.(path)
  const hint = suggestion === undefined ? '' : ` Did you mean ${basePath}${suggestion}?`
  return new ProblemError('not-found', `No resource has the path ${basePath}${path}.${hint}`)
}

/** The path of a request, without its query and without a fragment, which clients should not send. */
export function requestPath({ url }: FastifyRequest): string {
  return url.split(/[?#]/, 1)[0] ?? url
}
