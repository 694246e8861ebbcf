import { Readable } from 'node:stream'
import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  REQUEST_LOG_OPTIONS,
  RequestLogController,
  requestLog,
  traceContext,
} from '../../../src/http/plugins/request-log.ts'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, loadFolder } from '../../support/app.ts'

type Line = Record<string, unknown>

async function appWithLog(isRecording?: () => boolean) {
  const lines: Line[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const app = Fastify({
    logger: { level: 'info', stream },
    logController: new RequestLogController('a1', isRecording),
    ...REQUEST_LOG_OPTIONS,
  })
  onTestFinished(() => app.close())
  await app.register(requestLog)
  app.get('/things/:id', async () => ({}))
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
  return { lines, linesOf }
}

describe('the log', () => {
  it('has one line per response with route, status, duration and release', async () => {
    const { linesOf } = await appWithLog()
    expect(await linesOf('/things/1?a=b')).toEqual([
      expect.objectContaining({
        level: 30,
        msg: 'request completed',
        request_id: expect.stringMatching(/^[\da-f-]{36}$/),
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

  it('has no route for an unknown path', async () => {
    const { linesOf } = await appWithLog()
    expect(await linesOf('/nowhere')).toContainEqual(
      expect.objectContaining({ msg: 'request completed', route: null, status: 404 }),
    )
  })

  it('has route, release and use of the cache when the whole app serves the requests', async () => {
    const lines: Line[] = []
    const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
    const { db } = loadFolder(FIXTURE)
    const app = await buildApp({ db, cacheBytes: 2 ** 20, logger: { level: 'info', stream } })
    onTestFinished(() => app.close())
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

  it('says whether the response came from the cache', async () => {
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
