import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createOperations } from '../../../src/http/plugins/health-and-metrics.ts'
import { requestMetrics } from '../../../src/http/plugins/request-metrics.ts'

async function appWithMetrics(isRecording?: () => boolean) {
  const operations = createOperations()
  const app = Fastify()
  onTestFinished(() => app.close())
  await app.register(requestMetrics, { operations, ...(isRecording && { isRecording }) })
  app.get('/things/:id', async () => ({}))
  return { app, metrics: () => operations.registry.metrics() }
}

describe('request metrics', () => {
  it('are grouped by the route, and never by the path that a client requests', async () => {
    const { app, metrics } = await appWithMetrics()
    for (const url of ['/things/1', '/things/2', '/nowhere/1', '/nowhere/2'])
      await app.inject({ url })
    const text = await metrics()
    expect(text).toContain(
      'http_request_duration_seconds_count{route="/things/:id",method="GET",status="200"} 2',
    )
    expect(text).toContain(
      'http_request_duration_seconds_count{route="none",method="GET",status="404"} 2',
    )
    expect(text).not.toContain('/nowhere')
  })

  it('share one label for methods that no route supports', async () => {
    const { app, metrics } = await appWithMetrics()
    for (const method of ['POST', 'DELETE'] as const) await app.inject({ method, url: '/things/1' })
    expect(await metrics()).toContain('{route="none",method="other",status="404"} 2')
  })

  it('are not recorded while recording is off', async () => {
    let isRecording = false
    const { app, metrics } = await appWithMetrics(() => isRecording)
    await app.inject({ url: '/things/1' })
    isRecording = true
    await app.inject({ url: '/things/1' })
    expect(await metrics()).toContain('{route="/things/:id",method="GET",status="200"} 1')
  })
})
