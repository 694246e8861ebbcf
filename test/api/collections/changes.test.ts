import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/changes', () => {
  it('lists each day on which sources became known, oldest first, with these sources', async () => {
    const { data, sources } = await get(app, '/v1/changes?limit=500')
    const list = await get(app, '/v1/sources?limit=500&sort=id')
    const byDay = Map.groupBy(list.data, ({ known_from }: Json) => known_from)
    expect(data.map(({ id, sources }: Json) => [id, sources])).toEqual(
      [...byDay.keys()].sort().map((day) => [day, byDay.get(day)?.map(({ id }: Json) => id)]),
    )
    expect(Object.keys(sources)).toEqual(list.data.map(({ id }: Json) => id))
  })

  it('lists every record once in `became_known`', async () => {
    const { data } = await get(app, '/v1/changes?limit=500')
    const known = data.flatMap(({ became_known }: Json) => became_known)
    const lists = await Promise.all(
      resourceTypes.map(async ({ name }) => {
        const { data } = await get(app, `/v1/${name}?limit=500&evidence=none&sort=id`)
        return data.map(({ id }: Json) => `${name}/${id}`)
      }),
    )
    const paths = known.map(({ record, collection }: Json) => `${collection}/${record}`)
    expect(paths.sort()).toEqual(lists.flat().sort())
  })

  it('returns `before` and `after` of a boolean field as booleans', async () => {
    const { data } = await get(app, '/v1/changes?limit=500&fields=changed')
    const changes = data.flatMap(({ changed }: Json) => changed)
    const booleans = changes.filter(({ field }: Json) =>
      ['juridical_personality', 'binding'].includes(field),
    )
    expect(booleans.length).toBeGreaterThan(0)
    for (const { before, after } of booleans) {
      expect([true, false, null]).toContain(before)
      expect([true, false, null]).toContain(after)
    }
  })

  it.each(['soon', '2018-13', ''])('returns 400 for since=%s', async (since) => {
    const response = await app.inject({ url: `/v1/changes?since=${since}` })
    expect(response.statusCode).toBe(400)
    expect(response.json().errors).toMatchObject([{ parameter: 'since', value: since }])
  })

  it('returns 406 for CSV, because a change does not fit into a row', async () => {
    const headers = { accept: 'text/csv' }
    expect((await app.inject({ url: '/v1/changes', headers })).statusCode).toBe(406)
    expect((await app.inject({ url: '/v1/changes?format=csv' })).statusCode).toBe(400)
  })
})

describe('GET /v1/changes/{id}', () => {
  it('returns what the sources of one day changed', async () => {
    const { data } = await get(app, '/v1/changes/2018-06-29')
    expect(data).toMatchObject({
      id: '2018-06-29',
      sources: [
        'diaspora-portuguesa-vitorino',
        'iom-election-2018-release',
        'portugal-vitorino-release',
      ],
      became_known: [
        { record: 'antonio-vitorino', collection: 'people' },
        { record: 'iom-director-general-vitorino', collection: 'leadership' },
        { record: 'iom-council-special-2018-06', collection: 'sessions' },
      ],
      overruled: [],
    })
    const ofSwing = data.changed.filter(
      ({ record }: Json) => record === 'iom-director-general-swing',
    )
    expect(ofSwing.map(({ field, before, after }: Json) => [field, before, after])).toEqual([
      ['end', null, '../2018-10-01'],
      ['attested', '2013-06', '2018-06/2018-06-29'],
      ['status', 'end_unknown', 'ended'],
    ])
  })

  it.each(['2018-06-30', 'nonsense'])(
    'returns 404 for %s, on which no source became known',
    async (day) => {
      expect((await app.inject({ url: `/v1/changes/${day}` })).statusCode).toBe(404)
    },
  )
})
