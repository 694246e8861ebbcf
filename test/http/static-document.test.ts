import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fixtureApp } from '../support/app.ts'

const app = await fixtureApp()

describe.each(['/', '/openapi.json', '/openapi.yaml', '/.well-known/api-catalog', '/llms.txt'])(
  'the static document %s',
  (url) => {
    it('can be cached, and returns 304 when the client has its tag', async () => {
      const { headers } = await app.inject({ url })
      expect(headers['cache-control']).toContain('max-age=300')
      const conditional = { 'if-none-match': String(headers.etag) }
      const response = await app.inject({ url, headers: conditional })
      expect([response.statusCode, response.body]).toEqual([304, ''])
    })

    it('is compressed when the client rejects an uncompressed body', async () => {
      const headers = { 'accept-encoding': 'gzip, identity;q=0' }
      const compressed = await app.inject({ url, headers })
      const plain = await app.inject({ url })
      expect(gunzipSync(compressed.rawPayload).toString()).toBe(plain.body)
    })
  },
)
