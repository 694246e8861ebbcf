import { describe, expect, it } from 'vitest'
import { appOf, get, type Json, fixtureApp } from '../../support/app.ts'
import { account, DISPUTED } from '../../support/disputed-seed.ts'

const app = await fixtureApp()

describe('/v1/disputes', () => {
  it('tells what is served, by which step of the rule, and who says otherwise where', async () => {
    const disputed = await appOf(DISPUTED)
    const { data, sources } = await get(disputed, '/v1/disputes')
    expect(
      data.map(({ field, value, decided_by, dissent }: Json) => [
        field,
        value,
        decided_by,
        dissent.map(
          ({ source, value, overruled_by }: Json) => `${source} ${value} ${overruled_by}`,
        ),
      ]),
    ).toEqual([
      ['founded', '1951-12', 'authority', ['wiki 1953 authority']],
      ['headquarters_city', 'Geneva', 'recency', ['mission-2015 Bern recency']],
      [
        'name',
        'League',
        'authority',
        ['mission-2020 Old League authority', 'mission-2015 Old League authority'],
      ],
      ['website', 'https://a.example', 'source_id', ['atlas-b https://b.example source_id']],
    ])
    const [founded] = data
    expect(founded.explanation).toBe('A source of higher authority is served.')
    expect(founded.evidence.map(({ source, stance }: Json) => `${source} ${stance}`)).toEqual([
      'act coarser',
      'mission-2015 agrees',
    ])
    expect(Object.keys(sources)).toContain('wiki')
  })

  it('come in the order that is asked for, in pages of it', async () => {
    const disputed = await appOf(DISPUTED)
    const fields = async (query: string) =>
      (await get(disputed, `/v1/disputes?${query}`)).data.map(({ field }: Json) => field)
    const down = ['website', 'name', 'headquarters_city', 'founded']
    expect(await fields('sort=-id')).toEqual(down)
    expect(await fields('sort=-id&limit=2')).toEqual(down.slice(0, 2))
    expect(await fields('sort=id')).toEqual(down.toReversed())
  })

  it('obeys known_at: before the dissent was known_from there is no dispute', async () => {
    const disputed = await appOf(DISPUTED)
    const fields = async (known_at: string) =>
      (await get(disputed, `/v1/disputes?known_at=${known_at}`)).data.map(
        ({ field }: Json) => field,
      )
    expect(await fields('1960-12-31')).toEqual([])
    expect(await fields('2015-12-31')).toEqual(['name'])
    expect(await fields('mission-2020')).toEqual(['headquarters_city', 'name'])
  })

  it('is narrowed by organization, collection, field and dissenting source', async () => {
    const disputed = await appOf(DISPUTED)
    const fields = async (query: string) =>
      (await get(disputed, `/v1/disputes?${query}`)).data.map(({ field }: Json) => field)
    expect(await fields('organization=league&collection=organizations&field=name')).toEqual([
      'name',
    ])
    expect(await fields('source=atlas-b')).toEqual(['website'])
    expect(await fields('source=act')).toEqual([])
  })

  it('shows slips beside a dispute only where they are asked for', async () => {
    const slip = 'people: [{ id: p, at: 1, name: Three, set_aside: a slip }]'
    const some = await appOf({
      'a.yaml': [
        account('s1', 'official', '2020', 'people: [{ id: p, at: 1, name: One }]'),
        account('s2', 'press', '2020', 'people: [{ id: p, at: 1, name: Two }]'),
        account('s3', 'press', '2020', slip),
      ]
        .join('')
        .replace(/---\n$/, ''),
    })
    const dissent = async (query: string) =>
      (await get(some, `/v1/disputes?${query}`)).data.map(({ dissent }: Json) =>
        dissent.map(({ value }: Json) => value),
      )
    expect(await dissent('')).toEqual([['Two']])
    expect(await dissent('include=set_aside')).toEqual([['Two', 'Three']])
    expect(await dissent('source=s3')).toEqual([])
    expect(await dissent('source=s3&include=set_aside')).toEqual([['Two', 'Three']])
  })

  it.each([
    ['iom-name-icem', 'start', '1952-11-15', ['1951', '1952-10-13/1952-10-21', '1953']],
    ['iom-member-at', 'start', '1951-12-05/1952-10-13', ['1955']],
    ['iom-member-co', 'start', '1952-10-21/..', ['1951']],
    ['iom-member-de', 'start', '1951-12-05/1952-10-13', ['1965']],
    ['iom-member-si', 'start', '2000', ['2002']],
    ['iom-member-eg', 'start', '1990', ['1991', '1991']],
    ['iom-member-zm', 'start', '1990', ['1992']],
    ['iom-member-bw', 'start', '2010-11-30', ['2014']],
    ['iom-member-ua', 'start', '2001/2002', ['2004']],
    ['iom-council-80', 'start', '2000-11-02', ['2000-11-28']],
    ['iom-council-108', 'start', '2017-11-28', ['2017-11-27']],
    ['iom-executive-committee', 'attested', '2001-06-06/2001-06-07', ['2014-11-25/2015-11-27']],
  ])('of %s › %s: %s is served, and %j was said', async (record, field, served, said) => {
    const { data } = await get(app, `/v1/disputes/${record}.${field}`)
    expect(data.value).toBe(served)
    expect(data.dissent.map(({ value }: Json) => value).sort()).toEqual(said)
  })

  it('shows slips that were set aside only where they are asked for', async () => {
    const ids = async (query: string) =>
      (await get(app, `/v1/disputes?limit=500${query}`)).data.map(({ id }: Json) => id)
    const disputed = await ids('')
    const slips = (await ids('&include=set_aside')).filter((id: string) => !disputed.includes(id))
    expect(slips).toEqual(
      expect.arrayContaining([
        'antonio-vitorino.name',
        'iom-name-icm.acronym',
        'new-york-declaration.title',
      ]),
    )
  })
})
