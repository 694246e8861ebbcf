import { describe, expect, it } from 'vitest'
import { appOf, fixtureApp, get, type Json } from '../../support/app.ts'
import { league, seedFile } from '../../support/disputed-seed.ts'

const app = await fixtureApp()

const hitsOf = async (query: Record<string, string>): Promise<Json[]> =>
  (await get(app, `/v1/search?${new URLSearchParams(query)}`)).data

describe('GET /v1/search', () => {
  it('returns the matching value with the terms marked, the record, its name and its URL', async () => {
    expect(await hitsOf({ q: 'vitrino' })).toEqual([
      {
        id: 'antonio-vitorino',
        collection: 'people',
        organization: null,
        label: 'António Vitorino',
        href: '/v1/people/antonio-vitorino',
        field: 'name',
        claim: '8678caea12ce9f46',
        source: 'denmark-mission-2020',
        highlight: 'António <mark>Vitrino</mark>',
        score: expect.closeTo(315.5, 0),
      },
    ])
  })

  it('links each hit to its record, or to its claims if the record is not served', async () => {
    const hits = await hitsOf({ q: 'united nations' })
    for (const { id, href } of hits) {
      const { data } = await get(app, href)
      if (Array.isArray(data)) for (const claim of data) expect(claim.record).toBe(id)
      else expect(data.id).toBe(id)
    }
    expect(hits.find(({ id }) => id === 'iom-un-dependent').href).toBe(
      '/v1/claims?record=iom-un-dependent',
    )
  })

  it('lists the most relevant hits first, and fewer with each filter', async () => {
    const hits = await hitsOf({ q: 'council' })
    const scores = hits.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    const bodies = await hitsOf({ q: 'council', collection: 'bodies', organization: 'iom' })
    expect(bodies.map(({ id }) => id)[0]).toBe('iom-council')
    expect(await hitsOf({ q: 'vitorino', known_at: '2016-01-01' })).toEqual([])
  })

  it('escapes HTML in documents', async () => {
    const name = 'name: "<script>alert(1)</script> & \\"Co\\""'
    const files = {
      'a.yaml': seedFile('s', 'press', '2020', league('founded: 1951', name)).replace('---\n', ''),
    }
    const { data } = await get(await appOf(files), '/v1/search?q=alert')
    expect(data[0].highlight).toBe(
      '&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; &quot;Co&quot;',
    )
    const [hit] = await hitsOf({ q: 'alert' })
    expect(hit).toMatchObject({
      id: 'example-person-script',
      label: '<script>alert(1)</script> & Co',
      highlight: '&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; Co',
    })
  }, 60_000)

  it.each(['"', '""" OR', 'NEAR(', 'name: x', "';--", '\u0000iom', 'AND', 'x\u202e'])(
    'returns hits or 400 for q=%j, and never reads it as an operator',
    async (q) => {
      const response = await app.inject({ url: `/v1/search?q=${encodeURIComponent(q)}` })
      expect([200, 400]).toContain(response.statusCode)
    },
  )

  it.each([
    ['', 'q', 'missing'],
    ['q=', 'q', undefined],
    ['q=%22%22', 'q', 'has no letters or digits to search for'],
    [`q=${'x'.repeat(201)}`, 'q', undefined],
    ['q=a&q=b', 'q', 'given more than once'],
    [
      'q=a&valid_at=2018',
      'valid_at',
      'not supported: this resource has no valid time; use known_at',
    ],
    ['q=a&collection=claims', 'collection', 'not an allowed value'],
    ['q=a&organization=example', 'organization', 'no record of organizations has this id'],
  ])('returns 400 for ?%s', async (query, parameter, message) => {
    const response = await app.inject({ url: `/v1/search?${query}` })
    expect(response.statusCode).toBe(400)
    const [error] = response.json().errors
    expect(error.parameter).toBe(parameter)
    if (message !== undefined) expect(error.message).toBe(message)
  })
})
