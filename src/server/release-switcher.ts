import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { CONNECTION_OPTIONS } from '../http/connection-options.ts'

/** One listening server in front of a series of apps. Each app serves one release. */

interface ActiveApp {
  app: FastifyInstance
  /** Responses that are not sent yet. */
  openResponses: number
}

/** How often a stop closes idle connections, in milliseconds. */
const IDLE_CHECK_INTERVAL = 50
/**
 * How long a stop still accepts requests, each with `Connection: close`, in milliseconds. A connection that
 * is closed at once may have sent its next request already, which would be lost.
 */
const GRACE = 1_000
/**
 * How long a response may make no progress, in milliseconds. Then its connection is closed: a client that never
 * reads would hold memory. As with nginx's `send_timeout`.
 */
const STALL_TIMEOUT = 60_000

export class ReleaseSwitcher {
  readonly server: Server
  #active: ActiveApp
  #openResponses = 0
  #isStopping = false
  readonly #stallTimeout: number

  /**
   * @param app ready, and not listening itself
   * @param keepAliveTimeout idle time after which a connection is closed, in milliseconds
   * @param stallTimeout how long a response may make no progress, in milliseconds
   */
  constructor(app: FastifyInstance, keepAliveTimeout = 72_000, stallTimeout = STALL_TIMEOUT) {
    this.#active = { app, openResponses: 0 }
    this.#stallTimeout = stallTimeout
    this.server = createServer({ ...CONNECTION_OPTIONS, keepAliveTimeout })
    this.server.on('request', (request, response) => this.#dispatch(request, response))
    this.server.maxConnections = maxConnections()
    for (const event of ['clientError', 'checkExpectation'])
      this.server.on(event, (...values) => this.#active.app.server.emit(event, ...values))
  }

  get app(): FastifyInstance {
    return this.#active.app
  }

  /** Number of open connections. */
  connections(): Promise<number> {
    return promisify(this.server.getConnections.bind(this.server))()
  }

  /** Number of requests whose response is not sent yet. */
  requests(): number {
    return this.#openResponses
  }

  /** Dispatches every later request to another app. Closes the previous one after its last response. */
  switchTo(app: FastifyInstance): void {
    const previous = this.#active
    this.#active = { app, openResponses: 0 }
    this.#closeIfIdle(previous)
  }

  /**
   * Responds with `Connection: close` for a grace period, then stops accepting connections and waits for
   * open responses. After the given milliseconds all connections are closed.
   */
  async stop(milliseconds: number): Promise<void> {
    this.#isStopping = true
    const end = Date.now() + milliseconds
    await this.#connectionsClosed(Math.min(GRACE, milliseconds / 2))
    const closed = new Promise((resolve) => this.server.close(resolve))
    const idleCheck = setInterval(() => this.server.closeIdleConnections(), IDLE_CHECK_INTERVAL)
    const deadline = setTimeout(() => this.server.closeAllConnections(), end - Date.now())
    await closed
    clearInterval(idleCheck)
    clearTimeout(deadline)
    await this.#active.app.close()
  }

  /** Waits until there is no connection, at most for the given milliseconds. */
  async #connectionsClosed(milliseconds: number): Promise<void> {
    const end = Date.now() + milliseconds
    while (Date.now() < end && (await this.connections()) > 0) await delay(IDLE_CHECK_INTERVAL)
  }

  #dispatch(request: IncomingMessage, response: ServerResponse): void {
    const active = this.#active
    if (this.#isStopping) response.setHeader('connection', 'close')
    active.app.server.emit('request', request, response)
    if (response.writableEnded) return
    active.openResponses += 1
    this.#openResponses += 1
    response.setTimeout(this.#stallTimeout, () => {
      const { socket, url } = request
      active.app.log.info({ client: socket.remoteAddress, url }, 'response stalled')
      socket.destroy()
    })
    response.once('close', () => {
      active.openResponses -= 1
      this.#openResponses -= 1
      this.#closeIfIdle(active)
    })
  }

  #closeIfIdle({ app, openResponses }: ActiveApp): void {
    if (app === this.#active.app || openResponses > 0) return
    app.close().catch((error: Error) => app.log.error(error))
  }
}

/** Descriptors for everything but connections: databases, a new release, logs, the operations port. */
const RESERVED_DESCRIPTORS = 100

/** The connections that the limit of open files allows. With more, the process ends with EMFILE. */
function maxConnections(): number {
  // Otherwise the report looks up the host name of each connection. The type has no such property yet.
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } }
  }
  const limit = Number(userLimits?.open_files?.soft)
  return Number.isFinite(limit)
    ? Math.max(1, limit - RESERVED_DESCRIPTORS)
    : Number.MAX_SAFE_INTEGER
}
