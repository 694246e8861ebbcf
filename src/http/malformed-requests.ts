import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { STATUS_CODES } from './node-http.ts'
import {
  PROBLEM_MEDIA_TYPE,
  PROBLEM_TYPES,
  PROBLEM_TYPES_URL,
  type ProblemCode,
} from './problem-types.ts'

/** Answers what Node refuses before there is a request: a malformed one, or one that is too large. */
export function handleClientError(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: Socket,
): void {
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
  const { request_id, status, body } = problemOf(code)
  this.log.info({ request_id, code: error.code }, 'request refused')
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

/** RFC 9110 10.1.1: answers an `Expect` that is none of those that are known. */
export function handleExpectation(_: IncomingMessage, response: ServerResponse): void {
  const { request_id, status, body } = problemOf('expectation')
  response
    .writeHead(status, {
      'content-type': PROBLEM_MEDIA_TYPE,
      'content-length': Buffer.byteLength(body),
      'x-request-id': request_id,
      'cache-control': 'no-store',
    })
    .end(body)
}

function problemOf(code: ProblemCode) {
  const { status, title } = PROBLEM_TYPES[code]
  const request_id = crypto.randomUUID()
  const body = JSON.stringify({
    type: `${PROBLEM_TYPES_URL}/${code}`,
    title,
    status,
    code,
    request_id,
  })
  return { request_id, status, body }
}
