import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createOperations,
  operationsRoutes,
  readiness,
} from '../../../src/http/plugins/health-and-metrics.ts'

const RELEASE = { release: 'a1', version: '1.2.3', newest: '2020-05-31', isReadable: () => true }

async function appWithOperations() {
  const operations = createOperations()
  const app = Fastify()
  onTestFinished(() => app.close())
  await app.register(readiness, operations)
  await app.register(operationsRoutes, operations)
  const metrics = async () => (await app.inject({ url: '/metrics' })).body
  const readyz = async () => {
    const { statusCode, body } = await app.inject({ url: '/readyz' })
    return [statusCode, JSON.parse(body)]
  }
  return { app, operations, metrics, readyz }
}

const READY = [200, { status: 'ready' }]
const NOT_READY = [503, { status: 'not ready' }]

describe('/readyz', () => {
  it('returns 200 when requests are accepted and the release can be read', async () => {
    const { operations, readyz } = await appWithOperations()
    expect(await readyz()).toEqual(NOT_READY)
    operations.setRelease(RELEASE)
    expect(await readyz()).toEqual(READY)
  })

  it('returns 503 when no requests are accepted, unlike /livez', async () => {
    const { app, operations, readyz } = await appWithOperations()
    operations.setRelease(RELEASE)
    await app.ready()
    operations.isAccepting = false
    expect(await readyz()).toEqual(NOT_READY)
    expect((await app.inject({ url: '/livez' })).statusCode).toBe(200)
  })

  it('returns 503 while the release cannot be read', async () => {
    const { operations, readyz } = await appWithOperations()
    let isReadable = true
    operations.setRelease({ ...RELEASE, isReadable: () => isReadable })
    expect(await readyz()).toEqual(READY)
    isReadable = false
    expect(await readyz()).toEqual(NOT_READY)
    isReadable = true
    expect(await readyz()).toEqual(READY)
  })

  it('is not ready when the app is closed', async () => {
    const { app, operations } = await appWithOperations()
    operations.setRelease(RELEASE)
    await app.ready()
    expect(operations.isReady()).toBe(true)
    await app.close()
    expect(operations.isReady()).toBe(false)
  })
})

describe('/metrics', () => {
  it('reports the release, the age of the data and the process', async () => {
    const { app, operations } = await appWithOperations()
    operations.setRelease(RELEASE)
    const { body, headers } = await app.inject({ url: '/metrics' })
    expect(headers['content-type']).toMatch(/^text\/plain; version=/)
    expect(body).toContain('orgfacts_release_info{release="a1",version="1.2.3"} 1')
    expect(body).toMatch(/orgfacts_data_age_seconds \d{8,}/)
    expect(body).toContain('nodejs_eventloop_lag_seconds')
  })

  it('has the type counter exactly for the names that end in _total', async () => {
    const { operations, metrics } = await appWithOperations()
    operations.setRelease({ ...RELEASE, cache: { hits: 3, misses: 2, bytes: 5_000 } })
    const types = [...(await metrics()).matchAll(/^# TYPE (\S+) (\S+)$/gm)]
    expect(types.length).toBeGreaterThan(20)
    // prom-client's own gauges of this kind are named like counters.
    for (const [, name = '', type] of types.filter(([line]) => !line.includes('nodejs_active_')))
      expect(type === 'counter', `${name} ${type}`).toBe(name.endsWith('_total'))
    const typeOf = new Map(types.map(([, name, type]) => [name, type]))
    expect(typeOf.get('orgfacts_data_age_seconds')).toBe('gauge')
    expect(typeOf.get('http_request_duration_seconds')).toBe('histogram')
  })

  it('reports both results of a swap before the first one, so that an alert can fire', async () => {
    const { operations, metrics } = await appWithOperations()
    const before = await metrics()
    expect(before).toContain('orgfacts_release_swaps_total{result="served"} 0')
    expect(before).toContain('orgfacts_release_swaps_total{result="refused"} 0')
    operations.countSwap('refused')
    expect(await metrics()).toContain('orgfacts_release_swaps_total{result="refused"} 1')
  })

  it('reports whether the file is another one than the served one', async () => {
    const { operations, metrics } = await appWithOperations()
    expect(await metrics()).toContain('orgfacts_release_outdated 0')
    operations.setOutdated(true)
    expect(await metrics()).toContain('orgfacts_release_outdated 1')
    operations.setOutdated(false)
    expect(await metrics()).toContain('orgfacts_release_outdated 0')
  })

  it('reports open connections and requests in flight as they are at present', async () => {
    const { operations, metrics } = await appWithOperations()
    const reported = async () =>
      [...(await metrics()).matchAll(/^http_(?:open_connections|requests_in_flight) \d+$/gm)].map(
        ([line]) => line,
      )
    expect(await reported()).toEqual(['http_open_connections 0', 'http_requests_in_flight 0'])
    const traffic = { open: 7, running: 3 }
    operations.setTraffic({
      connections: async () => traffic.open,
      requests: () => traffic.running,
    })
    expect(await reported()).toEqual(['http_open_connections 7', 'http_requests_in_flight 3'])
    traffic.open = 1
    expect(await reported()).toEqual(['http_open_connections 1', 'http_requests_in_flight 3'])
  })

  it('reports only the last release after a swap', async () => {
    const { operations, metrics } = await appWithOperations()
    operations.setRelease(RELEASE)
    operations.setRelease({ ...RELEASE, release: 'b2' })
    operations.countSwap('served')
    const body = await metrics()
    expect(body).toContain('orgfacts_release_info{release="b2",version="1.2.3"} 1')
    expect(body).not.toContain('release="a1"')
    expect(body).toContain('orgfacts_release_swaps_total{result="served"} 1')
  })

  it('reports hits, misses and size of the response cache', async () => {
    const { operations, metrics } = await appWithOperations()
    operations.setRelease({ ...RELEASE, cache: { hits: 3, misses: 2, bytes: 5_000 } })
    // Twice, because a counter must not grow by being read.
    await metrics()
    const body = await metrics()
    expect(body).toContain('# TYPE orgfacts_response_cache_hits_total counter')
    expect(body).toContain('orgfacts_response_cache_hits_total 3')
    expect(body).toContain('orgfacts_response_cache_misses_total 2')
    expect(body).toContain('orgfacts_response_cache_bytes 5000')
  })

  it('does not let the counters of the response cache fall when a release is swapped', async () => {
    const { operations, metrics } = await appWithOperations()
    operations.setRelease({ ...RELEASE, cache: { hits: 3, misses: 2, bytes: 5_000 } })
    operations.setRelease({ ...RELEASE, cache: { hits: 1, misses: 0, bytes: 100 } })
    const body = await metrics()
    expect(body).toContain('orgfacts_response_cache_hits_total 4')
    expect(body).toContain('orgfacts_response_cache_misses_total 2')
    expect(body).toContain('orgfacts_response_cache_bytes 100')
  })
})
