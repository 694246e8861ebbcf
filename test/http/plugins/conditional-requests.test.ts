import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { canonicalUrl } from '../../../src/http/plugins/canonical-url.ts'
import { conditionalRequests } from '../../../src/http/plugins/conditional-requests.ts'
import { contentNegotiation } from '../../../src/http/plugins/content-negotiation.ts'
import { hostHeader } from '../../../src/http/plugins/host-header.ts'
import { linkHeader } from '../../../src/http/plugins/link-header.ts'
import { ProblemError } from '../../../src/http/problem.ts'
import { createBareApp } from '../bare-app.ts'

const RELEASE = 'a100000000000000'

/** The ids of releases have 16 characters. */
const EARLIER = 'e100000000000000'

async function createApp({ release = RELEASE, code = '1', base = '' } = {}) {
  let handled = 0
  const app = await createBareApp({ base: base || undefined })
  await app.register(linkHeader)
  await app.register(canonicalUrl)
  await app.register(hostHeader, { base: base || undefined })
  await app.register(contentNegotiation)
  const earlierReleases = new Set([EARLIER])
  await app.register(conditionalRequests, { release, earlierReleases, code })
  const querystring = Type.Object(
    {
      a: Type.Optional(Type.String({ default: 'x' })),
      b: Type.Optional(Type.String()),
      release: Type.Optional(Type.String()),
      format: Type.Optional(Type.Enum(['json', 'csv', 'jsonld'], { type: 'string' })),
    },
    { additionalProperties: false },
  )
  const config = { formats: ['json', 'csv', 'jsonld'] as const }
  app.get('/things', { schema: { querystring }, config }, async ({ query }) => {
    handled += 1
    return query
  })
  app.get('/absolute', { config: { hasAbsoluteUrls: true } }, async ({ baseUrl }) => ({ baseUrl }))
  app.get('/things/:id', async () => {
    throw new ProblemError('unknown-id', 'None.')
  })
  return { app, handled: () => handled }
}

async function etag(url: string, headers: Record<string, string> = {}, version = {}) {
  const { app } = await createApp(version)
  return (await app.inject({ url, headers })).headers.etag
}

describe('a 200 response', () => {
  it('has a weak ETag, can be cached for five minutes, and varies by Accept and coding', async () => {
    const { app } = await createApp()
    const { headers } = await app.inject({ url: '/things' })
    expect(headers.etag).toMatch(/^W\/"[\w-]{22}"$/)
    expect(headers['cache-control']).toBe('public, max-age=300, stale-while-revalidate=86400')
    expect(headers.vary).toBe('Accept, accept-encoding')
  })

  it('can be cached for a year if the request names the release', async () => {
    const { app } = await createApp()
    const { headers } = await app.inject({ url: `/things?release=${RELEASE}` })
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })
})

describe('the ETag', () => {
  it('is the same if parameters are in another order, or equal their defaults', async () => {
    expect(await etag('/things?b=2&a=x')).toBe(await etag('/things?b=2'))
    expect(await etag('/things?a=1&b=2')).toBe(await etag('/things?b=2&a=1'))
    expect(await etag('/things?format=json')).toBe(
      await etag('/things', { accept: 'application/json' }),
    )
  })

  it('differs if a parameter, the format, the release or the code differs', async () => {
    const plain = await etag('/things')
    expect(await etag('/things?b=1')).not.toBe(plain)
    expect(await etag('/things', { accept: 'text/csv' })).not.toBe(plain)
    expect(await etag('/things', {}, { release: 'b200000000000000' })).not.toBe(plain)
    expect(await etag('/things', {}, { code: '2' })).not.toBe(plain)
  })

  it('differs by origin only if the body has absolute URLs', async () => {
    const [a, b] = [{ host: 'a.example' }, { host: 'b.example' }]
    expect(await etag('/things', a)).toBe(await etag('/things', b))
    expect(await etag('/things?format=jsonld', a)).not.toBe(await etag('/things?format=jsonld', b))
    expect(await etag('/absolute', a)).not.toBe(await etag('/absolute', b))
  })

  it('differs by the path of the base URL, because links have it', async () => {
    const base = 'https://a.example'
    expect(await etag('/things', {}, { base })).toBe(await etag('/things'))
    expect(await etag('/things', {}, { base: `${base}/facts` })).not.toBe(await etag('/things'))
  })
})

describe('release=', () => {
  it.each([
    [410, 'stale-release', 'another release has replaced', EARLIER],
    [404, 'unknown-release', 'the process has never served', 'b200000000000000'],
  ])('gets %i %s for a release that %s', async (status, code, _, release) => {
    const { app } = await createApp()
    const response = await app.inject({ url: `/things?release=${release}` })
    expect(response.statusCode).toBe(status)
    expect(response.json()).toMatchObject({
      code,
      detail: `Release ${release} was requested; a100000000000000 is served.`,
    })
    expect(response.headers['cache-control']).toBe('no-store')
  })
})

describe('If-None-Match', () => {
  it('gets an empty 304 without a call of the handler, if it has the ETag', async () => {
    const { app, handled } = await createApp()
    const { headers } = await app.inject({ url: '/things' })
    for (const tags of [headers.etag, `"other", ${headers.etag}`, String(headers.etag).slice(2)]) {
      const response = await app.inject({ url: '/things', headers: { 'if-none-match': tags } })
      expect([response.statusCode, response.body]).toEqual([304, ''])
      expect(response.headers).toMatchObject({
        etag: headers.etag,
        vary: 'Accept, accept-encoding',
        'cache-control': headers['cache-control'],
      })
    }
    expect(handled()).toBe(1)
  })

  it.each(['-gzip', '--gzip', ';gzip', '-br', ';zstd'])(
    'gets 304 if a proxy has added %s to the ETag, also to a strong one',
    async (suffix) => {
      const { app } = await createApp()
      const { headers } = await app.inject({ url: '/things' })
      const tag = String(headers.etag).replace(/"$/, `${suffix}"`)
      for (const sent of [tag, tag.slice(2), `"other${suffix}", ${tag}`]) {
        const response = await app.inject({ url: '/things', headers: { 'if-none-match': sent } })
        expect([response.statusCode, response.headers.etag]).toEqual([304, headers.etag])
      }
    },
  )

  it('gets 200 if the ETag has another suffix, or is another one with a suffix', async () => {
    const { app } = await createApp()
    const { headers } = await app.inject({ url: '/things' })
    const tag = String(headers.etag).slice(0, -1)
    for (const sent of [`${tag}-x"`, `${tag}-gzip-gzip"`, 'W/"other-gzip"', '"-gzip"']) {
      const response = await app.inject({ url: '/things', headers: { 'if-none-match': sent } })
      expect(response.statusCode, sent).toBe(200)
    }
  })

  it('gets 304 for * if there is a response, and 404 otherwise', async () => {
    const { app } = await createApp()
    const status = async (url: string) =>
      (await app.inject({ url, headers: { 'if-none-match': '*' } })).statusCode
    expect(await status('/things')).toBe(304)
    expect(await status('/things/x')).toBe(404)
    expect(await status('/nowhere')).toBe(404)
  })
})

describe('a problem', () => {
  it('has no ETag and is not cached', async () => {
    const { app } = await createApp()
    for (const url of ['/things/x', '/things?c=1', '/nowhere']) {
      const { headers } = await app.inject({ url })
      expect(headers.etag).toBeUndefined()
      expect(headers['cache-control']).toBe('no-store')
    }
  })
})
