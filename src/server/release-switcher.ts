import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { CONNECTIONS } from '../http/connections.ts'
import { createServer } from '../http/node-http.ts'

/** One listening server, behind which one app after another answers: each of them serves one release. */

interface Guest {
  app: FastifyInstance
  /** Answers that are not sent yet. */
  open: number
}

/** How often connections are looked at while a stop waits for them, in milliseconds. */
const LOOK = 50

export class ReleaseSwitcher {
  readonly server: Server
  #active: Guest
  #stopping = false

  /** @param app ready, and not listening itself */
  constructor(app: FastifyInstance) {
    this.#active = { app, open: 0 }
    this.server = createServer(CONNECTIONS)
    this.server.on('request', (request, response) => this.#receive(request, response))
    for (const event of ['clientError', 'checkExpectation'])
      this.server.on(event, (...given) => this.#active.app.server.emit(event, ...given))
  }

  get app(): FastifyInstance {
    return this.#active.app
  }

  /** Gives every request from now on to another app; the one before is closed with its last answer. */
  switchTo(app: FastifyInstance): void {
    const before = this.#active
    this.#active = { app, open: 0 }
    this.#closeUnlessNeeded(before)
  }

  /**
   * Accepts no connection any more, and waits until those that there are have their answers; none
   * outlives its answer, as a kept-alive one would, and no client holds the stop up for longer than that.
   */
  async stop(milliseconds: number): Promise<void> {
    this.#stopping = true
    const closed = new Promise((resolve) => this.server.close(resolve))
    const idle = setInterval(() => this.server.closeIdleConnections(), LOOK)
    const late = setTimeout(() => this.server.closeAllConnections(), milliseconds)
    await closed
    clearInterval(idle)
    clearTimeout(late)
    await this.#active.app.close()
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const guest = this.#active
    if (this.#stopping) response.setHeader('connection', 'close')
    guest.app.server.emit('request', request, response)
    if (response.writableEnded) return
    guest.open += 1
    response.once('close', () => {
      guest.open -= 1
      this.#closeUnlessNeeded(guest)
    })
  }

  #closeUnlessNeeded(guest: Guest): void {
    if (guest !== this.#active && guest.open === 0)
      guest.app.close().catch((error: Error) => guest.app.log.error(error))
  }
}
