import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureApp, get } from '../support/app.ts'
import { generatedRequests } from './generated-requests.ts'
import { nonconformities } from './response-conformance.ts'

/** `npm run fuzz` sends more requests. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000)
const seed = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) }

const app = await fixtureApp()
const document = await get(app, '/openapi.json')
const { meta } = await get(app, '/v1/names?limit=1')
const requests = generatedRequests(document, meta.release)

describe('a request that is made from the API document', { timeout: 3_600_000 }, () => {
  it(`gets a declared response below 500, and 200 when it is valid, in ${RUNS} cases`, async () => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ path, url, isValid }) => {
        const response = await app.inject({ url })
        expect(response.statusCode, url).toBeLessThan(500)
        expect(nonconformities(document, path, response), url).toEqual([])
        if (!isValid) return
        // The record may not be known on the day of `known_at`.
        if (response.statusCode === 404) expect(response.body, url).toContain(' is known from ')
        else expect(response.statusCode, url).toBe(200)
      }),
      { numRuns: RUNS, ...seed },
    )
  })

  it('gets the same status and headers for HEAD, and 304 for its own ETag', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ url }) => {
        const [whole, head] = await Promise.all([
          app.inject({ url }),
          app.inject({ method: 'HEAD', url }),
        ])
        expect(head.statusCode, url).toBe(whole.statusCode)
        expect(head.body).toBe('')
        expect(head.headers['content-type'], url).toBe(whole.headers['content-type'])
        expect(head.headers.etag).toBe(whole.headers.etag)
        if (whole.statusCode !== 200) return
        const headers = { 'if-none-match': String(whole.headers.etag) }
        expect((await app.inject({ url, headers })).statusCode, url).toBe(304)
      }),
      { numRuns: Math.ceil(RUNS / 10), ...seed },
    )
  })
})
