import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import fp from 'fastify-plugin'

/** One line of log for each answer. */

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the answer was one of those that are kept; null where none are. */
    cached: 'hit' | 'miss' | null
  }
}

/**
 * How requests are named. A logger of its own for each of them costs more than all else that is logged,
 * so the lines themselves say whose they are.
 */
export const REQUEST_LOG_OPTIONS = {
  genReqId: () => crypto.randomUUID(),
  childLoggerFactory: (logger: FastifyBaseLogger) => logger,
}

export class RequestLogController extends LogController {
  readonly #release: string

  constructor(release: string) {
    super()
    this.#release = release
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    { id, log, method, url, routeOptions, cached, headers }: FastifyRequest,
    { statusCode, elapsedTime }: FastifyReply,
  ): void {
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
    if (error) log.error({ ...line, err: error }, 'not answered')
    else log.info(line, 'answered')
  }

  override streamError(error: Error & { code?: string }, { id, log }: FastifyRequest): void {
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE')
      log.info({ request_id: id }, 'the caller left before the end')
    else log.error({ request_id: id, err: error }, 'broken off')
  }

  override writeHeadError(error: Error, { id, log }: FastifyRequest): void {
    log.error({ request_id: id, err: error }, 'headers that cannot be sent')
  }

  override serializerError(error: Error, { id, log }: FastifyRequest): void {
    log.error({ request_id: id, err: error }, 'an answer that cannot be written')
  }
}

/** What the line tells of the answers that are kept. */
export const requestLog = fp(async (app: FastifyInstance) => {
  app.decorateRequest('cached', null)
})

/** https://www.w3.org/TR/trace-context/#traceparent-header: the trace, and who asks in it. */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/

/** The trace that a caller says it is part of; nothing where that is not well said. */
export function traceContext(header: unknown): { trace_id?: string; parent_id?: string } {
  const [, trace_id, parent_id] = TRACEPARENT.exec(String(header)) ?? []
  return trace_id === undefined || parent_id === undefined ? {} : { trace_id, parent_id }
}
