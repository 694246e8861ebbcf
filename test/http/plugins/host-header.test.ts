import { describe, expect, it, onTestFinished } from 'vitest'
import { hostHeader } from '../../../src/http/plugins/host-header.ts'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, loadFolder } from '../../support/app.ts'
import { createBareApp } from '../bare-app.ts'
import { sendRaw } from '../raw-request.ts'

describe('request.baseUrl', () => {
  async function baseUrlFor(
    headers: Record<string, string>,
    base?: string,
    proxies: string[] = [],
  ) {
    const app = await createBareApp({ fastify: { trustProxy: proxies } })
    await app.register(hostHeader, { base })
    app.get('/here', async (request) => ({ baseUrl: request.baseUrl }))
    const response = await app.inject({ url: '/here', headers })
    return response.json().baseUrl ?? response.json().code
  }
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'facts.example' }

  it.each([
    ['the Host header', { host: 'here:3000' }, undefined, [], 'http://here:3000'],
    ['the Host header with a default port', { host: 'here:80' }, undefined, [], 'http://here:80'],
    ['the Host header with an address', { host: '[::1]:3000' }, undefined, [], 'http://[::1]:3000'],
    [
      'the headers of a trusted proxy',
      forwarded,
      undefined,
      ['127.0.0.1'],
      'https://facts.example',
    ],
    [
      'the Host header when the proxy is not trusted',
      { host: 'here', ...forwarded },
      undefined,
      [],
      'http://here',
    ],
    [
      'the base URL when it is configured',
      { host: 'here', ...forwarded },
      'https://set.example',
      [],
      'https://set.example',
    ],
    [
      'the base URL with its path',
      { host: 'here' },
      'https://set.example/facts',
      [],
      'https://set.example/facts',
    ],
    [
      'an error when the Host header is no host',
      { host: 'x"><script>' },
      undefined,
      [],
      'bad-request',
    ],
    [
      'an error when X-Forwarded-Host is no host',
      { host: 'here', 'x-forwarded-host': 'x"><script>' },
      undefined,
      ['127.0.0.1'],
      'bad-request',
    ],
  ])('is from %s', async (_, headers, base, proxies, expected) => {
    expect(await baseUrlFor(headers, base, proxies)).toBe(expected)
  })
})

describe('the Host header (RFC 9112 3.2)', () => {
  async function get(target: string, hosts: string[], version = '1.1') {
    const app = await buildApp({ db: loadFolder(FIXTURE).db })
    onTestFinished(() => app.close())
    const hostLines = hosts.map((host) => `Host: ${host}\r\n`).join('')
    return sendRaw(app, `GET ${target} HTTP/${version}\r\n${hostLines}Connection: close\r\n\r\n`)
  }

  it.each([
    ['is repeated', ['a', 'b']],
    ['is no host', ['a b/c']],
    ['has a port that does not exist', ['a:99999']],
    ['is missing', []],
  ])('returns 400 when it %s', async (_, hosts) => {
    const { head, body } = await get('/v1/names', hosts)
    expect(head).toContain('HTTP/1.1 400 ')
    expect(JSON.parse(body)).toMatchObject({ code: 'bad-request' })
  })

  it('may be missing in HTTP/1.0', async () => {
    const { head } = await get('/v1/names?format=jsonld', [], '1.0')
    expect(head).toContain(' 200 ')
  })

  it('is replaced by the host of a target in absolute form', async () => {
    const target = 'http://named.example/v1/people/antonio-vitorino?evidence=none&format=jsonld'
    const { head, body } = await get(target, ['other.example'])
    expect(head).toContain(' 200 ')
    expect(JSON.parse(body)['@id']).toMatch(
      /^http:\/\/named\.example\/v1\/people\/antonio-vitorino/,
    )
  })
})
