import { describe, expect, it } from 'vitest'
import { nouns } from '../../src/facts/index.ts'
import { DISPUTED } from '../accounts/disputed.ts'
import { appOf, get, type Json, testApp } from '../helper.ts'

const app = await testApp()

describe('/v1/changes', () => {
  it('tells for each heard day, oldest first, what its documents changed', async () => {
    const { data } = await get(app, '/v1/changes')
    expect(data.map(({ id, heard }: Json) => [id, heard])).toEqual([
      ['2015-11-27', ['ukraine-mission-2014']],
      ['2016-09-19', ['un-resolution-71-1']],
      ['2019-11-26', ['iom-council-110-release']],
      ['2020-05-31', ['denmark-mission-2020']],
      ['2025-01-10', ['exam-notes-2025']],
      [
        '2026-11-22',
        ['icm-statement-1983', 'iom-constitution-page', 'iom-website-banner', 'logo-catalogue'],
      ],
    ])
    const known = data.flatMap(({ became_known }: Json) => became_known)
    const totals = await Promise.all(
      nouns.map(async ({ name }) => (await get(app, `/v1/${name}`)).page.total),
    )
    expect(known).toHaveLength(totals.reduce((a, b) => a + b, 0))
  })

  it('tells values before and after, derived ones too', async () => {
    const { data } = await get(app, '/v1/changes/2020-05-31')
    const of = (record: string) =>
      data.changed
        .filter((change: Json) => change.record === record)
        .map(({ field, before, after }: Json) => [field, before, after])
    expect(of('iom-director-general-vitorino')).toEqual([
      ['start', null, '2018-10'],
      ['attested', '2019-11-26', '2020-05'],
    ])
    expect(of('iom-director-general-swing')).toEqual([['end', '../2019-11-26', '../2018-10']])
  })

  it('tells which claims were outvoted: the old by the new, and the new by the old', async () => {
    const disputed = await appOf(DISPUTED)
    const { data } = await get(disputed, '/v1/changes')
    expect(
      data.map(({ id, outvoted }: Json) => [
        id,
        outvoted.map(({ source, field }: Json) => `${source} ${field}`),
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
    expect(await days('since=2019&until=2020')).toEqual(['2019-11-26', '2020-05-31'])
    expect(await days('since=2020-06&known_at=2025-12-31')).toEqual(['2025-01-10'])
    expect((await app.inject({ url: '/v1/changes?since=soon' })).statusCode).toBe(400)
  })
})
