import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { components } from '../../src/http/schema-registry.ts'
import { type Json, fixtureApp } from '../support/app.ts'
import { broken, requests } from './document-requests.ts'

/** What the API document says holds for requests drawn from it. `npm run fuzz` draws more. */

const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000)
const seed = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) }

const app = await fixtureApp()
const document: Json = (await app.inject({ url: '/openapi.json' })).json()

describe('for any request drawn from the API document', () => {
  it(`of ${RUNS}: no error of ours, every answer as declared, every valid request answered`, async () => {
    await fc.assert(
      fc.asyncProperty(requests(document), async (drawn) => {
        const response = await app.inject({ url: drawn.url, headers: drawn.headers })
        expect(response.statusCode, drawn.url).toBeLessThan(500)
        expect(broken(document, components, drawn, response), drawn.url).toEqual([])
        if (!drawn.valid) return
        // A record may not have been known on the day that was drawn, and then says from when it is.
        if (response.statusCode === 404)
          expect(response.json().detail, drawn.url).toContain(' is known from ')
        else expect(response.statusCode, drawn.url).toBe(200)
      }),
      { numRuns: RUNS, ...seed },
    )
  }, 3_600_000)

  it('HEAD tells what GET tells, and a tag is honoured', async () => {
    await fc.assert(
      fc.asyncProperty(requests(document), async ({ url }) => {
        const [get, head] = await Promise.all([
          app.inject({ url }),
          app.inject({ method: 'HEAD', url }),
        ])
        expect(head.statusCode, url).toBe(get.statusCode)
        expect(head.body).toBe('')
        expect(head.headers['content-type'], url).toBe(get.headers['content-type'])
        expect(head.headers.etag).toBe(get.headers.etag)
        if (get.statusCode !== 200) return
        const known = await app.inject({
          url,
          headers: { 'if-none-match': String(get.headers.etag) },
        })
        expect(known.statusCode, url).toBe(304)
      }),
      { numRuns: Math.ceil(RUNS / 10), ...seed },
    )
  }, 3_600_000)
})
