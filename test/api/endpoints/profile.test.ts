import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { appOf, get, type Json, fixtureApp } from '../../support/app.ts'

const app = await fixtureApp()

describe('the profile', () => {
  it.each([
    {},
    { valid_at: '2014' },
    { valid_at: '2018-10', known_at: '2019-12-31' },
    { known_at: '2016-01-01' },
  ])('under %o tells what its collections tell under the same clocks', async (clocks) => {
    const profile = await get(app, `/v1/organizations/iom?${new URLSearchParams(clocks)}`)
    for (const [collection, records] of Object.entries<Json>(profile.data.snapshot)) {
      const { data } = await get(app, `${profile.data.links[collection]}&limit=500`)
      expect(records).toEqual(data)
      for (const { evidence } of records) expect(evidence.length).toBeGreaterThan(0)
    }
    const { data } = await get(
      app,
      `/v1/organizations?${new URLSearchParams({ known_at: profile.meta.known_at })}`,
    )
    expect(profile.data).toMatchObject(data[0])
    for (const { source } of Object.values<Json>(profile.data.snapshot)
      .flat()
      .flatMap((record) => record.evidence))
      expect(profile.sources).toHaveProperty(source)
  })

  it('of an organization of which more holds than a page shows tells how many, and where', async () => {
    const relations = Array.from(
      { length: 501 },
      (_, index) =>
        `  - { id: r-${index}, at: 1, other: Other ${index}, kind: partner, start: 2001 }`,
    )
    const many = await appOf({
      'a.yaml': `source: { id: s, title: T, kind: press, published: 2020, published_basis: stated }
about: o
organizations: [{ id: o, at: 1, name: O }]
relations:
${relations.join('\n')}
`,
    })
    const { data } = await get(many, '/v1/organizations/o?evidence=none')
    expect([data.snapshot.relations.length, data.totals.relations]).toEqual([500, 501])
    expect((await get(many, data.links.relations)).page.total).toBe(501)
  })

  it('asks about the day that is known where nothing else is asked', async () => {
    const { meta } = await get(app, '/v1/organizations/iom?known_at=2016-01-01')
    expect(meta).toMatchObject({ known_at: '2016-01-01', valid_at: '2016-01-01' })
  })

  it('links to every collection that is about organizations', async () => {
    const { data } = await get(app, '/v1/organizations/iom?valid_at=2014')
    const about = resourceTypes
      .filter(({ fields }) => 'organization' in fields)
      .map(({ name }) => name)
    expect(Object.keys(data.links)).toEqual(about)
    for (const link of Object.values<string>(data.links)) await get(app, link)
  })

  it('says that an organization did not exist before it was founded', async () => {
    const certainty = async (valid_at: string) =>
      (await get(app, `/v1/organizations/iom?valid_at=${valid_at}`)).data.certainty
    expect(await certainty('1940')).toBeNull()
    expect(await certainty('1951-12-04')).toBeNull()
    expect(await certainty('1951-12-05')).toBe('definite')
  })
})
