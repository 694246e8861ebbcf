import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { ask } from './traffic.ts'
import { victim } from './victim.ts'

/** Slow strangers, and what is no request: neither costs the others more than a moment. */

const server = victim()

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

/** A connection on which this is sent as it is. */
function send(text: string | Buffer): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
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
    const { status, ms } = await ask(`${server.origin}${NORMAL[n % NORMAL.length]}`, agent)
    expect(status).toBe(200)
    times.push(ms)
  }
  agent.destroy()
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
}

/** What a quiet server needs, at least 5 ms: below that the machine is measured. */
const quiet = async () => Math.max(5, await p99())

/** Whether normal callers wait no longer than that; asked again, since a moment may be the machine's. */
async function isKept(limit: number): Promise<boolean> {
  for (let n = 0; n < 3; n += 1) if ((await p99()) < limit) return true
  return false
}

describe('normal callers are served as before', () => {
  it('while 2,000 connections do nothing', async () => {
    const before = await quiet()
    const memory = server.resident()
    for (let n = 0; n < 2_000; n += 1)
      sockets.push(connect(server.port, '127.0.0.1').on('error', () => {}))
    await setTimeout(500)
    expect(await isKept(before * 2)).toBe(true)
    expect(server.resident() - memory).toBeLessThan(150)
  })

  it('while 300 send their headers a byte at a time, and 300 their body', async () => {
    const before = await quiet()
    for (let n = 0; n < 600; n += 1) {
      const socket = connect(server.port, '127.0.0.1').on('error', () => {})
      sockets.push(socket)
      const head = 'GET /v1/names HTTP/1.1\r\nHost: here\r\n'
      socket.write(n % 2 === 0 ? head : `${head}Content-Length: 100000\r\n\r\n`)
      const drip = setInterval(() => socket.write('x'), 200)
      socket.on('close', () => clearInterval(drip))
    }
    await setTimeout(500)
    expect(await isKept(before * 2)).toBe(true)
  })

  it('while 50 read their answers slowly', async () => {
    const before = await quiet()
    const memory = server.resident()
    for (let n = 0; n < 50; n += 1) {
      const socket = connect(server.port, '127.0.0.1').on('error', () => {})
      sockets.push(socket)
      socket.pause()
      socket.write(
        'GET /v1/claims?limit=all&format=ndjson HTTP/1.1\r\nHost: here\r\n\r\n'.repeat(5),
      )
    }
    await setTimeout(1_000)
    expect(await isKept(before * 2)).toBe(true)
    expect(server.resident() - memory).toBeLessThan(300)
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
    ['a fragment', 'GET /nowhere#%zz HTTP/1.1\r\nHost: here\r\n\r\n', /^HTTP\/1.1 404 /],
    [
      'a method, and a fragment',
      'POST /v1/names#%zz HTTP/1.1\r\nHost: here\r\n\r\n',
      /^HTTP\/1.1 405 /,
    ],
    ['another version', 'GET /v1/names HTTP/3.0\r\nHost: here\r\n\r\n', /^HTTP\/1.1 (?:400|505) /],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), /^(?:HTTP\/1.1 400 |$)/],
  ])('is refused: %s', async (_, text, answer) => {
    expect(await send(text)).toMatch(answer)
    expect((await ask(`${server.origin}/v1/names`)).status).toBe(200)
  })
})
