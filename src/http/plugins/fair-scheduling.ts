import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError } from '../problem.ts'

/**
 * Fair scheduling: no connection blocks the others. Without it, Node.js dispatches all requests that it has
 * read, even 1,000 pipelined ones (RFC 9112 section 9.3.2), before it reads a new connection. Here the
 * requests of one connection run one after another. When a turn of the event loop has taken long, the
 * other requests wait for the next turn, and the connection that used the least time lately comes first.
 *
 * Register it before every plugin with an onRequest hook.
 */
export const fairScheduling = fp(async (app: FastifyInstance) => {
  const scheduler = new FairScheduler()
  app.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    const isAccepted = scheduler.schedule(socket, () => {
      // The client has closed the connection, so no response can be sent.
      if (socket.destroyed) return scheduler.forget(socket)
      reply.raw.once('close', () => scheduler.release(socket))
      done()
    })
    if (!isAccepted)
      throw new ProblemError('overloaded', 'Too many requests wait on this connection.')
  })
})

/** When a turn has taken this long, requests wait for the next one. In milliseconds. */
const TURN_BUDGET = 10
/** Half-life of the time that a connection has used: it counts half after this time. In milliseconds. */
const HALF_LIFE = 1_000
const MAX_WAITING = 100

interface Connection {
  /** Requests that wait for the previous response of the connection, or for a turn. */
  waiting: (() => void)[]
  /** Whether a response is not sent yet. */
  isBusy: boolean
  usedMs: number
  usedAt: number
}

export class FairScheduler {
  readonly #connections = new WeakMap<object, Connection>()
  /** Connections with a request that may run now. */
  readonly #ready = new Set<Connection>()
  #turnStart = 0
  #isInTurn = false

  /**
   * Runs a request now or later. Returns false if too many requests of the connection wait.
   *
   * @param socket identifies the connection
   * @param run starts the request; `release` must follow when its response is sent
   */
  schedule(socket: object, run: () => void): boolean {
    const connection = this.#connectionOf(socket)
    if (connection.waiting.length >= MAX_WAITING) return false
    connection.waiting.push(run)
    if (!connection.isBusy) this.#makeReady(connection)
    return true
  }

  /** Lets the next request of a connection run. */
  release(socket: object): void {
    const connection = this.#connectionOf(socket)
    connection.isBusy = false
    if (connection.waiting.length > 0) this.#makeReady(connection)
  }

  /** Drops the waiting requests of a connection. */
  forget(socket: object): void {
    const connection = this.#connectionOf(socket)
    connection.waiting = []
    connection.isBusy = false
  }

  #connectionOf(socket: object): Connection {
    const known = this.#connections.get(socket)
    if (known !== undefined) return known
    const connection = { waiting: [], isBusy: false, usedMs: 0, usedAt: 0 }
    this.#connections.set(socket, connection)
    return connection
  }

  #makeReady(connection: Connection): void {
    this.#ready.add(connection)
    if (!this.#isInTurn) this.#startTurn()
    this.#runWithinBudget()
  }

  #startTurn(): void {
    this.#isInTurn = true
    this.#turnStart = performance.now()
    setImmediate(() => {
      this.#isInTurn = false
      if (this.#ready.size === 0) return
      this.#startTurn()
      this.#runWithinBudget()
    })
  }

  #runWithinBudget(): void {
    while (this.#ready.size > 0 && performance.now() - this.#turnStart < TURN_BUDGET) {
      const connection = this.#leastUsed()
      const run = connection.waiting.shift()
      this.#ready.delete(connection)
      if (run === undefined) continue
      connection.isBusy = true
      const start = performance.now()
      run()
      const end = performance.now()
      connection.usedMs = usedMsAt(connection, end) + end - start
      connection.usedAt = end
    }
  }

  #leastUsed(): Connection {
    const now = performance.now()
    const [first, ...others] = this.#ready
    let least = first as Connection
    for (const other of others) if (usedMsAt(other, now) < usedMsAt(least, now)) least = other
    return least
  }
}

function usedMsAt({ usedMs, usedAt }: Connection, now: number): number {
  return usedMs * 0.5 ** ((now - usedAt) / HALF_LIFE)
}
