import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { handleClientError, handleExpectation } from '../../src/http/malformed-requests.ts'
import { basePath } from '../../src/http/plugins/base-path.ts'
import { sendRaw } from './raw-request.ts'

async function send(bytes: string, base?: string) {
  const app = Fastify({ clientErrorHandler: handleClientError })
  await app.register(basePath, { base })
  app.server.on('checkExpectation', handleExpectation.bind(app))
  onTestFinished(() => app.close())
  const { head, body } = await sendRaw(app, bytes)
  return { head, problem: JSON.parse(body) }
}

describe('a request that Node rejects', () => {
  it.each([
    ['is not HTTP', 'hello\r\n\r\n', 400, 'bad-request'],
    [
      'has a header without a name',
      'GET /valid HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n',
      400,
      'bad-request',
    ],
    [
      'has a header of 20 kB',
      `GET /valid HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'has a URL of 20 kB',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'has an Expect header other than 100-continue',
      'GET / HTTP/1.1\r\nHost: x\r\nExpect: foo\r\nConnection: close\r\n\r\n',
      417,
      'expectation-failed',
    ],
  ] as const)('gets a problem when it %s', async (_, bytes, status, code) => {
    const { head, problem } = await send(bytes)
    expect(head).toContain(`HTTP/1.1 ${status} `)
    expect(head.toLowerCase()).toContain('content-type: application/problem+json')
    expect(head.toLowerCase()).toContain('cache-control: no-store')
    expect(problem).toMatchObject({ status, code, type: `/problems/${code}` })
  })

  it.each([
    'hello\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nExpect: foo\r\nConnection: close\r\n\r\n',
  ])('gets a problem type below the base path: %j', async (bytes) => {
    const { problem } = await send(bytes, 'https://a.example/facts')
    expect(problem.type).toMatch(/^\/facts\/problems\/[a-z-]+$/)
  })

  it('gets the reason of the parser in `detail` when it is malformed', async () => {
    const { problem } = await send('hello\r\n\r\n')
    expect(problem.detail).toMatch(/^Parse Error/)
  })
})
