import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { isTracingEnabled } from '../../../src/http/plugins/tracing.ts'
import { buildDatabase } from '../../../src/ingest/build.ts'
import { FIXTURE, migrations, temporaryFolder } from '../../support/app.ts'
import { eventually, listening, start } from '../../support/process.ts'

/** A request of the OTLP exporter. */
interface ExportRequest {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] }
    scopeSpans: {
      spans: {
        name: string
        traceId: string
        parentSpanId?: string
        attributes: { key: string; value: object }[]
      }[]
    }[]
  }[]
}

describe('tracing', { timeout: 30_000 }, () => {
  it('is off unless the variables of OpenTelemetry enable it', () => {
    const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://localhost:4318'
    expect(isTracingEnabled({})).toBe(false)
    expect(isTracingEnabled({ OTEL_EXPORTER_OTLP_ENDPOINT })).toBe(true)
    expect(isTracingEnabled({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: 'true' })).toBe(false)
    expect(isTracingEnabled({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER: 'none' })).toBe(
      false,
    )
  })

  it('exports a span for each request but probes, in the trace of the client', async () => {
    const exported: ExportRequest[] = []
    const collector = createServer((request, response) => {
      let body = ''
      request.on('data', (data) => {
        body += data
      })
      request.on('end', () => {
        exported.push(JSON.parse(body))
        response.end('{}')
      })
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void collector.close())
    await once(collector, 'listening')
    const database = join(temporaryFolder({}), 'facts.db')
    buildDatabase(database, { folder: FIXTURE, resourceTypes, migrations })
    const { port } = collector.address() as AddressInfo
    const { child, ran } = start('cli/serve.ts', [], {
      DATABASE: database,
      PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_SERVICE_NAME: 'my-service',
    })
    const origin = await listening(child, ran)
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01` }
    for (const path of ['/livez', '/readyz', '/metrics', '/nowhere'])
      await (await fetch(`${origin}${path}`)).text()
    expect((await fetch(`${origin}/v1/people/antonio-vitorino`, { headers })).status).toBe(200)
    const spans = () => exported.flatMap(({ resourceSpans }) => resourceSpans)
    const spansFound = await eventually(
      async () => spans().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      (spans) => spans.some(({ parentSpanId }) => parentSpanId === '00f067aa0ba902b7'),
    )
    const root = spansFound.find(({ parentSpanId }) => parentSpanId === '00f067aa0ba902b7')
    expect(root?.traceId).toBe(trace)
    expect(root?.name).toBe('GET /v1/people/:id')
    // Spans without a parent are of requests; the others are of handlers.
    const names = spansFound.flatMap(({ name, parentSpanId }) => (parentSpanId ? [] : [name]))
    expect(names).toEqual(['GET'])
    expect(root?.attributes).toContainEqual({
      key: 'http.route',
      value: { stringValue: '/v1/people/:id' },
    })
    expect(spans()[0]?.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'my-service' },
    })
  })

  it('neither delays nor fails the stop when no collector listens', async () => {
    const database = join(temporaryFolder({}), 'facts.db')
    buildDatabase(database, { folder: FIXTURE, resourceTypes, migrations })
    const { child, ran, ended } = start('cli/serve.ts', [], {
      DATABASE: database,
      PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    })
    expect((await fetch(`${await listening(child, ran)}/v1/names`)).status).toBe(200)
    const stopped = performance.now()
    child.kill('SIGTERM')
    const { code, err } = await ended
    expect([code, err]).toEqual([0, ''])
    expect(performance.now() - stopped).toBeLessThan(4_000)
  })
})
