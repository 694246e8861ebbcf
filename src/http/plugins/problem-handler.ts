import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { acceptedFormat } from '../accepted-format.ts'
import { FORMATS } from '../formats.ts'
import { notFound, type ProblemDocument, ProblemError, problemDocument } from '../problem.ts'
import { PROBLEM_MEDIA_TYPE } from '../problem-types.ts'
import { pagePolicy } from './browser-requests.ts'
import { addVary } from './compression.ts'
import { CONSTANT_HEADERS } from './security-headers.ts'

export interface ProblemOptions {
  /** Returns the problem for a request that the schema of its route rejects. */
  fromValidation(error: FastifyError, request: FastifyRequest): ProblemError
  /** Returns the path that a client probably meant by one that does not exist. */
  suggestPath?(path: string): string | undefined
  /** Makes the page of a problem, for browsers. Without it, they get the problem document, too. */
  renderPage?(request: FastifyRequest, problem: ProblemDocument): string
}

declare module 'fastify' {
  interface FastifyInstance {
    renderProblemPage: NonNullable<ProblemOptions['renderPage']> | null
  }
}

/** Turns every error into a problem. Register it after base-path.ts and before any route. */
export const problemHandler = fp(async (app: FastifyInstance, options: ProblemOptions) => {
  const { fromValidation, suggestPath, renderPage = null } = options
  app.decorate('renderProblemPage', renderPage)
  app.setErrorHandler((error: FastifyError | ProblemError, request, reply) => {
    if (error instanceof ProblemError) return sendProblem(reply, request, error)
    if (error.validation !== undefined)
      return sendProblem(reply, request, fromValidation(error, request))
    const status = error.statusCode ?? 500
    const code = status === 413 ? 'content-too-large' : 'bad-request'
    if (status >= 400 && status < 500)
      return sendProblem(reply, request, new ProblemError(code, error.message))
    request.log.error({ request_id: request.id, err: error }, 'request failed')
    // The message may reveal internals, so only the log has it.
    return sendProblem(reply, request, new ProblemError('internal-error', ''))
  })
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, request, notFound(request, suggestPath)),
  )
})

/** Handles errors that Fastify finds before it selects a route: a URL that cannot be decoded. */
export function handleFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  // No hook has run, so the plugins could not set these headers.
  reply.headers({ 'access-control-allow-origin': '*', ...CONSTANT_HEADERS })
  sendProblem(reply, request, new ProblemError('bad-request', error.message))
}

/** Sends a problem: as a page to clients that prefer HTML to JSON, otherwise as a problem document. */
function sendProblem(reply: FastifyReply, request: FastifyRequest, error: ProblemError) {
  const { basePath, renderProblemPage } = request.server
  const document = problemDocument(error, request.id, basePath)
  // The route may have set an ETag and links to other formats, which an error does not have.
  reply
    .code(error.statusCode)
    .removeHeader('etag')
    .removeHeader('link')
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
  if (renderProblemPage !== null) addVary(reply, 'accept')
  if (renderProblemPage !== null && prefersPage(request))
    return reply
      .type(FORMATS.html.contentType)
      .header('content-security-policy', pagePolicy(request.routeOptions?.config ?? {}))
      .send(renderProblemPage(request, document))
  // A string, so that Fastify does not apply the response schema of the route to it.
  return reply.type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(document))
}

function prefersPage(request: FastifyRequest): boolean {
  const { format } = (request.query ?? {}) as { format?: unknown }
  if (typeof format === 'string' && Object.hasOwn(FORMATS, format)) return format === 'html'
  return acceptedFormat(request, ['json', 'html']) === 'html'
}
