import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What operators ask: whether the process lives, whether it wants requests, and how it fares. */

/** What is served at present. */
export interface ServedRelease {
  release: string
  version: string
  /** The day of the newest knowledge. */
  newest: string
  /** Answers that are kept, where any are. */
  cache?: { hits: number; misses: number; bytes: number } | undefined
}

export interface Operations {
  registry: Registry
  /** The metrics as text: of this process, or of all that serve together. */
  metrics(): Promise<string>
  /** Whether requests are wanted: not before all is in place, and not while the server stops. */
  ready: boolean
  /** Tells what is served from now on. */
  serve(served: ServedRelease): void
  /** Notes one answer. */
  observe(route: string, method: string, status: number, seconds: number): void
  /** Notes that a new release was found, and whether it is served. */
  swapped(result: 'served' | 'refused'): void
}

const CACHE = {
  hits: 'Answers that were given again.',
  misses: 'Answers that had to be made.',
  bytes: 'How much room the answers take that are kept.',
} as const

export function createOperations(): Operations {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  let served: ServedRelease | undefined
  new Gauge({
    name: 'orgfacts_release_info',
    help: 'The release that is served, as labels.',
    // Of processes that serve together, it is told once.
    aggregator: 'first',
    labelNames: ['release', 'version'],
    registers,
    collect() {
      this.reset()
      if (served !== undefined) this.set({ release: served.release, version: served.version }, 1)
    },
  })
  new Gauge({
    name: 'orgfacts_data_age_seconds',
    help: 'How long ago the newest document was known_from.',
    aggregator: 'max',
    registers,
    collect() {
      if (served !== undefined) this.set((Date.now() - Date.parse(served.newest)) / 1000)
    },
  })
  for (const [name, help] of Object.entries(CACHE))
    new Gauge({
      name: `orgfacts_answer_cache_${name}`,
      help,
      registers,
      collect() {
        this.set(served?.cache?.[name as keyof typeof CACHE] ?? 0)
      },
    })
  const swaps = new Counter({
    name: 'orgfacts_release_swaps_total',
    help: 'New releases that were found while serving, by whether they are served.',
    labelNames: ['result'],
    registers,
  })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long answers took, by the template of their route.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1],
    registers,
  })
  return {
    registry,
    metrics: () => registry.metrics(),
    ready: false,
    serve(now) {
      served = now
    },
    swapped(result) {
      swaps.inc({ result })
    },
    observe(route, method, status, seconds) {
      duration.observe({ route, method, status }, seconds)
    },
  }
}

/** Notes every answer of an app. */
export const requestMetrics = fp(async (app: FastifyInstance, operations: Operations) => {
  app.addHook('onResponse', ({ routeOptions, method }, { statusCode, elapsedTime }, done) => {
    // A path that is not there has no template, nor has a method that a path does not have: neither may
    // make one of its own.
    const told = ['GET', 'HEAD', 'OPTIONS'].includes(method) ? method : 'other'
    operations.observe(routeOptions.url ?? 'none', told, statusCode, elapsedTime / 1000)
    done()
  })
})

/** Says that requests are wanted as long as the app is up: of one that serves alone. */
export const readiness = fp(async (app: FastifyInstance, operations: Operations) => {
  app.addHook('onReady', async () => {
    operations.ready = true
  })
  app.addHook('preClose', async () => {
    operations.ready = false
  })
})

/** `/livez`, `/readyz` and `/metrics`, on the port of the API or on another. */
export const operationsRoutes = fp(async (app: FastifyInstance, operations: Operations) => {
  const options = { schema: { hide: true }, config: { unlimited: true } }
  app.get('/livez', options, async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  )
  app.get('/readyz', options, async (_, reply) =>
    reply
      .header('cache-control', 'no-store')
      .code(operations.ready ? 200 : 503)
      .send({ status: operations.ready ? 'ready' : 'not ready' }),
  )
  app.get('/metrics', options, async (_, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(operations.registry.contentType)
      .send(await operations.metrics()),
  )
})
