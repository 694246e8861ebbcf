import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import { fixtureApp, get } from '../support/app.ts'

describe('JSON-LD of a series', () => {
  it('maps `next` of a record to the next statement, and not to the next page', async () => {
    const document = await get(
      await fixtureApp(),
      '/v1/member_counts?format=jsonld&valid_at=2012-06-01',
    )
    const triples = String(await jsonld.toRDF(document, { format: 'application/n-quads' }))
    expect(triples).not.toContain('hydra/core#next')
    expect(triples).toContain('/v1/vocabulary#next>')
  })
})
