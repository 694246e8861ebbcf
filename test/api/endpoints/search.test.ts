import { describe, expect, it } from 'vitest'
import { appOf, get, type Json, fixtureApp } from '../../support/app.ts'
import { account, league } from '../../support/disputed-seed.ts'

const app = await fixtureApp()

describe('/v1/search', () => {
  const found = async (q: string, more = '') => {
    const { data } = await get(app, `/v1/search?q=${encodeURIComponent(q)}${more}`)
    return data.map(({ id }: Json) => id)
  }

  it.each([
    ['Vitrino', 'antonio-vitorino'],
    ['antonio', 'antonio-vitorino'],
    ['VITORINO', 'antonio-vitorino'],
    ['vitor', 'antonio-vitorino'],
    ['icem', 'iom-name-icem'],
    ['Provisional movement migrants', 'iom-name-picmme'],
    ['marrakech', 'global-compact-for-migration'],
    ['A/RES/71/1', 'new-york-declaration'],
    ['diasporas', 'iom-focus-08'],
    ['on refugees', 'global-compact-on-refugees'],
  ])('finds by “%s” %s', async (q, id) => {
    expect(await found(q)).toContain(id)
  })

  it('shows the words, the record by its own name, and the way to it', async () => {
    const { data } = await get(app, '/v1/search?q=vitrino')
    expect(data).toMatchObject([
      {
        id: 'antonio-vitorino',
        label: 'António Vitorino',
        href: '/v1/people/antonio-vitorino',
        highlight: 'António <mark>Vitrino</mark>',
        source: 'denmark-mission-2020',
      },
    ])
  })

  it('leads to the claims of what is not served', async () => {
    const { data } = await get(app, '/v1/search?q=united+nations&collection=relations')
    const slip = data.find(({ id }: Json) => id === 'iom-un-dependent')
    expect(slip.href).toBe('/v1/claims?record=iom-un-dependent')
    expect((await get(app, slip.href)).data.length).toBeGreaterThan(0)
  })

  it('is ranked, and narrowed by collection and organization', async () => {
    const { data } = await get(app, '/v1/search?q=council')
    const scores = data.map(({ score }: Json) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(await found('council', '&collection=bodies')).toEqual(['iom-council'])
    expect(await found('council', '&organization=iom&collection=bodies')).toEqual(['iom-council'])
  })

  it('obeys known_at', async () => {
    expect(await found('vitorino', '&known_at=2016-01-01')).toEqual([])
    expect(await found('vitrino', '&known_at=2019-12-31')).toEqual([])
  })

  it('escapes what documents say, so that it can be shown as HTML', async () => {
    const hostile = await appOf({
      'a.yaml': account(
        's',
        'press',
        '2020',
        league('name: "<script>alert(1)</script> & Co"'),
      ).replace('---\n', ''),
    })
    const { data } = await get(hostile, '/v1/search?q=alert')
    expect(data[0].highlight).toBe('&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt; &amp; Co')
  })

  it.each([
    '"',
    '""" OR',
    'NEAR(',
    'name: x',
    'a* b*',
    '-x',
    '^x',
    '(',
    "';--",
    '\u0000iom',
    '{a b} : c',
    'AND',
    'x\u202e',
  ])('takes %j as plain words or refuses it, and never breaks', async (q) => {
    const response = await app.inject({ url: `/v1/search?q=${encodeURIComponent(q)}` })
    expect([200, 400]).toContain(response.statusCode)
  })

  it.each([
    ['', 'q'],
    ['q=', 'q'],
    ['q=%22%22', 'q'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['q=a&q=b', 'q'],
    ['q=a&valid_at=2018', 'valid_at'],
  ])('refuses ?%s', async (query, parameter) => {
    const response = await app.inject({ url: `/v1/search?${query}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors[0].parameter).toBe(parameter)
  })
})

describe('words that very many claims have', () => {
  it('are looked for in 10,000 of them, and the total says that there may be more', async () => {
    const many = Array.from({ length: 10_050 }, (_, n) => ({
      id: `body-${n}`,
      at: 'list',
      name: n === 10_049 ? 'Widget' : `Committee on a widget of kind ${n}`,
    }))
    const source = {
      id: 'list',
      title: 'A list',
      kind: 'official',
      published: '1960',
      published_basis: 'stated',
    }
    const organizations = [{ id: 'league', at: 'list', name: 'League' }]
    const all = { source, about: 'league', organizations, bodies: many }
    const app = await appOf({ 'all.ndjson': `${JSON.stringify(all)}\n` })
    const { data, page } = await get(app, '/v1/search?q=widget&limit=1')
    expect(page).toMatchObject({ total: 10_000, total_qualifier: 'at_least' })
    expect(data[0].id).toBe('body-10049')
    const some = await get(app, '/v1/search?q=committee+kind+77&limit=1')
    expect(some.page).not.toHaveProperty('total_qualifier')
  })
})
