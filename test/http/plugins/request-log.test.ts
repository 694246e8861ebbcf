import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { traceContext } from '../../../src/http/plugins/request-log.ts'
import { buildApp } from '../../../src/server/app.ts'
import { loaded, SEED } from '../../support/app.ts'

/** What operators read of each answer. */

const lines: Record<string, unknown>[] = []
const stream = { write: (line: string) => lines.push(JSON.parse(line)) }
const app = await buildApp({
  db: loaded(SEED).db,
  room: 2 ** 20,
  logger: { level: 'info', stream },
})
app.get('/torn', { schema: { hide: true } }, async (_, reply) => {
  const torn = async function* () {
    yield 'begun'
    throw new Error('torn')
  }
  return reply.send(Readable.from(torn()))
})
const release = (await app.inject('/v1/dataset')).json().data.release

/** The lines of one request. */
async function logged(url: string, headers: Record<string, string> = {}) {
  lines.splice(0)
  await app.inject({ url, headers })
  return lines.splice(0)
}

describe('each answer', () => {
  it('is told of in one line: by which route, how, how quickly, from where, of which release', async () => {
    const [line, ...more] = await logged('/v1/people/antonio-vitorino?evidence=none')
    expect(more).toEqual([])
    expect(line).toMatchObject({
      level: 30,
      msg: 'answered',
      request_id: expect.stringMatching(/^[\da-f-]{36}$/),
      method: 'GET',
      url: '/v1/people/antonio-vitorino?evidence=none',
      route: '/v1/people/:id',
      status: 200,
      ms: expect.any(Number),
      cached: 'miss',
      release,
    })
    const [unknown] = await logged('/nowhere')
    expect(unknown).toMatchObject({ route: null, status: 404, cached: null })
  })

  it('that was made before is told as such', async () => {
    for (const _ of [1, 2]) await logged('/v1/names?limit=2')
    const [line] = await logged('/v1/names?limit=2')
    expect(line).toMatchObject({ route: '/v1/names', status: 200, cached: 'hit' })
  })

  it('names the trace that its caller is part of', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const [line] = await logged('/v1/names', { traceparent })
    expect(line).toMatchObject({
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
      parent_id: '00f067aa0ba902b7',
    })
    expect(traceContext('anything "else"')).toEqual({})
    expect(traceContext(undefined)).toEqual({})
  })

  it('that breaks off names its request, and why', async () => {
    await expect(logged('/torn')).rejects.toThrow()
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 50,
        request_id: expect.stringMatching(/^[\da-f-]{36}$/),
        err: expect.objectContaining({ message: 'torn' }),
        msg: 'broken off',
      }),
    )
  })

  it('tells nothing of what its caller is trusted with', async () => {
    const text = JSON.stringify(
      await logged('/v1/names', { authorization: 'Bearer secret', cookie: 'session=secret' }),
    )
    expect(text).not.toContain('secret')
  })
})
