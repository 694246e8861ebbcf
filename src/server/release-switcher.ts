import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { CONNECTION_OPTIONS } from '../http/connection-options.ts'
import { closeUnreadResponses } from './unread-responses.ts'

/** One listening server that dispatches to a series of apps. Each app serves one release. */

interface ActiveApp {
  app: FastifyInstance
  /** Responses that are not sent yet. */
  openResponses: number
}

/** How often a stop closes idle connections, in milliseconds. */
const IDLE_CHECK_INTERVAL = 50
/**
 * How long a stopping server still accepts requests, in milliseconds. Their responses have
 * `Connection: close`. Without this time, requests that clients have already sent would be lost.
 */
const GRACE = 1_000

export interface ConnectionLimits {
  /** Idle time after which a connection is closed, in milliseconds. */
  keepAliveTimeout: number
  /**
   * How long a response may make no progress, in milliseconds, like nginx's `send_timeout`. Node.js may wait up
   * to twice as long.
   */
  stallTimeout: number
  /** Size of all responses that clients have not read, in bytes. */
  maxUnread: number
}

const LIMITS: ConnectionLimits = {
  keepAliveTimeout: 72_000,
  stallTimeout: 60_000,
  // The memory is up to three times as large: a string has two bytes a character, and a copy in UTF-8.
  maxUnread: 64 * 2 ** 20,
}
/** How often the size of unread responses is checked, in milliseconds. */
const UNREAD_CHECK_INTERVAL = 500

export class ReleaseSwitcher {
  readonly server: Server
  #active: ActiveApp
  #isStopping = false
  /** Responses that are not sent yet, oldest first. */
  readonly #responses = new Set<ServerResponse>()
  readonly #unreadCheck: NodeJS.Timeout
  readonly #stallTimeout: number

  /** @param app ready, and not listening itself */
  constructor(app: FastifyInstance, limits: Partial<ConnectionLimits> = {}) {
    const { keepAliveTimeout, stallTimeout, maxUnread } = { ...LIMITS, ...limits }
    this.#active = { app, openResponses: 0 }
    this.#stallTimeout = stallTimeout
    this.#unreadCheck = setInterval(() => this.#limitUnread(maxUnread), UNREAD_CHECK_INTERVAL)
    this.#unreadCheck.unref()
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
    return this.#responses.size
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
    const deadline = setTimeout(
      () => this.server.closeAllConnections(),
      Math.max(0, end - Date.now()),
    )
    await closed
    clearInterval(idleCheck)
    clearTimeout(deadline)
    clearInterval(this.#unreadCheck)
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
    if (response.writableFinished) return
    active.openResponses += 1
    this.#responses.add(response)
    response.setTimeout(this.#stallTimeout, () => {
      const { socket, url } = request
      active.app.log.info({ client: socket.remoteAddress, url }, 'response stalled')
      socket.destroy()
    })
    response.once('close', () => {
      this.#responses.delete(response)
      active.openResponses -= 1
      this.#closeIfIdle(active)
    })
  }

  #limitUnread(maxBytes: number): void {
    const closed = closeUnreadResponses(this.#responses, maxBytes)
    if (closed > 0) this.app.log.warn({ closed }, 'clients do not read their responses')
  }

  #closeIfIdle({ app, openResponses }: ActiveApp): void {
    if (app === this.#active.app || openResponses > 0) return
    app.close().catch((error: Error) => app.log.error(error))
  }
}

/** Descriptors for everything but connections: databases, a new release, logs, the operations port. */
const RESERVED_DESCRIPTORS = 100

/** The number of connections that the limit of open files allows. More would end the process with EMFILE. */
function maxConnections(): number {
  // By default, the report looks up the host name of each connection. The type lacks the property.
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } }
  }
  const limit = Number(userLimits?.open_files?.soft)
  return Number.isFinite(limit)
    ? Math.max(1, limit - RESERVED_DESCRIPTORS)
    : Number.MAX_SAFE_INTEGER
}
