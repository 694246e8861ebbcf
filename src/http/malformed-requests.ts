import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { ProblemError, problemDocument } from './problem.ts'
import { PROBLEM_MEDIA_TYPE } from './problem-types.ts'

/** Problem documents for requests that Node.js rejects before Fastify receives them. */

/** Handles `clientError`: a malformed, oversized or incomplete request. */
export function handleClientError(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: Socket,
): void {
  // The client has closed the connection, so no response can be sent.
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const { request_id, status, body } = serializeProblem(problemOf(error), this.basePath)
  const client = socket.remoteAddress
  this.log.info({ request_id, client, code: error.code }, 'malformed request')
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${request_id}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function problemOf({ code, message }: Error & { code?: string }): ProblemError {
  if (code === 'HPE_HEADER_OVERFLOW') return new ProblemError('headers-too-large', '')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProblemError('request-timeout', '')
  return new ProblemError('bad-request', message)
}

/** Handles `checkExpectation`: an `Expect` other than `100-continue` (RFC 9110 section 10.1.1). */
export function handleExpectation(
  this: FastifyInstance,
  _: IncomingMessage,
  response: ServerResponse,
): void {
  const { request_id, status, body } = serializeProblem(
    new ProblemError('expectation-failed', ''),
    this.basePath,
  )
  response
    .writeHead(status, {
      'content-type': PROBLEM_MEDIA_TYPE,
      'content-length': Buffer.byteLength(body),
      'x-request-id': request_id,
      'cache-control': 'no-store',
    })
    .end(body)
}

function serializeProblem(error: ProblemError, basePath: string) {
  const request_id = crypto.randomUUID()
  const body = JSON.stringify(problemDocument(error, request_id, basePath))
  return { request_id, status: error.statusCode, body }
}
