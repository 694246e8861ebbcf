import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Type } from 'typebox'
import {
  PROBLEM_MEDIA_TYPE,
  PROBLEM_TYPES,
  PROBLEM_TYPES_URL,
  type ProblemCode,
} from './problem-types.ts'
import { component, ref } from './schema-registry.ts'

/** Errors as RFC 9457 problem details: one shape for everything that goes wrong. */

const Fault = component('Fault', 'One thing that is wrong with a request.', {
  parameter: Type.String({ description: 'The parameter.', examples: ['limit'] }),
  value: Type.Optional(Type.Unknown({ description: 'What was sent.' })),
  message: Type.String({ description: 'What is wrong.' }),
  allowed: Type.Optional(Type.Array(Type.String(), { description: 'What is allowed.' })),
  suggestion: Type.Optional(Type.String({ description: 'The likely spelling.' })),
})

export interface ParameterError {
  parameter: string
  value?: unknown
  message: string
  allowed?: string[]
  suggestion?: string
}

/** The body of every answer of status 400 and above. */
export const ProblemSchema = component('Problem', 'What went wrong (RFC 9457).', {
  type: Type.String({
    format: 'uri-reference',
    description: 'The kind of problem, explained there.',
  }),
  title: Type.String({ description: 'The kind of problem, in words.' }),
  status: Type.Integer({ minimum: 400, maximum: 599, description: 'The HTTP status.' }),
  code: Type.Enum(Object.keys(PROBLEM_TYPES), {
    type: 'string',
    description: 'The kind, for programs.',
  }),
  detail: Type.Optional(Type.String({ description: 'What happened this time.' })),
  errors: Type.Optional(Type.Array(ref(Fault), { description: 'All that is wrong with it.' })),
  request_id: Type.String({ description: 'Tell it to the operators when you ask them.' }),
})

/** An error that a caller is told of. */
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

/** The problem for parameters that are not as they should be. */
export function invalidParameters(...faults: ParameterError[]): ProblemError {
  const detail = faults.map(({ parameter, message }) => `${parameter}: ${message}`).join('; ')
  return new ProblemError('invalid-parameter', detail, faults)
}

export interface ProblemOptions {
  /** Makes the problem of a query string that its schema refused. */
  refused(error: FastifyError, request: FastifyRequest): ProblemError
}

/** Answers every error as a problem, and explains each kind at its `type` URL. */
export const problemHandler = fp(async (app: FastifyInstance, { refused }: ProblemOptions) => {
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    if (error instanceof ProblemError) return sendProblem(reply, request, error)
    if (error.validation !== undefined) return sendProblem(reply, request, refused(error, request))
    const status = error.statusCode ?? 500
    if (status >= 400 && status < 500)
      return sendProblem(reply, request, new ProblemError('bad-request', error.message))
    request.log.error({ request_id: request.id, err: error }, 'request failed')
    return sendProblem(reply, request, new ProblemError('internal', ''))
  })
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      request,
      new ProblemError('unknown-path', `There is no ${requestPath(request)}.`),
    ),
  )
  app.get<{ Params: { code: string } }>(
    `${PROBLEM_TYPES_URL}/:code`,
    { schema: { hide: true } },
    async (request) => {
      const { code } = request.params
      if (!Object.hasOwn(PROBLEM_TYPES, code))
        throw new ProblemError('unknown-path', `There is no ${requestPath(request)}.`)
      return { code, ...PROBLEM_TYPES[code as ProblemCode] }
    },
  )
})

/** Answers what Fastify refuses before there is a route: a URL that cannot be decoded. */
export function handleFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  // No hook has run: what they add to every answer is added here.
  reply.header('access-control-allow-origin', '*')
  sendProblem(reply, request, new ProblemError('bad-request', error.message))
}

function sendProblem(reply: FastifyReply, request: FastifyRequest, error: ProblemError) {
  const { status, title } = PROBLEM_TYPES[error.code]
  const body = {
    type: `${PROBLEM_TYPES_URL}/${error.code}`,
    title,
    status,
    code: error.code,
    ...(error.message !== '' && { detail: error.message }),
    ...(error.errors.length > 0 && { errors: error.errors }),
    request_id: request.id,
  }
  // A string, so that no serializer of a route's own shapes it; errors are never kept by caches.
  return reply
    .code(status)
    .removeHeader('etag')
    .removeHeader('link')
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(body))
}

/** The path that was asked for, as the router takes it: up to a query, or to a fragment, which none should send. */
export function requestPath({ url }: FastifyRequest): string {
  return url.split(/[?#]/, 1)[0] ?? url
}
