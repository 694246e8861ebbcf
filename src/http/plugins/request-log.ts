import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import fp from 'fastify-plugin'

/** Logs one line for each response. */

declare module 'fastify' {
  interface FastifyRequest {
    /** Address of the client; null before the request runs. */
    client: string | null
    /** Bytes that the connection had sent before this response; null before the request runs. */
    sentBefore: number | null
  }
}

/**
 * Decorates every request with what the log line contains: `cached`, which response-cache.ts sets, `client`
 * and `sentBefore`. Register it after fair-scheduling.ts: earlier, the connection may still send the previous
 * response.
 */
export const requestLog = fp(async (app: FastifyInstance) => {
  app.decorateRequest('cached', null)
  app.decorateRequest('client', null)
  app.decorateRequest('sentBefore', null)
  app.addHook('onRequest', (request, _, done) => {
    // Read now, because a closed connection has no address.
    request.client = addressOf(request)
    request.sentBefore = request.raw.socket.bytesWritten
    done()
  })
})

/** The client's address; an IPv4 address without its IPv6 prefix (RFC 4291 section 2.5.5.2). */
function addressOf({ ip }: FastifyRequest): string {
  return ip?.startsWith('::ffff:') ? ip.slice(7) : ip
}

/** Fastify options for request ids and loggers. */
export const REQUEST_LOG_OPTIONS = {
  genReqId: () => crypto.randomUUID(),
  // No child logger per request: it costs more than the rest of the logging. Each line has the
  // request id itself.
  childLoggerFactory: (logger: FastifyBaseLogger) => logger,
}

/** Writes the log lines of an app. */
export class RequestLogController extends LogController {
  readonly #release: string | undefined
  readonly #isRecording: () => boolean

  /**
   * @param release the release that the app serves; undefined if it serves none
   * @param isRecording whether successful responses are logged at present; errors always are
   */
  constructor(release: string | undefined, isRecording: () => boolean = () => true) {
    super()
    this.#release = release
    this.#isRecording = isRecording
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const { log, routeOptions } = request
    if (error) log.error({ ...this.#line(request, reply), err: error }, 'request failed')
    else if (!this.#isRecording()) return
    else if (!routeOptions.config.isProbe) log.info(this.#line(request, reply), 'request completed')
    // Level `warn`: after a failed probe, a load balancer sends no requests to the process.
    else if (reply.statusCode >= 400) log.warn(this.#line(request, reply), 'probe failed')
  }

  override streamError(
    error: Error & { code?: string },
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const line = this.#line(request, reply)
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') request.log.info(line, 'client disconnected')
    else request.log.error({ ...line, err: error }, 'response stream failed')
  }

  override writeHeadError(error: Error, { id, log }: FastifyRequest): void {
    log.error({ request_id: id, err: error }, 'invalid response headers')
  }

  override serializerError(error: Error, { id, log }: FastifyRequest): void {
    log.error({ request_id: id, err: error }, 'response serialization failed')
  }

  #line(request: FastifyRequest, reply: FastifyReply): object {
    const { id, method, url, routeOptions, cached, headers } = request
    return {
      request_id: id,
      client: request.client ?? addressOf(request),
      user_agent: headers['user-agent'],
      method,
      url,
      route: routeOptions.url ?? null,
      status: reply.statusCode,
      bytes: sentBytes(request, reply),
      ms: Math.round(reply.elapsedTime * 1000) / 1000,
      cached,
      release: this.#release,
      ...traceContext(headers.traceparent),
    }
  }
}

/**
 * Bytes that were sent: the headers, and the body after compression. For a request that did not run, because
 * too many were waiting: the length of the body.
 */
function sentBytes({ raw, sentBefore }: FastifyRequest, reply: FastifyReply): number | null {
  const sent = raw.socket.bytesWritten
  if (sentBefore !== null && sent !== undefined) return sent - sentBefore
  return Number(reply.getHeader('content-length')) || null
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/

/** The trace that a `traceparent` header names; empty if it is invalid. */
export function traceContext(header: unknown): { trace_id?: string; parent_id?: string } {
  const [, trace_id, parent_id] = TRACEPARENT.exec(String(header)) ?? []
  return trace_id === undefined || parent_id === undefined ? {} : { trace_id, parent_id }
}
