import { describe, expect, it } from 'vitest'
import { account, DISPUTED } from '../accounts/disputed.ts'
import { appOf, get, type Json, testApp } from '../helper.ts'

const app = await testApp()

describe('/v1/disputes', () => {
  it('tells what is served, by which step of the rule, and who says otherwise where', async () => {
    const disputed = await appOf(DISPUTED)
    const { data, sources } = await get(disputed, '/v1/disputes')
    expect(
      data.map(({ field, value, decided_by, dissent }: Json) => [
        field,
        value,
        decided_by,
        dissent.map(({ source, value, outvoted_by }: Json) => `${source} ${value} ${outvoted_by}`),
      ]),
    ).toEqual([
      ['founded', '1951-12', 'standing', ['wiki 1953 standing']],
      ['headquarters_city', 'Geneva', 'recency', ['mission-2015 Bern recency']],
      [
        'name',
        'League',
        'standing',
        ['mission-2020 Old League standing', 'mission-2015 Old League standing'],
      ],
      ['website', 'https://a.example', 'source_id', ['atlas-b https://b.example source_id']],
    ])
    const [founded] = data
    expect(founded.explanation).toBe('A source of higher standing is served.')
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

  it('obeys known_at: before the dissent was heard there is no dispute', async () => {
    const disputed = await appOf(DISPUTED)
    const fields = async (known_at: string) =>
      (await get(disputed, `/v1/disputes?known_at=${known_at}`)).data.map(
        ({ field }: Json) => field,
      )
    expect(await fields('1960-12-31')).toEqual([])
    expect(await fields('2015-12-31')).toEqual(['name'])
    expect(await fields('mission-2020')).toEqual(['headquarters_city', 'name'])
  })

  it('is narrowed by organization, noun, field and dissenting source', async () => {
    const disputed = await appOf(DISPUTED)
    const fields = async (query: string) =>
      (await get(disputed, `/v1/disputes?${query}`)).data.map(({ field }: Json) => field)
    expect(await fields('organization=league&noun=organizations&field=name')).toEqual(['name'])
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

  it('of the real documents is that a page still counts an organ that had ended', async () => {
    const { data } = await get(app, '/v1/disputes')
    expect(data.map(({ id, decided_by }: Json) => [id, decided_by])).toEqual([
      ['iom-executive-committee.attested', 'period'],
    ])
    expect(data[0].evidence).toMatchObject([
      { field: 'abolished', source: 'iom-constitution-page' },
    ])
    expect((await get(app, '/v1/disputes?known_at=2025-12-31')).data).toEqual([])
  })

  it('shows slips that were set aside only where they are asked for', async () => {
    const { data } = await get(app, '/v1/disputes?include=set_aside')
    expect(data.map(({ id, decided_by }: Json) => [id, decided_by])).toEqual([
      ['antonio-vitorino.name', 'set_aside'],
      ['iom-executive-committee.attested', 'period'],
      ['iom-name-icm.acronym', 'set_aside'],
      ['new-york-declaration.title', 'set_aside'],
    ])
  })
})
