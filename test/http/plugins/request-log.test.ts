import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { Readable } from 'node:stream'
import Fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  REQUEST_LOG_OPTIONS,
  RequestLogController,
  requestLog,
  traceContext,
} from '../../../src/http/plugins/request-log.ts'
import { type AppOptions, buildApp } from '../../../src/server/app.ts'
import { FIXTURE, loadFolder } from '../../support/app.ts'
import { sendRaw } from '../raw-request.ts'

type Line = Record<string, unknown>

/** Leaves out the lines of the server itself. */
function addLine(lines: Line[], text: string): void {
  const line = JSON.parse(text)
  if (!line.msg.startsWith('Server listening')) lines.push(line)
}

async function appWithLog(isRecording?: () => boolean) {
  const lines: Line[] = []
  const stream = { write: (line: string) => addLine(lines, line) }
  const app = Fastify({
    logger: { level: 'info', stream },
    logController: new RequestLogController('a1', isRecording),
    ...REQUEST_LOG_OPTIONS,
  })
  onTestFinished(() => app.close())
  await app.register(requestLog)
  app.get('/things/:id', async () => ({}))
  app.get('/healthy', { config: { isProbe: true } }, async () => ({}))
  app.get('/unhealthy', { config: { isProbe: true } }, async (_, reply) => reply.code(503).send({}))
  app.get('/endless', async (_, reply) =>
    reply.send(
      new Readable({
        read() {
          this.push('x'.repeat(10_000))
        },
      }),
    ),
  )
  app.get('/cached', async (request) => {
    request.cached = 'hit'
    return {}
  })
  app.get('/interrupted', async (_, reply) => {
    const chunks = async function* () {
      yield 'begun'
      throw new Error('interrupted')
    }
    return reply.send(Readable.from(chunks()))
  })
  /** The lines that one request adds. */
  const linesOf = async (url: string, headers: Record<string, string> = {}) => {
    const before = lines.length
    await app.inject({ url, headers })
    return lines.slice(before)
  }
  return { app, lines, linesOf }
}

async function wholeAppWithLog(options: Partial<AppOptions> = {}) {
  const lines: Line[] = []
  const stream = { write: (line: string) => addLine(lines, line) }
  const { db } = loadFolder(FIXTURE)
  const app = await buildApp({ db, logger: { level: 'info', stream }, ...options })
  onTestFinished(() => app.close())
  return { app, lines }
}

/** Sends each request over a connection of its own, and returns the number of bytes that it received. */
async function bytesOfEach(app: FastifyInstance, requests: readonly string[]): Promise<number[]> {
  const received: number[] = []
  for (const request of requests) {
    const { bytes } = await sendRaw(app, `${request}Connection: close\r\n\r\n`)
    received.push(bytes)
  }
  return received
}

describe('the log', () => {
  it('has one line per response with client, route, status, duration and release', async () => {
    const { linesOf } = await appWithLog()
    const headers = { 'user-agent': 'curl/8.5.0' }
    expect(await linesOf('/things/1?a=b', headers)).toEqual([
      expect.objectContaining({
        level: 30,
        msg: 'request completed',
        request_id: expect.stringMatching(/^[\da-f-]{36}$/),
        client: '127.0.0.1',
        user_agent: 'curl/8.5.0',
        method: 'GET',
        url: '/things/1?a=b',
        route: '/things/:id',
        status: 200,
        ms: expect.any(Number),
        cached: null,
        release: 'a1',
      }),
    ])
  })

  it.each([
    ['/healthy', []],
    ['/unhealthy', [{ level: 40, msg: 'probe failed', route: '/unhealthy', status: 503 }]],
  ])('has a line for a probe only if it fails: %s', async (url, expected) => {
    const { linesOf } = await appWithLog()
    expect(await linesOf(url)).toEqual(expected.map((line) => expect.objectContaining(line)))
  })

  it('has no line for /livez, /readyz and /metrics of the whole app', async () => {
    const { app, lines } = await wholeAppWithLog()
    for (const url of ['/livez', '/readyz', '/metrics'])
      expect((await app.inject({ url })).statusCode).toBe(200)
    expect(lines).toEqual([])
  })

  it('has the client that a trusted proxy names, without its port', async () => {
    const { app, lines } = await wholeAppWithLog({ trustedProxies: ['loopback'] })
    for (const forwarded of ['192.0.2.1:50123', '[2001:db8::1]:50123', '::ffff:192.0.2.2'])
      await app.inject({ url: '/v1/names', headers: { 'x-forwarded-for': forwarded } })
    expect(lines.map(({ client }) => client)).toEqual(['192.0.2.1', '2001:db8::1', '192.0.2.2'])
  })

  it('has the bytes that were sent, for texts, compressed texts, streams and errors', async () => {
    const { app, lines } = await wholeAppWithLog()
    const urls = ['/v1/names', '/v1/claims?format=ndjson', '/nowhere', '/v1/names']
    const requests = urls.flatMap((url) => [
      `GET ${url} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n`,
      `GET ${url} HTTP/1.1\r\nHost: a\r\n`,
      `HEAD ${url} HTTP/1.1\r\nHost: a\r\n`,
    ])
    const received = await bytesOfEach(app, requests)
    expect(lines.map(({ bytes }) => bytes)).toEqual(received)
  })

  it('has the bytes of pipelined requests, each by itself', async () => {
    const { app, lines } = await wholeAppWithLog()
    const paths = ['/v1/names', '/v1/people?limit=2', '/nowhere', '/v1/claims?format=ndjson']
    const alone = await bytesOfEach(
      app,
      paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n`),
    )
    lines.length = 0
    const pipelined = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
    await bytesOfEach(app, [`${pipelined.join('')}GET /nowhere HTTP/1.1\r\nHost: a\r\n`])
    // The header Connection differs: the requests above close theirs.
    const difference = 'Connection: keep-alive\r\nKeep-Alive: timeout=72\r\n'.length
    for (const [index, bytes] of alone.entries())
      expect(Math.abs(Number(lines[index]?.bytes) - bytes)).toBeLessThanOrEqual(difference)
  })

  it('has the bytes sent so far when the client disconnects', async () => {
    const { app, lines } = await appWithLog()
    await app.listen({ port: 0, host: '127.0.0.1' })
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    socket.write('GET /endless HTTP/1.1\r\nHost: a\r\nUser-Agent: curl/8.5.0\r\n\r\n')
    await once(socket, 'data')
    socket.destroy()
    await expect.poll(() => lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      msg: 'client disconnected',
      client: '127.0.0.1',
      user_agent: 'curl/8.5.0',
      url: '/endless',
      status: 200,
    })
    expect(lines[0]?.bytes).toBeGreaterThan(10_000)
  })

  it('has no route for an unknown path', async () => {
    const { linesOf } = await appWithLog()
    expect(await linesOf('/nowhere')).toContainEqual(
      expect.objectContaining({ msg: 'request completed', route: null, status: 404 }),
    )
  })

  it('has route, release and use of the cache when the whole app serves the requests', async () => {
    const { app, lines } = await wholeAppWithLog({ cacheBytes: 2 ** 20 })
    const url = '/v1/people/antonio-vitorino?evidence=none'
    for (const _ of [1, 2]) await app.inject({ url })
    const { meta } = (await app.inject({ url })).json()
    const completed = lines.filter(({ msg }) => msg === 'request completed')
    const expected = { url, route: '/v1/people/:id', status: 200, release: meta.release }
    // A response is stored when it is requested for the second time.
    expect(completed).toEqual(
      ['miss', 'miss', 'hit'].map((cached) => expect.objectContaining({ ...expected, cached })),
    )
  })

  it('has in each line whether the response came from the cache', async () => {
    const { linesOf } = await appWithLog()
    expect(await linesOf('/cached')).toEqual([expect.objectContaining({ cached: 'hit' })])
  })

  it('has the trace of the client when traceparent is valid', async () => {
    const { linesOf } = await appWithLog()
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    expect(await linesOf('/things/1', { traceparent })).toEqual([
      expect.objectContaining({
        trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
        parent_id: '00f067aa0ba902b7',
      }),
    ])
    expect(traceContext('anything "else"')).toEqual({})
    expect(traceContext(undefined)).toEqual({})
  })

  it('has request id and reason when a response stream fails', async () => {
    const { lines, linesOf } = await appWithLog()
    await expect(linesOf('/interrupted')).rejects.toThrow()
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 50,
        request_id: expect.stringMatching(/^[\da-f-]{36}$/),
        err: expect.objectContaining({ message: 'interrupted' }),
        msg: 'response stream failed',
      }),
    )
  })

  it('has no credentials', async () => {
    const { linesOf } = await appWithLog()
    const lines = await linesOf('/things/1', {
      authorization: 'Bearer secret',
      cookie: 'session=secret',
    })
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  it('has no line for a completed request while recording is off', async () => {
    let isRecording = false
    const { linesOf } = await appWithLog(() => isRecording)
    expect(await linesOf('/things/1')).toEqual([])
    isRecording = true
    expect(await linesOf('/things/1')).toHaveLength(1)
  })
})
