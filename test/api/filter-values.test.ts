import { afterEach, describe, expect, it, vi } from 'vitest'
import { fixtureApp, get, type Json } from '../support/app.ts'

/** Values that filters accept besides stored ones, and several values of one filter. */

const app = await fixtureApp()
const idsOf = async (url: string) => (await get(app, url)).data.map(({ id }: Json) => id)

describe('a filter with several values', () => {
  it.each([
    ['members?organization=fifa&limit=500', 'country', ['BE', 'FR']],
    ['leadership?limit=500', 'post', ['iom-director-general', 'fifa-president']],
    ['claims?limit=500&source=ukraine-mission-2014', 'stance', ['agrees', 'disagrees']],
    ['figures?limit=500', 'measure', ['staff', 'offices']],
    ['disputes?limit=500', 'organization', ['iom', 'fifa']],
    ['sources?limit=500', 'kind', ['press', 'reference']],
    ['people?limit=500', 'id', ['amy-pope', 'antonio-vitorino']],
  ])('of %s returns the records with any of %s=%j', async (url, name, values) => {
    const each = await Promise.all(values.map((value) => idsOf(`/v1/${url}&${name}=${value}`)))
    const union = await idsOf(`/v1/${url}&${name}=${values.join(',')}`)
    expect(union.toSorted()).toEqual(each.flat().sort())
    for (const ids of each) expect(ids).not.toEqual([])
  })

  it('returns the same response for the same values in another order, and repeated', async () => {
    const [first, ...others] = await Promise.all(
      ['country=FR,BE', 'country=BE,FR,BE', 'country=FR&country=BE'].map((query) =>
        app.inject({ url: `/v1/members?${query}` }),
      ),
    )
    for (const { headers, body } of others) {
      expect(headers.etag).toBe(first?.headers.etag)
      expect(body).toBe(first?.body)
    }
  })

  it('keeps its values on the next page', async () => {
    const url = '/v1/leadership?post=iom-director-general,fifa-president&evidence=none'
    const whole = await idsOf(url)
    const { data, page } = await get(app, `${url}&limit=3`)
    const ids = [data.map(({ id }: Json) => id), await idsOf(`${page.next}`)].flat()
    expect(ids).toEqual(whole.slice(0, ids.length))
  })
})

describe('country', () => {
  const byCode = () => idsOf('/v1/members?country=BE')

  it.each(['be', 'BEL', '056', 'Belgium', 'belgium', 'Belgique', 'België', 'Бельгия', ' Belgium '])(
    'takes any code or name: %s',
    async (name) => {
      expect(await idsOf(`/v1/members?country=${encodeURIComponent(name)}`)).toEqual(await byCode())
    },
  )
})

describe('region', () => {
  it.each([
    ['Europe', ['BE', 'FR']],
    ['150', ['BE', 'FR']],
    ['western europe', ['BE', 'FR']],
    ['Africa', ['EG', 'ET']],
  ])('%s selects records whose country lies in it, such as %j', async (region, countries) => {
    const { data } = await get(app, `/v1/members?limit=500&region=${encodeURIComponent(region)}`)
    const found = data.map(({ country }: Json) => country)
    expect(found).toEqual(expect.arrayContaining(countries))
    const others = region === 'Africa' ? ['BE', 'FR'] : ['EG', 'ET']
    for (const country of others) expect(found).not.toContain(country)
  })
})

describe('a filter of a text', () => {
  it.each(['@Example Donor, Inc.', '@example donor, inc.', ' @EXAMPLE  DONOR, Inc. '])(
    'ignores case, accents and spaces around it: %j',
    async (donor) => {
      expect(await idsOf(`/v1/funding?donor=${encodeURIComponent(donor)}`)).toEqual([
        'example-union-core-funding',
      ])
    },
  )

  it('has near values in meta when nothing matches', async () => {
    const { data, meta } = await get(app, '/v1/funding?donor=@Example%20Donr,%20Inc.')
    expect(data).toEqual([])
    expect(meta.near).toEqual({ donor: ['@Example Donor, Inc.'] })
    expect((await get(app, '/v1/funding')).meta.near).toBeUndefined()
    expect((await get(app, '/v1/funding?donor=qqqqqqqq')).meta.near).toBeUndefined()
  })
})

describe('identifier', () => {
  it.each([
    ['organizations', 'wikidata:Q472311', ['iom']],
    ['people', 'wikidata:Q472311', []],
    ['organizations', 'wikidata:Q1', []],
    ['organizations', 'isni:Q472311', []],
  ])('of %s finds with %s: %j', async (collection, identifier, ids) => {
    expect(await idsOf(`/v1/${collection}?identifier=${identifier}`)).toEqual(ids)
  })
})

describe('range=within', () => {
  it('selects only records whose date surely lies in the range', async () => {
    const url = '/v1/members?organization=iom&limit=500&start_from=1951&start_to=1959&bounds=true'
    const overlapping = (await get(app, url)).data
    const within = (await get(app, `${url}&range=within`)).data
    const surely = overlapping.filter(
      ({ start_earliest, start_latest }: Json) =>
        start_earliest !== null &&
        start_latest !== null &&
        start_earliest >= '1951-01-01' &&
        start_latest <= '1959-12-31',
    )
    expect(within.map(({ id }: Json) => id)).toEqual(surely.map(({ id }: Json) => id))
    expect(within.length).toBeGreaterThan(0)
    expect(within.length).toBeLessThan(overlapping.length)
  })
})

describe('bounds=true', () => {
  it('adds days that can be sorted, null if they are open', async () => {
    const { data } = await get(app, '/v1/leadership/iom-director-general-vitorino')
    const [record] = (await get(app, '/v1/leadership?id=iom-director-general-vitorino&bounds=true'))
      .data
    expect(data.start_earliest).toBeUndefined()
    expect(record).toMatchObject({
      start_earliest: '2018-10-01',
      start_latest: '2018-10-01',
      end_earliest: expect.stringMatching(/^2023-/),
    })
    const [pope] = (await get(app, '/v1/leadership?id=iom-director-general-pope&bounds=true')).data
    expect(pope.end_latest).toBeNull()
  })

  it('adds columns to CSV, also with fields', async () => {
    const { body } = await app.inject({
      url: '/v1/leadership?format=csv&fields=person&evidence=none&bounds=true&limit=1',
    })
    expect(body.split('\r\n')[0]).toBe(
      'id,person,person_label,start_earliest,start_latest,end_earliest,end_latest',
    )
  })
})

describe('bom=true', () => {
  it('begins CSV with a byte order mark, and changes nothing else', async () => {
    const url = '/v1/people?format=csv&evidence=none'
    const { body } = await app.inject({ url })
    const withBom = await app.inject({ url: `${url}&bom=true` })
    expect(withBom.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(withBom.rawPayload.subarray(3).toString()).toBe(body)
  })
})

describe('valid_at=today', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('means the current day in UTC, and expires at its end', async () => {
    vi.useFakeTimers({ now: new Date('2019-05-04T23:58:20Z'), toFake: ['Date'] })
    const { headers, body } = await app.inject({ url: '/v1/leadership?valid_at=today' })
    const day = await app.inject({ url: '/v1/leadership?valid_at=2019-05-04' })
    expect(body).toBe(day.body)
    expect(headers.etag).toBe(day.headers.etag)
    expect(headers['cache-control']).toBe('public, max-age=100')
    expect(day.headers['cache-control']).toContain('stale-while-revalidate')
    vi.setSystemTime(new Date('2019-05-05T00:00:00Z'))
    const next = await app.inject({ url: '/v1/leadership?valid_at=today' })
    expect(next.headers.etag).not.toBe(headers.etag)
    expect(next.headers['cache-control']).toBe('public, max-age=300')
  })

  it('works for profiles', async () => {
    const { meta } = await get(app, '/v1/organizations/iom?valid_at=today&evidence=none')
    expect(meta.valid_at).toBe(new Date().toISOString().slice(0, 10))
  })
})
