import { once } from 'node:events'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import jsonld from 'jsonld'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { type Json, loaded, SEED, testApp } from '../support/app.ts'

/** What RFCs say to the letter, which a second look found us not to do. */

const app = await testApp()
const LIST = '/v1/names'

const ask = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  app.inject({ method, url, headers })

const server = await buildApp({ db: loaded(SEED).db })
let port = 0

beforeAll(async () => {
  port = Number(new URL(await server.listen({ port: 0, host: '127.0.0.1' })).port)
})

afterAll(() => server.close())

/** What the server answers to these bytes, over a real connection. */
async function raw(bytes: string): Promise<{ head: string; body: string }> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  return { head, body }
}

describe('a whole number', () => {
  it.each(['1e400', '-1e400', 'Infinity', '0x10', '1e1', '+5', '05', '%205', '9'.repeat(400)])(
    '%s is none',
    async (value) => {
      for (const url of [`${LIST}?limit=${value}`, `/v1/sessions?number=${value}`]) {
        const response = await ask(url)
        expect(response.statusCode).toBe(400)
        expect(response.json().errors[0].allowed[0]).toMatch(/^a whole number from/)
      }
    },
  )

  it('that is right is taken', async () => {
    expect((await ask('/v1/sessions?number=110')).json().data).toHaveLength(1)
  })

  it('or any other value that is not UTF-8 is refused', async () => {
    for (const query of ['q=%ff', 'q=%', 'q=%E4%'])
      expect((await ask(`/v1/search?${query}`)).json()).toMatchObject({
        code: 'bad-request',
        detail: 'The query is not percent-encoded UTF-8.',
      })
  })
})

describe('HEAD', () => {
  it('with If-None-Match: * is 304 where GET is', async () => {
    for (const url of [LIST, `${LIST}/iom-name-iom`, '/v1/dataset', `${LIST}?format=csv`])
      expect((await ask(url, { 'if-none-match': '*' }, 'HEAD')).statusCode, url).toBe(304)
  })

  it('tells no length that GET would not have', async () => {
    for (const url of [LIST, '/', '/openapi.json', `${LIST}?format=jsonld`]) {
      const head = await ask(url, { 'accept-encoding': 'gzip' }, 'HEAD')
      expect([head.statusCode, head.headers['content-length']]).toEqual([200, undefined])
      expect(head.headers.vary).toMatch(/accept-encoding/)
      const plain = await ask(url, {}, 'HEAD')
      const whole = await ask(url)
      expect(plain.headers['content-length']).toBe(String(whole.rawPayload.length))
    }
  })
})

describe('Accept (RFC 9110 12.5.1)', () => {
  it.each([
    ['application/json;charset=utf-8', 'application/json'],
    ['text/csv; charset=utf-8; header=present', 'text/csv'],
    ['application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', 'application/ld+json'],
    ['application/ld+json;profile="a,b;q=0";q=0.2, text/csv;q=0.1', 'application/ld+json'],
    ['application/json;charset=utf-8, text/csv;q=0.1', 'application/json'],
    ['application/json;v=1;q=0.1, text/csv;q=0.5', 'text/csv'],
  ])('%s gives %s', async (accept, type) => {
    expect(String((await ask(LIST, { accept })).headers['content-type']).split(';')[0]).toBe(type)
  })
})

describe('Accept-Encoding (RFC 9110 12.5.3)', () => {
  it.each([
    ['gzip;q=0, *', 'zstd'],
    ['*;q=0.1, gzip;q=0', 'zstd'],
    ['zstd;q=0, br;q=0, gzip;q=0, *', undefined],
    ['identity;q=0.9, br;q=0.1', undefined],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip;q=0.9, br;q=0.8', 'gzip'],
  ])('%s gives %s', async (accepted, coding) => {
    const response = await ask('/v1/objectives', { 'accept-encoding': accepted })
    expect(response.headers['content-encoding']).toBe(coding)
  })
})

describe('a download', () => {
  const FILE = '/v1/dataset/orgfacts.db'

  it('takes a suffix longer than the file for all of it (RFC 9110 14.1.2)', async () => {
    const whole = await ask(FILE)
    const { length } = whole.rawPayload
    const part = await ask(FILE, { range: 'bytes=-999999999' })
    expect(part.statusCode).toBe(206)
    expect(part.headers['content-range']).toBe(`bytes 0-${length - 1}/${length}`)
    const last = await ask(FILE, { range: 'Bytes=-10' })
    expect(last.rawPayload.equals(whole.rawPayload.subarray(-10))).toBe(true)
    expect((await ask(FILE, { range: 'bytes=-0' })).statusCode).toBe(416)
  })

  it('looks at conditions in their order (RFC 9110 13.2.2), and its 304 has no content', async () => {
    const etag = String((await ask(FILE)).headers.etag)
    const known = await ask(FILE, { 'if-none-match': etag, range: 'bytes=999999999-' })
    expect(known.statusCode).toBe(304)
    for (const name of ['content-type', 'content-disposition', 'repr-digest'])
      expect(known.headers[name]).toBeUndefined()
    const other = await ask(FILE, { 'if-match': '"other"', range: 'bytes=0-9' })
    expect([other.statusCode, other.json().code]).toEqual([412, 'precondition-failed'])
    const same = await ask(FILE, { 'if-match': `"other", ${etag}`, range: 'bytes=0-9' })
    expect(same.statusCode).toBe(206)
  })
})

describe('If-Match', () => {
  it('is compared strongly, so that no weak tag matches (RFC 9110 13.1.1)', async () => {
    const { headers } = await ask(LIST)
    expect((await ask(LIST, { 'if-match': String(headers.etag) })).statusCode).toBe(412)
    expect((await ask(LIST, { 'if-match': '*' })).statusCode).toBe(200)
  })
})

describe('Link (RFC 8288)', () => {
  it('leads to the same question in another form, whatever is in it', async () => {
    const { headers } = await ask('/v1/search?q=what?iom')
    expect(headers.link).toContain('</v1/search?q=what%3Fiom&format=csv>; rel="alternate"')
  })

  it('leads to nothing that is refused, and to no form of an error', async () => {
    const all = await ask(`${LIST}?format=csv&limit=all`)
    const links = [...String(all.headers.link).matchAll(/<([^>]*)>; rel="alternate"/g)]
    expect(links).toHaveLength(3)
    for (const [, url = ''] of links) expect((await ask(url)).statusCode, url).toBe(200)
    const error = await ask(`${LIST}/a%3E%3B%22?format=jsonld`)
    expect(error.statusCode).toBe(404)
    expect(error.headers.link).not.toContain('alternate')
  })
})

describe('linked data', () => {
  it('of a series does not take the next statement for the next page', async () => {
    const answer = (await ask('/v1/member_counts?format=jsonld&valid_at=2012-06-01')).json()
    const text = String(await jsonld.toRDF(answer, { format: 'application/n-quads' }))
    expect(text).not.toContain('hydra/core#next')
    expect(text).toContain('/v1/vocabulary#next>')
  })
})

describe('Host (RFC 9112 3.2)', () => {
  const get = (target: string, hosts: string[], version = '1.1') =>
    raw(
      `GET ${target} HTTP/${version}\r\n${hosts.map((host) => `Host: ${host}\r\n`).join('')}Connection: close\r\n\r\n`,
    )

  it.each([
    ['twice', ['a', 'b']],
    ['not of a host', ['a b/c']],
    ['with a port that there is not', ['a:99999']],
    ['missing', []],
  ])('%s is refused as a problem', async (_, hosts) => {
    const { head, body } = await get(LIST, hosts)
    expect(head).toContain('HTTP/1.1 400 ')
    expect(JSON.parse(body)).toMatchObject({ code: 'bad-request' })
  })

  it('may be missing in HTTP/1.0', async () => {
    const { head } = await get(`${LIST}?format=jsonld`, [], '1.0')
    expect(head).toContain(' 200 ')
  })

  it('gives way to the host that a target names', async () => {
    const target = `http://named.example${LIST}/iom-name-iom?format=jsonld&evidence=none`
    const { head, body } = await get(target, ['other.example'])
    expect(head).toContain(' 200 ')
    expect((JSON.parse(body) as Json)['@id']).toBe(target)
  })
})

describe('methods', () => {
  it('that HTTP has and this does not are refused with Allow, whatever is sent', async () => {
    for (const method of ['PROPFIND', 'PURGE', 'TRACE', 'POST'] as never[]) {
      const headers = { 'content-type': 'application/json' }
      const response = await app.inject({ method, url: LIST, headers, payload: '{' })
      expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS'])
    }
    const nowhere = await app.inject({ method: 'POST', url: '/v1/nix', payload: '{'.repeat(2e6) })
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'unknown-path'])
  })

  it('OPTIONS has no content, and an unknown path is a problem there, too', async () => {
    const { statusCode, headers } = await app.inject({ method: 'OPTIONS', url: LIST })
    expect([statusCode, headers['content-length']]).toEqual([204, undefined])
    const unknown = await app.inject({ method: 'OPTIONS', url: '/v1/nix' })
    expect(unknown.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    })
    const { head } = await raw('OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    expect(head).toContain('HTTP/1.1 204 ')
  })

  it('Expect of anything but 100-continue is a problem', async () => {
    const { head, body } = await raw(
      'GET / HTTP/1.1\r\nHost: a\r\nExpect: foo\r\nConnection: close\r\n\r\n',
    )
    expect(head).toContain('HTTP/1.1 417 ')
    expect(JSON.parse(body)).toMatchObject({ code: 'expectation', status: 417 })
  })
})

describe('what is too long', () => {
  it('is an unknown id, or a URL that is too long', async () => {
    expect((await ask(`${LIST}/${'a'.repeat(1_001)}`)).statusCode).toBe(404)
    expect((await ask(`${LIST}/${'a'.repeat(9_000)}`)).statusCode).toBe(414)
  })
})

describe('documents that never change', () => {
  it.each(['/', '/openapi.json', '/openapi.yaml', '/.well-known/api-catalog', '/llms.txt'])(
    '%s has a tag, and is not sent again to whoever has it',
    async (url) => {
      const { headers } = await ask(url)
      expect(headers['cache-control']).toContain('max-age=300')
      const again = await ask(url, { 'if-none-match': String(headers.etag) })
      expect([again.statusCode, again.body]).toEqual([304, ''])
      const packed = await ask(url, { 'accept-encoding': 'gzip, identity;q=0' })
      expect(gunzipSync(packed.rawPayload).toString()).toBe((await ask(url)).body)
    },
  )
})
