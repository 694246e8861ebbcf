import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { appOf, get, type Json, fixtureApp } from '../../support/app.ts'
import { DISPUTED } from '../../support/disputed-seed.ts'

const app = await fixtureApp()

describe('/v1/changes', () => {
  it('tells for each known_from day, oldest first, what its documents changed', async () => {
    const { data } = await get(app, '/v1/changes?limit=500')
    const { data: sources } = await get(app, '/v1/sources?limit=500&sort=id')
    const days = Map.groupBy(sources, ({ known_from }: Json) => known_from)
    expect(data.map(({ id, sources }: Json) => [id, known_from])).toEqual(
      [...days.keys()].sort().map((day) => [day, days.get(day)?.map(({ id }: Json) => id)]),
    )
    const known = data.flatMap(({ became_known }: Json) => became_known)
    const totals = await Promise.all(
      resourceTypes.map(async ({ name }) => (await get(app, `/v1/${name}?limit=1`)).page.total),
    )
    expect(known).toHaveLength(totals.reduce((a, b) => a + b, 0))
  })

  it('tells values before and after, derived ones too', async () => {
    const { data } = await get(app, '/v1/changes/2018-06-29')
    const of = (record: string) =>
      data.changed
        .filter((change: Json) => change.record === record)
        .map(({ field, before, after }: Json) => [field, before, after])
    expect(of('iom-director-general-swing')).toEqual([
      ['end', null, '../2018-10-01'],
      ['attested', '2013-06', '2018-06/2018-06-29'],
      ['status', 'end_unknown', 'ended'],
    ])
  })

  it('tells which claims were overruled: the old by the new, and the new by the old', async () => {
    const disputed = await appOf(DISPUTED)
    const { data } = await get(disputed, '/v1/changes')
    expect(
      data.map(({ id, overruled }: Json) => [
        id,
        overruled.map(({ source, field }: Json) => `${source} ${field}`),
      ]),
    ).toEqual([
      ['1960-12-31', []],
      ['2015-12-31', ['mission-2015 name']],
      ['2020-12-31', ['mission-2015 headquarters_city', 'mission-2020 name']],
      ['2021-12-31', ['atlas-b website']],
      ['2022-12-31', ['wiki founded']],
    ])
  })

  it('takes since and until, and known_at', async () => {
    const days = async (query: string) =>
      (await get(app, `/v1/changes?${query}`)).data.map(({ id }: Json) => id)
    expect(await days('since=2019-05&until=2020-05')).toEqual([
      '2019-11-26',
      '2020-05-04',
      '2020-05-31',
    ])
    expect(await days('since=2025-01-10&known_at=2025-03-31')).toEqual(['2025-01-10', '2025-03-18'])
    expect((await app.inject({ url: '/v1/changes?since=soon' })).statusCode).toBe(400)
  })
})
