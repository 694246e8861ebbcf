import { describe, expect, it } from 'vitest'
import { appOf } from '../support/app.ts'
import { HOSTILE_FILES, HOSTILE_URLS } from './hostile-seed.ts'
import { browse } from './page-requests.ts'

describe('a hostile text in a document', () => {
  it('is text on every page', { timeout: 60_000 }, async () => {
    const app = await appOf(HOSTILE_FILES)
    for (const url of HOSTILE_URLS) {
      const { statusCode, body } = await browse(app, url)
      expect([url, statusCode]).toEqual([url, 200])
      expect(body).toContain('hacked')
      expect(body).not.toMatch(/<script>|<img|<svg onload|href="javascript:|\sonerror="/)
    }
  })
})
