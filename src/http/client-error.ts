import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { STATUS_CODES } from './node-http.ts'
import { KINDS, MEDIA_TYPE, type ProblemCode, TYPES } from './problem-kinds.ts'

/** Answers what Node refuses before there is a request: a malformed one, or one that is too large. */
export function clientError(
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
      `Content-Type: ${MEDIA_TYPE}`,
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
export function refuseExpectation(_: IncomingMessage, response: ServerResponse): void {
  const { request_id, status, body } = problemOf('expectation')
  response
    .writeHead(status, {
      'content-type': MEDIA_TYPE,
      'content-length': Buffer.byteLength(body),
      'x-request-id': request_id,
      'cache-control': 'no-store',
    })
    .end(body)
}

function problemOf(code: ProblemCode) {
  const { status, title } = KINDS[code]
  const request_id = crypto.randomUUID()
  const body = JSON.stringify({ type: `${TYPES}/${code}`, title, status, code, request_id })
  return { request_id, status, body }
}
