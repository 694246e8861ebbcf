import { once } from 'node:events'
import { connect } from 'node:net'
import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { handleClientError } from '../../src/http/malformed-requests.ts'

describe('a request that cannot be read', () => {
  /** What a server answers to these bytes, over a real connection. */
  async function answer(
    bytes: string,
  ): Promise<{ head: string; body: { [name: string]: unknown } }> {
    const app = Fastify({ clientErrorHandler: handleClientError })
    onTestFinished(() => app.close())
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const socket = connect(Number(port), '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.write(bytes)
    await once(socket, 'close')
    const [head = '', body = '{}'] = text.split('\r\n\r\n')
    return { head, body: JSON.parse(body) }
  }

  it.each([
    ['that is not HTTP', 'hello\r\n\r\n', 400, 'bad-request'],
    [
      'with a header that has no name',
      'GET /right HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n',
      400,
      'bad-request',
    ],
    [
      'with headers without end',
      `GET /right HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'with a URL without end',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ] as const)('%s is answered as a problem', async (_, bytes, status, code) => {
    const { head, body } = await answer(bytes)
    expect(head).toContain(`HTTP/1.1 ${status} `)
    expect(head).toContain('Content-Type: application/problem+json')
    expect(body).toMatchObject({ status, code, type: `/problems/${code}` })
  })
})
