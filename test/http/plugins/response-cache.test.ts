import { once } from 'node:events'
import { connect } from 'node:net'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AnswerCache, questionOf } from '../../../src/http/response-cache/store.ts'
import { buildApp } from '../../../src/server/app.ts'
import { loadFolder, SEED } from '../../support/app.ts'

/** Answers that were made before, over a real connection: nothing about them may differ. */

const logged: string[] = []
const stream = { write: (line: string) => logged.push(line) }
const { db } = loadFolder(SEED)
const app = await buildApp({ db, room: 2 ** 20, logger: { level: 'info', stream } })
let port = 0

beforeAll(async () => {
  port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
})

afterAll(() => app.close())

interface Got {
  status: number
  headers: Map<string, string>
  body: Buffer
}

/** One answer, byte for byte: a client of higher level would unpack it. */
async function ask(path: string, headers: string[] = [], method = 'GET'): Promise<Got> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(Buffer.from(chunk)))
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: a', 'Connection: close', ...headers]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  await once(socket, 'close')
  const all = Buffer.concat(chunks)
  const end = all.indexOf('\r\n\r\n')
  const [first = '', ...rest] = all.subarray(0, end).toString().split('\r\n')
  const named = rest.map((line): [string, string] => {
    const at = line.indexOf(': ')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)]
  })
  return {
    status: Number(first.split(' ')[1]),
    headers: new Map(named.filter(([name]) => name !== 'date')),
    body: all.subarray(end + 4),
  }
}

/** How many answers were given again so far. */
async function hits(): Promise<number> {
  const { body } = await app.inject({ url: '/metrics' })
  return Number(/^orgfacts_answer_cache_hits (\d+)$/m.exec(body)?.[1])
}

/** An answer that is made, made and kept, and given again. */
async function thrice(path: string, headers: string[] = []): Promise<[Got, Got, Got]> {
  const before = await hits()
  const answers: [Got, Got, Got] = [
    await ask(path, headers),
    await ask(path, headers),
    await ask(path, headers),
  ]
  expect((await hits()) - before, path).toBe(1)
  return answers
}

describe('an answer that was made before', () => {
  it.each([
    '/v1/leadership?limit=20',
    '/v1/people/antonio-vitorino',
    '/v1/organizations/iom?valid_at=2014',
    '/v1/search?q=geneva',
    '/v1/disputes?limit=3',
    '/v1/dataset',
  ])('is the same in head and body: %s', async (path) => {
    const [made, kept, again] = await thrice(path)
    expect(again).toEqual(made)
    expect(again).toEqual(kept)
    expect(again.status).toBe(200)
  })

  it.each([
    ['gzip', gunzipSync, '/v1/objectives?limit=9'],
    ['zstd', zstdDecompressSync, '/v1/objectives?limit=8'],
  ])('is kept as it is sent: %s', async (coding, unpack, path) => {
    const [made, kept, again] = await thrice(path, [`Accept-Encoding: ${coding}`])
    for (const { headers } of [made, kept, again])
      expect(headers.get('content-encoding')).toBe(coding)
    expect(again).toEqual(kept)
    expect(unpack(again.body).toString()).toBe((await app.inject({ url: path })).body)
  })

  it('is not sent to whoever has it', async () => {
    const path = '/v1/names?limit=2'
    const [{ headers }] = await thrice(path)
    const etag = headers.get('etag')
    for (const known of [etag, `"x", ${etag}`, '*', etag?.slice(2)]) {
      const same = await ask(path, [`If-None-Match: ${known}`])
      expect([same.status, same.body.length]).toEqual([304, 0])
      expect(same.headers.get('etag')).toBe(etag)
      expect(same.headers.get('vary')).toBe(headers.get('vary'))
      expect(same.headers.has('content-type')).toBe(false)
    }
    expect((await ask(path, ['If-None-Match: "other"'])).status).toBe(200)
  })

  it('is known to be the same though it was never made here', async () => {
    const url = '/v1/names?limit=4'
    const { headers } = await app.inject({ url })
    const before = await hits()
    for (const _ of [1, 2, 3]) {
      const same = await ask(url, [`If-None-Match: ${headers.etag}`])
      expect([same.status, same.headers.get('etag')]).toEqual([304, headers.etag])
    }
    expect(await hits()).toBeGreaterThan(before)
    expect((await ask(url)).body.length).toBeGreaterThan(100)
  })

  it('is found by other words for the same, and kept apart from other forms', async () => {
    const [json] = await thrice('/v1/names?limit=3&evidence=none')
    const other = await ask('/v1/names?evidence=none&limit=3')
    expect(other.body.equals(json.body)).toBe(true)
    const linked = await ask('/v1/names?limit=3&evidence=none', ['Accept: application/ld+json'])
    expect(linked.headers.get('content-type')).toContain('application/ld+json')
    const sparse = await ask('/v1/names?limit=3&evidence=none&fields=name')
    expect(sparse.body.length).toBeLessThan(json.body.length)
  })

  it('is told of in the log', async () => {
    await thrice('/v1/names?limit=1&sort=id')
    const lines = logged.map((line) => JSON.parse(line)).filter(({ cached }) => cached === 'hit')
    expect(lines.at(-1)).toMatchObject({
      method: 'GET',
      url: '/v1/names?limit=1&sort=id',
      status: 200,
      msg: 'answered',
    })
  })
})

describe('what is never given again', () => {
  it.each([
    ['an error', '/v1/names/nothing', []],
    ['linked data, which says under which host it was asked for', '/v1/names?format=jsonld', []],
    ['a file that is written as it is made', '/v1/names?format=csv', []],
  ])('is %s', async (_, path, headers) => {
    const before = await hits()
    for (const __ of [1, 2, 3]) await ask(path, headers)
    expect(await hits()).toBe(before)
  })

  it('is HEAD, which has no body', async () => {
    const path = '/v1/funding'
    await thrice(path)
    const { status, body } = await ask(path, [], 'HEAD')
    expect([status, body.length]).toEqual([200, 0])
  })
})

describe('the room for answers', () => {
  const body = Buffer.alloc(1_000)
  const put = (cache: AnswerCache, name: string) => {
    if (cache.find(questionOf(name))) return
    if (cache.admits(name))
      cache.keep(questionOf(name), 'identity', { etag: name, headers: {}, body })
  }

  it('is not filled by what is asked once', () => {
    const cache = new AnswerCache(100_000)
    for (let n = 0; n < 50_000; n += 1) put(cache, `once-${n}`)
    expect(cache.bytes).toBe(0)
  })

  it('is never overrun, and keeps what is asked often beside strangers who ask twice', () => {
    const cache = new AnswerCache(100_000)
    const hot = Array.from({ length: 20 }, (_, n) => `hot-${n}`)
    for (const _ of [1, 2, 3]) for (const name of hot) put(cache, name)
    for (let n = 0; n < 10_000; n += 1) {
      put(cache, `stranger-${n}`)
      put(cache, `stranger-${n}`)
      if (n % 50 === 0) for (const name of hot) put(cache, name)
      expect(cache.bytes).toBeLessThanOrEqual(100_000)
    }
    for (const name of hot) expect(cache.find(questionOf(name)), name).toBeDefined()
  })

  it('holds nothing after a stop', () => {
    const cache = new AnswerCache(100_000)
    for (const _ of [1, 2, 3]) put(cache, 'a')
    cache.close()
    expect([cache.find(questionOf('a')), cache.bytes]).toEqual([undefined, 0])
  })
})
