import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Liveness, readiness and metrics of the process, for operators. */

/** The release that is served at present, as the metrics describe it. */
export interface ServedRelease {
  release: string
  version: string
  /** Last day of the knowledge time: the newest document. */
  newest: string
  /** Whether its data can be read. */
  isReadable(): boolean
  /** Statistics of the response cache; undefined if there is none. `bytes` is its size. */
  cache?: { hits: number; misses: number; bytes: number } | undefined
}

export interface Operations {
  registry: Registry
  /** Whether the process accepts requests: false before it listens and while it stops. */
  isAccepting: boolean
  /** Whether the process accepts requests and can read the served release. */
  isReady(): boolean
  setRelease(release: ServedRelease): void
  observeRequest(route: string, method: string, status: number, seconds: number): void
  /** Counts a new database file. */
  countSwap(result: 'served' | 'refused'): void
  /** Sets whether the database file differs from the one that is served. */
  setOutdated(isOutdated: boolean): void
  /** Sets where the numbers of connections and of requests come from. */
  setTraffic(traffic: Traffic): void
}

/** The current numbers of connections and requests of a server. */
export interface Traffic {
  /** Number of open connections. */
  connections(): Promise<number>
  /** Number of requests whose response is not sent yet. */
  requests(): number
}

export function createOperations(): Operations {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  let served: ServedRelease | undefined
  // Each release has its own cache. The counters include the caches of earlier releases.
  const earlier: CacheCounts = { hits: 0, misses: 0 }
  registerReleaseMetrics(registers, () => served, earlier)
  const swaps = new Counter({
    name: 'orgfacts_release_swaps_total',
    help: 'New releases found while serving, by result.',
    labelNames: ['result'],
    registers,
  })
  // Both counters start at 0: an alert on an increase needs an earlier value.
  for (const result of ['served', 'refused']) swaps.inc({ result }, 0)
  const outdated = new Gauge({
    name: 'orgfacts_release_outdated',
    help: '1 if the database file differs from the one that is served, else 0.',
    registers,
  })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of responses by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1],
    registers,
  })
  let traffic: Traffic | undefined
  new Gauge({
    name: 'http_open_connections',
    help: 'Open connections of clients, idle ones included.',
    registers,
    async collect() {
      this.set((await traffic?.connections()) ?? 0)
    },
  })
  new Gauge({
    name: 'http_requests_in_flight',
    help: 'Requests whose response is not sent yet.',
    registers,
    collect() {
      this.set(traffic?.requests() ?? 0)
    },
  })
  return {
    registry,
    isAccepting: false,
    isReady() {
      return this.isAccepting && served?.isReadable() === true
    },
    setRelease(release) {
      earlier.hits += served?.cache?.hits ?? 0
      earlier.misses += served?.cache?.misses ?? 0
      served = release
    },
    observeRequest(route, method, status, seconds) {
      duration.observe({ route, method, status }, seconds)
    },
    countSwap(result) {
      swaps.inc({ result })
    },
    setOutdated(isOutdated) {
      outdated.set(Number(isOutdated))
    },
    setTraffic(source) {
      traffic = source
    },
  }
}

interface CacheCounts {
  hits: number
  misses: number
}

/** Registers the metrics of the served release, and of the response caches. */
function registerReleaseMetrics(
  registers: Registry[],
  current: () => ServedRelease | undefined,
  earlier: CacheCounts,
): void {
  new Gauge({
    name: 'orgfacts_release_info',
    help: 'Served release and program version, as labels.',
    labelNames: ['release', 'version'],
    registers,
    collect() {
      this.reset()
      const served = current()
      if (served !== undefined) this.set({ release: served.release, version: served.version }, 1)
    },
  })
  new Gauge({
    name: 'orgfacts_data_age_seconds',
    help: 'Age of the newest document.',
    registers,
    collect() {
      const served = current()
      if (served !== undefined) this.set((Date.now() - Date.parse(served.newest)) / 1000)
    },
  })
  for (const [result, help] of [
    ['hits', 'Responses from the response cache.'],
    ['misses', 'Responses that were not in the response cache.'],
  ] as const)
    new Counter({
      name: `orgfacts_response_cache_${result}_total`,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(earlier[result] + (current()?.cache?.[result] ?? 0))
      },
    })
  new Gauge({
    name: 'orgfacts_response_cache_bytes',
    help: 'Size of the response cache.',
    registers,
    collect() {
      this.set(current()?.cache?.bytes ?? 0)
    },
  })
}

/** Sets `isAccepting` while the app is up. Only for an app without a release switcher. */
export const readiness = fp(async (app: FastifyInstance, operations: Operations) => {
  app.addHook('onReady', async () => {
    operations.isAccepting = true
  })
  app.addHook('preClose', async () => {
    operations.isAccepting = false
  })
})

/** `/livez`, `/readyz` and `/metrics`. They are neither limited nor traced. */
export const operationsRoutes = fp(async (app: FastifyInstance, operations: Operations) => {
  const options = { schema: { hide: true }, config: { isProbe: true, otel: false } }
  app.get('/livez', options, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  )
  app.get('/readyz', options, async (_, reply) => {
    const isReady = operations.isReady()
    return reply
      .header('cache-control', 'no-store')
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ready' : 'not ready' })
  })
  app.get('/metrics', options, async (_, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(operations.registry.contentType)
      .send(await operations.registry.metrics()),
  )
})
