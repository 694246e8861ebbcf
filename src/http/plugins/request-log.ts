import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import fp from 'fastify-plugin'

/** One line of log for each response. */

/** Decorates every request with `cached`, which response-cache.ts sets and the log line contains. */
export const requestLog = fp(async (app: FastifyInstance) => {
  app.decorateRequest('cached', null)
})

/** Fastify options for request ids and loggers. */
export const REQUEST_LOG_OPTIONS = {
  genReqId: () => crypto.randomUUID(),
  // No child logger per request: it costs more than the rest of the logging. Each line has the
  // request id itself.
  childLoggerFactory: (logger: FastifyBaseLogger) => logger,
}

/** Writes the log lines of an app that serves one release. */
export class RequestLogController extends LogController {
  readonly #release: string
  readonly #isRecording: () => boolean

  /** @param isRecording whether successful responses are logged at present; errors always are */
  constructor(release: string, isRecording: () => boolean = () => true) {
    super()
    this.#release = release
    this.#isRecording = isRecording
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    { id, log, method, url, routeOptions, cached, headers }: FastifyRequest,
    { statusCode, elapsedTime }: FastifyReply,
  ): void {
    if (!error && !this.#isRecording()) return
    const line = {
      request_id: id,
      method,
      url,
      route: routeOptions.url ?? null,
      status: statusCode,
      ms: Math.round(elapsedTime * 1000) / 1000,
      cached,
      release: this.#release,
      ...traceContext(headers.traceparent),
    }
    if (error) log.error({ ...line, err: error }, 'request failed')
    else log.info(line, 'request completed')
  }

  override streamError(error: Error & { code?: string }, { id, log }: FastifyRequest): void {
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE')
      log.info({ request_id: id }, 'client disconnected')
    else log.error({ request_id: id, err: error }, 'response stream failed')
  }

  override writeHeadError(error: Error, { id, log }: FastifyRequest): void {
    log.error({ request_id: id, err: error }, 'invalid response headers')
  }

  override serializerError(error: Error, { id, log }: FastifyRequest): void {
    log.error({ request_id: id, err: error }, 'response serialization failed')
  }
}

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/

/** The trace that a `traceparent` header names; empty if it is invalid. */
export function traceContext(header: unknown): { trace_id?: string; parent_id?: string } {
  const [, trace_id, parent_id] = TRACEPARENT.exec(String(header)) ?? []
  return trace_id === undefined || parent_id === undefined ? {} : { trace_id, parent_id }
}
