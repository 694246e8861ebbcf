import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { fixtureApp, get } from '../../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/dataset', () => {
  it('describes the release: its days, its licence and its size', async () => {
    const { data, meta } = await get(app, '/v1/dataset')
    expect(data.release).toBe(meta.release)
    expect(data).toMatchObject({
      first_known: '1952-01-17',
      last_known: '2026-11-22',
      sources: 87,
      license: 'CC0-1.0',
    })
    expect(data.coverage.members).toEqual({
      records: 31,
      claims: 328,
      sources: 31,
      official_share: 0.514,
      day_share: 0.327,
    })
  })

  it.each(['', 'known_at=2004-12-31', 'known_at=1950-01-01'])(
    'counts with %j the records and claims that the lists have',
    async (query) => {
      const { data } = await get(app, `/v1/dataset?${query}`)
      const total = async (path: string) => (await get(app, `${path}&limit=1&${query}`)).page.total
      expect(data.sources).toBe(await total('/v1/sources?sort=id'))
      for (const { name } of resourceTypes)
        expect(data.counts[name]).toEqual({
          records: await total(`/v1/${name}?evidence=none`),
          claims: await total(`/v1/claims?collection=${name}`),
        })
    },
    60_000,
  )

  it('links downloads that exist and have the media type that it names', async () => {
    const { data } = await get(app, '/v1/dataset')
    expect(data.downloads.length).toBeGreaterThan(resourceTypes.length)
    for (const { href, type } of data.downloads) {
      const response = await app.inject({ url: href })
      expect(response.statusCode, href).toBe(200)
      expect(response.headers['content-type']).toContain(type)
    }
  }, 60_000)

  it('returns 400 for valid_at, because a release has no valid time', async () => {
    const response = await app.inject({ url: '/v1/dataset?valid_at=2018' })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ parameter: 'valid_at' }])
  })
})
