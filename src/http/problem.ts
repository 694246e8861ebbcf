import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Type } from 'typebox'
import { component, ref } from './components.ts'

/** Errors as RFC 9457 problem details: one shape for everything that goes wrong. */

export const MEDIA_TYPE = 'application/problem+json'
/** Under which each problem type is explained: its `type` URL resolves. */
const TYPES = '/problems'

interface Kind {
  status: number
  title: string
  explanation: string
}

/** Every kind of problem that a caller can meet. */
export const KINDS = {
  'invalid-parameter': {
    status: 400,
    title: 'A parameter is not as it should be.',
    explanation:
      'Each entry of `errors` names a parameter, what was sent, what is allowed and, where a name or value is nearly right, the likely spelling. Nothing is ignored in silence.',
  },
  'bad-request': {
    status: 400,
    title: 'The request cannot be read.',
    explanation: 'The URL, a header or the body breaks the rules of HTTP; `detail` says how.',
  },
  'unknown-path': {
    status: 404,
    title: 'There is nothing at this path.',
    explanation: '`/` lists what there is, and `/openapi.json` describes it.',
  },
  'unknown-id': {
    status: 404,
    title: 'No record has this id.',
    explanation:
      '`detail` names ids that are nearly the same, or says from which day the record is known.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This path is for reading.',
    explanation: 'The `Allow` header lists the methods that the path has.',
  },
  'not-acceptable': {
    status: 406,
    title: 'The answer has no form that you accept.',
    explanation: '`detail` lists the media types on offer; `format=` chooses one, too.',
  },
  'stale-cursor': {
    status: 410,
    title: 'This cursor belongs to an older release.',
    explanation:
      'A new release of the data was put in place since the first page. Start again without `cursor`.',
  },
  'stale-release': {
    status: 410,
    title: 'Another release is served.',
    explanation:
      'The release that the request is pinned to was replaced. Ask without `release`, or with the one that `detail` names.',
  },
  range: {
    status: 416,
    title: 'There are no such bytes.',
    explanation: 'The range lies beyond the end of the file; `detail` says how long it is.',
  },
  timeout: {
    status: 408,
    title: 'The request did not arrive in time.',
    explanation: 'Its headers or its body took too long. Send it again.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The request is too large.',
    explanation: 'Its URL and headers together are longer than this server reads: 16 KiB.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here.',
    explanation: 'It is not your fault. The operators find it in their log by `request_id`.',
  },
} as const satisfies Record<string, Kind>

export type ProblemCode = keyof typeof KINDS

const Fault = component('Fault', 'One thing that is wrong with a request.', {
  parameter: Type.String({ description: 'The parameter.', examples: ['limit'] }),
  value: Type.Optional(Type.Unknown({ description: 'What was sent.' })),
  message: Type.String({ description: 'What is wrong.' }),
  allowed: Type.Optional(Type.Array(Type.String(), { description: 'What is allowed.' })),
  suggestion: Type.Optional(Type.String({ description: 'The likely spelling.' })),
})

export interface FaultShape {
  parameter: string
  value?: unknown
  message: string
  allowed?: string[]
  suggestion?: string
}

/** The body of every answer of status 400 and above. */
export const Problem = component('Problem', 'What went wrong (RFC 9457).', {
  type: Type.String({
    format: 'uri-reference',
    description: 'The kind of problem, explained there.',
  }),
  title: Type.String({ description: 'The kind of problem, in words.' }),
  status: Type.Integer({ minimum: 400, maximum: 599, description: 'The HTTP status.' }),
  code: Type.Enum(Object.keys(KINDS), { type: 'string', description: 'The kind, for programs.' }),
  detail: Type.Optional(Type.String({ description: 'What happened this time.' })),
  errors: Type.Optional(Type.Array(ref(Fault), { description: 'All that is wrong with it.' })),
  request_id: Type.String({ description: 'Tell it to the operators when you ask them.' }),
})

/** An error that a caller is told of. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly errors: readonly FaultShape[]

  constructor(code: ProblemCode, detail: string, errors: readonly FaultShape[] = []) {
    super(detail)
    this.code = code
    this.errors = errors
  }

  get statusCode(): number {
    return KINDS[this.code].status
  }
}

export interface ProblemOptions {
  /** Makes the problem of a query string that its schema refused. */
  refused(error: FastifyError, request: FastifyRequest): ProblemError
}

/** Answers every error as a problem, and explains each kind at its `type` URL. */
export const problems = fp(async (app: FastifyInstance, { refused }: ProblemOptions) => {
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    if (error instanceof ProblemError) return sendProblem(reply, request, error)
    if (error.validation !== undefined) return sendProblem(reply, request, refused(error, request))
    const status = error.statusCode ?? 500
    if (status >= 400 && status < 500)
      return sendProblem(reply, request, new ProblemError('bad-request', error.message))
    request.log.error({ err: error }, 'request failed')
    return sendProblem(reply, request, new ProblemError('internal', ''))
  })
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      request,
      new ProblemError('unknown-path', `There is no ${pathOf(request)}.`),
    ),
  )
  app.get<{ Params: { code: string } }>(
    `${TYPES}/:code`,
    { schema: { hide: true } },
    async (request) => {
      const { code } = request.params
      if (!Object.hasOwn(KINDS, code))
        throw new ProblemError('unknown-path', `There is no ${pathOf(request)}.`)
      return { code, ...KINDS[code as ProblemCode] }
    },
  )
})

/** Answers what Fastify refuses before there is a route: a URL that cannot be decoded. */
export function frameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  sendProblem(reply, request, new ProblemError('bad-request', error.message))
}

/** Answers what Node refuses before there is a request: a malformed one, or one that is too large. */
export function clientError(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const code =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'headers-too-large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'timeout'
        : 'bad-request'
  const { status, title } = KINDS[code]
  const body = JSON.stringify({
    type: `${TYPES}/${code}`,
    title,
    status,
    code,
    request_id: crypto.randomUUID(),
  })
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `Content-Type: ${MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function sendProblem(reply: FastifyReply, request: FastifyRequest, error: ProblemError) {
  const { status, title } = KINDS[error.code]
  const body = {
    type: `${TYPES}/${error.code}`,
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
    .header('cache-control', 'no-store')
    .type(MEDIA_TYPE)
    .send(JSON.stringify(body))
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? url
}
