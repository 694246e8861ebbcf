import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createOperations,
  operationsRoutes,
  readiness,
} from '../../../src/http/plugins/operations.ts'

const RELEASE = { release: 'a1', version: '1.2.3', newest: '2020-05-31' }

async function appWithOperations() {
  const operations = createOperations()
  const app = Fastify()
  onTestFinished(() => app.close())
  await app.register(readiness, operations)
  await app.register(operationsRoutes, operations)
  const metrics = async () => (await app.inject({ url: '/metrics' })).body
  return { app, operations, metrics }
}

describe('/readyz', () => {
  it('returns 200 when the app is up and 503 when it is not ready, unlike /livez', async () => {
    const { app, operations } = await appWithOperations()
    expect(operations.isReady).toBe(false)
    expect((await app.inject({ url: '/readyz' })).statusCode).toBe(200)
    operations.isReady = false
    const response = await app.inject({ url: '/readyz' })
    expect([response.statusCode, response.json()]).toEqual([503, { status: 'not ready' }])
    expect((await app.inject({ url: '/livez' })).statusCode).toBe(200)
  })

  it('is not ready any more when the app closes', async () => {
    const { app, operations } = await appWithOperations()
    await app.ready()
    expect(operations.isReady).toBe(true)
    await app.close()
    expect(operations.isReady).toBe(false)
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
