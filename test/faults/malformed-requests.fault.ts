import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { request } from './clients.ts'
import { useSharedServer } from './shared-server.ts'

const server = useSharedServer()

/** Sends bytes over a new connection. Returns what arrives until it is closed, or until nothing follows. */
function sendBytes(bytes: string | Buffer): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
  socket.write(bytes)
  return new Promise((resolve) => {
    let received = ''
    const idle = 2_000
    socket.setTimeout(idle, () => received !== '' && socket.destroy())
    socket.on('data', (data) => {
      received += data.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(received))
    void setTimeout(10 * idle, undefined, { ref: false }).then(() => socket.destroy())
  })
}

const REQUEST = 'GET /v1/names HTTP/1.1\r\nHost: here\r\n'

describe('a malformed request', () => {
  it.each([
    ['a header of 1 MB', `${REQUEST}X: ${'a'.repeat(1_000_000)}\r\n\r\n`, /^(?:HTTP\/1.1 431 |$)/],
    ['3,000 headers', `${REQUEST}${'X-A: b\r\n'.repeat(3_000)}\r\n`, /^HTTP\/1.1 (?:431|200) /],
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
      'bytes after a valid request that are not HTTP',
      `${REQUEST}\r\n\0\x01\x02garbage\r\n\r\n`,
      // The valid request has a response only if it is complete before the rest is parsed.
      /^(?:HTTP\/1.1 200 .*)?HTTP\/1.1 400 /s,
    ],
    [
      'an invalid chunk size',
      'POST /v1/names HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n',
      /^HTTP\/1.1 40[05] /,
    ],
    [
      'two Content-Length headers',
      `${REQUEST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
      /^HTTP\/1.1 400 /,
    ],
    [
      'Content-Length and Transfer-Encoding together',
      'POST /v1/names HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1.1 400 /,
    ],
    ['a folded Host header', 'GET /v1/names HTTP/1.1\r\nHost: a\r\n b\r\n\r\n', /^HTTP\/1.1 400 /],
    [
      'two Host headers, one of them empty',
      'GET /v1/names HTTP/1.1\r\nHost:\r\nHost: evil.example\r\n\r\n',
      /^HTTP\/1.1 400 /,
    ],
    ['a path as Host', 'GET /v1/names HTTP/1.1\r\nHost: a/../b\r\n\r\n', /^HTTP\/1.1 400 /],
    [
      'an unknown path with a fragment',
      'GET /nowhere#%zz HTTP/1.1\r\nHost: here\r\n\r\n',
      /^HTTP\/1.1 400 /,
    ],
    [
      'a method that is not allowed, with a fragment',
      'POST /v1/names#%zz HTTP/1.1\r\nHost: here\r\n\r\n',
      /^HTTP\/1.1 400 /,
    ],
    ['HTTP/3.0', 'GET /v1/names HTTP/3.0\r\nHost: here\r\n\r\n', /^HTTP\/1.1 (?:400|505) /],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), /^(?:HTTP\/1.1 400 |$)/],
  ])('gets an error, and the server still responds: %s', async (_, bytes, expected) => {
    expect(await sendBytes(bytes)).toMatch(expected)
    expect((await request(`${server.origin}/v1/names`)).status).toBe(200)
  })
})
