import { describe, expect, it } from 'vitest'
import { SNAPSHOT } from '../../../src/api/profile-service.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { appOf, fixtureApp, get, type Json } from '../../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/organizations/{id}', () => {
  it.each([
    {},
    { valid_at: '2014' },
    { valid_at: '2018-10', known_at: '2019-12-31' },
    { known_at: '2016-01-01' },
  ])(
    'returns with %j the record and what its collections return at the same times',
    async (times) => {
      for (const id of ['iom', 'example-union', 'example-foundation']) {
        const response = await app.inject({
          url: `/v1/organizations/${id}?${new URLSearchParams(times)}`,
        })
        expect(response.statusCode).toBe(200)
        const { data, sources, meta } = response.json()
        const { snapshot, totals, links, certainty, ...record } = data
        const [organization] = (
          await get(app, `/v1/organizations?${new URLSearchParams({ known_at: meta.known_at })}`)
        ).data.filter((one: Json) => one.id === id)
        expect(record).toEqual(organization)
        expect(Object.keys(snapshot)).toEqual(SNAPSHOT.map(({ name }) => name))
        for (const [collection, records] of Object.entries<Json>(snapshot)) {
          const list = await get(app, `${links[collection]}&limit=500`)
          expect(records).toEqual(list.data)
          expect(totals[collection]).toBe(list.page.total)
          for (const { evidence } of records) expect(evidence.length).toBeGreaterThan(0)
        }
        const cited = [record, ...Object.values<Json>(snapshot).flat()].flatMap(({ evidence }) =>
          evidence.map(({ source }: Json) => source),
        )
        expect(Object.keys(sources)).toEqual([...new Set(cited)].sort())
      }
    },
    60_000,
  )

  it('returns at most 500 records of a collection, their number, and a link to all of them', async () => {
    const relations = Array.from({ length: 501 }, (_, index) => ({
      ...{ id: `r-${index}`, at: 1, other: `Other ${index}`, kind: 'partner', start: '2001' },
    }))
    const seedFile = {
      source: { id: 's', title: 'T', kind: 'press', published: '2020', published_basis: 'stated' },
      about: 'o',
      organizations: [{ id: 'o', at: 1, name: 'O' }],
      relations,
    }
    const large = await appOf({ 'a.ndjson': `${JSON.stringify(seedFile)}\n` })
    const { data } = await get(large, '/v1/organizations/o?evidence=none')
    expect([data.snapshot.relations.length, data.totals.relations]).toEqual([500, 501])
    expect((await get(large, data.links.relations)).page.total).toBe(501)
  }, 60_000)

  it('returns the snapshot of the day of known_at if the request has no valid_at', async () => {
    const { meta } = await get(app, '/v1/organizations/iom?known_at=2016-01-01')
    expect(meta).toMatchObject({ known_at: '2016-01-01', valid_at: '2016-01-01' })
    const latest = await get(app, '/v1/organizations/iom')
    expect(latest.meta).toMatchObject({ known_at: '2026-11-22', valid_at: '2026-11-22' })
  })

  it('links every collection about organizations, at the same times', async () => {
    const url = '/v1/organizations/iom?valid_at=2014&known_at=2019-12-31&fields=links'
    const { data } = await get(app, url)
    const types = resourceTypes.filter(({ fields }) => 'organization' in fields)
    expect(Object.keys(data.links)).toEqual(types.map(({ name }) => name))
    for (const { name, time } of types) {
      const { meta } = await get(app, data.links[name])
      expect(meta).toMatchObject({
        known_at: '2019-12-31',
        valid_at: time.kind === 'timeless' ? null : '2014',
      })
    }
  }, 60_000)

  it.each([
    ['1940', null],
    ['1951-12-04', null],
    ['1951-12-05', 'definite'],
    ['../1940', null],
    ['195X', 'definite'],
  ])(
    'returns at valid_at=%s the certainty %j that the organization existed',
    async (valid_at, certainty) => {
      const { data } = await get(app, `/v1/organizations/iom?valid_at=${valid_at}&fields=name`)
      expect(data.certainty).toBe(certainty)
    },
  )
})
