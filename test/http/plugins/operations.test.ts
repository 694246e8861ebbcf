import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import {
  createOperations,
  operationsRoutes,
  readiness,
  requestMetrics,
} from '../../../src/http/plugins/operations.ts'

/** What operators ask, on an app that knows no facts and no database. */

async function bare() {
  const operations = createOperations()
  operations.serve({ release: 'a1', version: '1.2.3', newest: '2020-05-31' })
  const app = Fastify()
  await app.register(requestMetrics, operations)
  await app.register(readiness, operations)
  await app.register(operationsRoutes, operations)
  app.get('/things/:id', async () => ({}))
  return { app, operations }
}

describe('/readyz', () => {
  it('says yes once all is in place, and no while the server stops', async () => {
    const { app, operations } = await bare()
    expect(operations.ready).toBe(false)
    expect((await app.inject({ url: '/readyz' })).statusCode).toBe(200)
    operations.ready = false
    const response = await app.inject({ url: '/readyz' })
    expect([response.statusCode, response.json()]).toEqual([503, { status: 'not ready' }])
    expect((await app.inject({ url: '/livez' })).statusCode).toBe(200)
    operations.ready = true
    await app.close()
    expect(operations.ready).toBe(false)
  })
})

describe('/metrics', () => {
  it('tells durations by the template of the route, never by what strangers ask for', async () => {
    const { app } = await bare()
    for (const url of ['/things/1', '/things/2', '/nowhere/1', '/nowhere/2'])
      await app.inject({ url })
    const { body, headers } = await app.inject({ url: '/metrics' })
    expect(headers['content-type']).toMatch(/^text\/plain; version=/)
    expect(body).toContain(
      'http_request_duration_seconds_count{route="/things/:id",method="GET",status="200"} 2',
    )
    expect(body).toContain(
      'http_request_duration_seconds_count{route="none",method="GET",status="404"} 2',
    )
    expect(body).not.toContain('/nowhere')
  })

  it('tells the release, the age of the data, and how the process fares', async () => {
    const { app } = await bare()
    const { body } = await app.inject({ url: '/metrics' })
    expect(body).toContain('orgfacts_release_info{release="a1",version="1.2.3"} 1')
    expect(body).toMatch(/orgfacts_data_age_seconds \d{8,}/)
    expect(body).toContain('nodejs_eventloop_lag_seconds')
  })
})
