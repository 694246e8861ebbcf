import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../support/app.ts'
import { BROWSER_HEADERS, browse } from './page-requests.ts'

const app = await fixtureApp()

const typeOf = async (url: string, headers: Record<string, string>) => {
  const response = await app.inject({ url, headers })
  return String(response.headers['content-type']).split(';')[0]
}

describe('a URL', () => {
  it.each([
    ['*/*', 'application/json'],
    ['', 'application/json'],
    ['application/json', 'application/json'],
    ['application/json, text/html', 'application/json'],
    ['text/html;q=0.5, application/json', 'application/json'],
    ['text/html', 'text/html'],
    [BROWSER_HEADERS.accept, 'text/html'],
    ['text/csv', 'text/csv'],
    ['image/avif,image/svg+xml,image/*;q=0.8', 'image/svg+xml'],
  ])('is for Accept: %s of the type %s', async (accept, type) => {
    expect(await typeOf('/v1/leadership?organization=iom', accept ? { accept } : {})).toBe(type)
  })

  it.each([
    ['html', 'text/html'],
    ['json', 'application/json'],
    ['svg', 'image/svg+xml'],
  ])('is with format=%s of the type %s, whatever is accepted', async (format, type) => {
    for (const accept of ['*/*', 'text/html', 'application/json'])
      expect(await typeOf(`/v1/leadership?format=${format}`, { accept })).toBe(type)
  })

  it('has another ETag as a page than as JSON', async () => {
    const page = await browse(app, '/v1/people')
    const json = await app.inject('/v1/people')
    expect(page.headers.etag).not.toBe(json.headers.etag)
  })

  it('has another ETag as a page for each host, because pages contain it', async () => {
    const one = await browse(app, '/v1/people', { host: 'one.example' })
    const other = await browse(app, '/v1/people', { host: 'other.example' })
    expect(one.headers.etag).not.toBe(other.headers.etag)
  })

  it('has the headers of a page for HEAD, and no body', async () => {
    const response = await app.inject({ method: 'HEAD', url: '/', headers: BROWSER_HEADERS })
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(response.body).toBe('')
  })
})

describe('the language of a page', () => {
  it.each([
    ['fr-CH, fr;q=0.9, en;q=0.8', 'Suisse'],
    ['de', 'Schweiz'],
    ['en-GB', 'Switzerland'],
    ['*', 'Switzerland'],
    ['tlh, qqq', 'Switzerland'],
    ['x-invalid-1234567890', 'Switzerland'],
  ])('is for Accept-Language: %s that of “%s”', async (language, text) => {
    const { body } = await browse(app, '/v1/locations?organization=iom', {
      'accept-language': language,
    })
    expect(body).toContain(`<bdi>${text}</bdi>`)
  })

  it('is that of lang=, whatever the browser prefers', async () => {
    const { body } = await browse(app, '/v1/locations?organization=iom&lang=en', {
      'accept-language': 'fr',
    })
    expect(body).toContain('<bdi>Switzerland</bdi>')
  })

  it('is kept by forms if the URL has it, and not if the browser prefers it', async () => {
    for (const url of ['/v1/organizations/iom', '/v1/locations']) {
      const input = '<input type="hidden" name="lang" value="fr">'
      const inMain = async (at: string, headers = {}) =>
        (await browse(app, at, headers)).body.split('<main')[1]?.includes(input)
      expect([url, await inMain(`${url}?lang=fr`)]).toEqual([url, true])
      expect([url, await inMain(url, { 'accept-language': 'fr' })]).toEqual([url, false])
    }
  })

  it('does not change JSON', async () => {
    const headers = { 'accept-language': 'fr' }
    const response = await app.inject({ url: '/v1/locations?organization=iom', headers })
    expect(response.body).toContain('"country_label":"Switzerland"')
    expect(String(response.headers.vary)).not.toMatch(/language/)
  })
})

describe('what is remembered of the page of an organization', () => {
  it('is not shown for another host, language, knowledge time or organization', async () => {
    const url = '/v1/organizations/iom?valid_at=2010'
    const page = async (at: string, headers: Record<string, string> = {}) =>
      (await browse(app, at, headers)).body
    const english = await page(url)
    expect(await page(url, { host: 'other.example' })).toContain('http://other.example/embed/')
    expect(await page(url, { 'accept-language': 'fr' })).not.toBe(english)
    expect(await page(`${url}&known_at=2019-12-31`)).toContain('known_at=2019-12-31')
    expect(await page('/v1/organizations/fifa?valid_at=2010')).not.toContain('iom-director')
    expect(await page(url)).toBe(english)
  })
})

describe('the empty fields of a form', () => {
  it('are removed by a redirect, and the others are kept', async () => {
    const response = await browse(app, '/v1/members?organization=iom&country=&role=&valid_at=1980')
    expect([response.statusCode, response.headers.location]).toEqual([
      303,
      '/v1/members?organization=iom&valid_at=1980',
    ])
    const all = await browse(app, '/v1/organizations/iom?valid_at=&known_at=')
    expect([all.statusCode, all.headers.location]).toEqual([303, '/v1/organizations/iom'])
  })

  it('are errors for other clients', async () => {
    for (const url of ['/v1/members?country=', '/v1/members?country=&format=html'])
      expect((await app.inject({ url })).statusCode).toBe(400)
  })
})
