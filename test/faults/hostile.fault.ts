import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { memoryOf } from '../../bench/server.ts'
import { build } from '../../src/accounts/build.ts'
import { nouns } from '../../src/facts/index.ts'
import { migrations, SEED } from '../helper.ts'
import { eventually, freePort, start } from '../program.ts'
import { chance } from './chance.ts'
import { ask } from './traffic.ts'

/** What strangers send. It never costs the others more than a moment, and never is a fault of ours. */

const folder = mkdtempSync(join(tmpdir(), 'orgfacts-hostile-'))
const database = join(folder, 'facts.db')
build(database, { folder: SEED, nouns, migrations })

let port = 0
let origin = ''
let pid = 0
let stop = () => {}

beforeAll(async () => {
  port = await freePort()
  origin = `http://127.0.0.1:${port}`
  const env = { DATABASE: database, PORT: String(port), LOG_LEVEL: 'error' }
  const { child } = start('main.ts', [], env, (end) => {
    stop = end
  })
  pid = child.pid ?? 0
  await eventually(
    () => ask(`${origin}/readyz`),
    ({ status }) => status === 200,
  )
})
afterAll(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

/** A connection on which this is sent as it is. */
function send(text: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  socket.write(text)
  return new Promise((resolve) => {
    let got = ''
    socket.on('data', (data) => {
      got += data.toString('latin1')
    })
    socket.on('error', () => resolve(got))
    socket.on('close', () => resolve(got))
    void setTimeout(1_500).then(() => resolve(got))
  })
}

/** MiB that the server has in memory. */
const resident = () => memoryOf(pid).now

const NORMAL = [
  '/v1/leadership',
  '/v1/people/antonio-vitorino',
  '/v1/members?valid_at=2016&limit=20',
]

/** How long a normal caller waits, in milliseconds: 99 of 100 times no longer than that. */
async function p99(): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const times: number[] = []
  for (let n = 0; n < 300; n += 1) {
    const { status, ms } = await ask(`${origin}${NORMAL[n % NORMAL.length]}`, agent)
    expect(status).toBe(200)
    times.push(ms)
  }
  agent.destroy()
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
}

/** What a quiet server needs, at least a millisecond: below that the machine is measured. */
const quiet = async () => Math.max(5, await p99())

describe('normal callers are served as before', () => {
  it('while 2,000 connections do nothing', async () => {
    const before = await quiet()
    const memory = resident()
    for (let n = 0; n < 2_000; n += 1)
      sockets.push(connect(port, '127.0.0.1').on('error', () => {}))
    await setTimeout(500)
    expect(await p99()).toBeLessThan(before * 2)
    expect(resident() - memory).toBeLessThan(150)
  })

  it('while 300 send their headers a byte at a time, and 300 their body', async () => {
    const before = await quiet()
    for (let n = 0; n < 600; n += 1) {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      sockets.push(socket)
      const head = 'GET /v1/names HTTP/1.1\r\nHost: here\r\n'
      socket.write(n % 2 === 0 ? head : `${head}Content-Length: 100000\r\n\r\n`)
      const drip = setInterval(() => socket.write('x'), 200)
      socket.on('close', () => clearInterval(drip))
    }
    await setTimeout(500)
    expect(await p99()).toBeLessThan(before * 2)
  })

  it('while 50 read their answers slowly', async () => {
    const before = await quiet()
    const memory = resident()
    for (let n = 0; n < 50; n += 1) {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      sockets.push(socket)
      socket.pause()
      socket.write(
        'GET /v1/claims?limit=all&format=ndjson HTTP/1.1\r\nHost: here\r\n\r\n'.repeat(5),
      )
    }
    await setTimeout(1_000)
    expect(await p99()).toBeLessThan(before * 2)
    expect(resident() - memory).toBeLessThan(300)
  })
})

describe('what is no request', () => {
  const head = 'GET /v1/names HTTP/1.1\r\nHost: here\r\n'
  it.each([
    ['a header of 1 MB', `${head}X: ${'a'.repeat(1_000_000)}\r\n\r\n`, /^(?:HTTP\/1.1 431 |$)/],
    ['a thousand headers', `${head}${'X-A: b\r\n'.repeat(3_000)}\r\n`, /^HTTP\/1.1 (?:431|200) /],
    [
      'a URL of 1 MB',
      `GET /v1/names?x=${'a'.repeat(1_000_000)} HTTP/1.1\r\nHost: here\r\n\r\n`,
      /^(?:HTTP\/1.1 4\d\d |$)/,
    ],
    [
      'a URL of 10 kB',
      `GET /v1/names?x=${'a'.repeat(10_000)} HTTP/1.1\r\nHost: here\r\n\r\n`,
      /^HTTP\/1.1 414 /,
    ],
    [
      'garbage after a request',
      `${head}\r\n\0\x01\x02garbage\r\n\r\n`,
      /^HTTP\/1.1 200 .*HTTP\/1.1 400 /s,
    ],
    [
      'bad chunks',
      `POST /v1/names HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n`,
      /^HTTP\/1.1 40[05] /,
    ],
    ['two lengths', `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, /^HTTP\/1.1 400 /],
    [
      'a length and chunks',
      `POST /v1/names HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      /^HTTP\/1.1 400 /,
    ],
    ['a name of two lines', 'GET /v1/names HTTP/1.1\r\nHost: a\r\n b\r\n\r\n', /^HTTP\/1.1 400 /],
    [
      'two hosts, of which one is empty',
      'GET /v1/names HTTP/1.1\r\nHost:\r\nHost: evil.example\r\n\r\n',
      /^HTTP\/1.1 400 /,
    ],
    ['a host that is a path', 'GET /v1/names HTTP/1.1\r\nHost: a/../b\r\n\r\n', /^HTTP\/1.1 400 /],
    ['another version', 'GET /v1/names HTTP/3.0\r\nHost: here\r\n\r\n', /^HTTP\/1.1 (?:400|505) /],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), /^(?:HTTP\/1.1 400 |$)/],
  ])('is refused: %s', async (_, text, answer) => {
    expect(await send(text)).toMatch(answer)
    expect((await ask(`${origin}/v1/names`)).status).toBe(200)
  })
})

/** Pieces of which strange paths and values are made. */
const PIECES = [
  ...['%00', '%2f', '%2F..%2F', '../', '..%5c', '%c0%af', '%ff', '%e0%80%af', '%', '%zz', '\\'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '[]',
    '[a]',
    '%5B__proto__%5D',
    '.',
    '//',
  ],
  ...["' OR 1=1 --", '"; DROP TABLE claims;', '<script>', '{{7*7}}', '%0d%0aX-A: b', '\u202e'],
  ...['a'.repeat(3_000), '('.repeat(500), '(a+)+$', '9'.repeat(400), '-1', '1e999', 'NaN', 'null'],
  ...[
    '2018-13-45',
    '0000',
    '9999/..',
    'é',
    '%F0%9F%92%A9',
    ' ',
    '+',
    ';',
    '|',
    '&&',
    '=',
    '?',
    '#',
  ],
]
const WORDS = [
  ...[
    '/v1/leadership',
    '/v1/people/',
    '/v1/search',
    '/v1/claims/',
    '/docs/',
    '/docs/static/',
    '/problems/',
  ],
  ...[
    'limit',
    'cursor',
    'sort',
    'fields',
    'valid_at',
    'known_at',
    'q',
    'format',
    'release',
    'person',
    'evidence',
  ],
]

describe('strange requests', () => {
  it('of 5,000 kinds are answered as they should be, and never with a fault of ours', async () => {
    const pick = (all: readonly string[]) => all[chance(all.length)] ?? ''
    const statuses = new Map<string, number>()
    const faults: string[] = []
    const memory = resident()
    for (let n = 0; n < 5_000; n += 1) {
      const path = pick(WORDS.slice(0, 7)) + (chance(2) === 0 ? pick(PIECES) : '')
      const query = Array.from({ length: chance(4) }, () => {
        const name = chance(3) === 0 ? pick(PIECES) : pick(WORDS.slice(7))
        return `${name}=${Array.from({ length: 1 + chance(2) }, () => pick(PIECES)).join('')}`
      }).join('&')
      const url = `${path}?${query}`.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent)
      const answer = await ask({ host: '127.0.0.1', port, path: url })
      const kind = `${Math.floor(answer.status / 100)}xx`
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1)
      if (answer.status === 0 || answer.status >= 500)
        faults.push(`${url} ${answer.status} ${answer.body.slice(0, 200)}`)
      if (answer.status >= 400 && /node_modules|\.ts:\d+|SQLITE_/.test(answer.body))
        faults.push(`${url} tells: ${answer.body.slice(0, 300)}`)
    }
    console.log(
      `5,000 strange requests: ${[...statuses].map(([kind, many]) => `${many} ${kind}`).join(', ')}`,
    )
    expect(faults).toEqual([])
    expect(resident() - memory).toBeLessThan(200)
  })
})
