import { describe, expect, it } from 'vitest'
import { get, type Json, testApp } from './helper.ts'

/** What the five documents say, as the API tells it, with the line of each value. */

const app = await testApp()

/** The claims of one field, as "stance source place". */
function receipts(record: Json, field: string): string[] {
  return record.evidence
    .filter((claim: Json) => claim.field === field)
    .map(({ stance, source, at }: Json) => `${stance} ${source} ${at}`)
}

describe('IOM', () => {
  it('was founded in December 1951: the one document with a month refines the others', async () => {
    const { data } = await get(app, '/v1/organizations/iom')
    expect(data).toMatchObject({
      name: 'International Organization for Migration',
      acronym: 'IOM',
      kind: 'intergovernmental_organization',
      founded: '1951-12',
      headquarters_city: 'Geneva',
      headquarters_country: 'CH',
      website: 'https://www.iom.int',
      legal_basis: 'treaty organization',
      juridical_personality: true,
    })
    expect(receipts(data, 'founded')).toEqual([
      'agrees ukraine-mission-2014 line 7',
      'coarser denmark-mission-2020 line 2',
      'coarser exam-notes-2025 line 8',
      'coarser iom-website-banner line 3',
      'coarser logo-catalogue line 1',
    ])
  })

  it('was headed by Swing and Vitorino', async () => {
    const { data } = await get(app, '/v1/leadership?post=director_general')
    expect(data.map(({ person, start, end }: Json) => [person, start, end])).toEqual([
      ['antonio-vitorino', '2018-10', null],
      ['william-lacy-swing', null, '../2018-10'],
    ])
    const [vitorino, swing] = data
    expect(receipts(vitorino, 'start')).toEqual(['agrees denmark-mission-2020 line 4'])
    expect(swing).toMatchObject({
      elected: '2008-06-18',
      reelected: '2013-06',
      attested: '2013-06',
    })
    expect(receipts(swing, 'elected')).toEqual(['agrees ukraine-mission-2014 line 9'])
  })

  it('had 127, 157, 173 and 175 member states, each at its own time', async () => {
    const { data } = await get(app, '/v1/membership?category=member_states')
    const counts = data.map((record: Json) => [
      record.count,
      record.date,
      ...receipts(record, 'count'),
    ])
    expect(counts).toEqual([
      [127, '2009-06-29/2010-08', 'agrees logo-catalogue line 1'],
      [157, '2014-11-25/2015-11-27', 'agrees ukraine-mission-2014 line 7'],
      [173, '2019-11-26', 'agrees iom-council-110-release line 24'],
      [173, '2020-05', 'agrees denmark-mission-2020 line 2'],
      [175, '2022-11-30/2026-11-22', 'agrees iom-website-banner line 3'],
      [175, '2025-01-10', 'agrees exam-notes-2025 line 17'],
    ])
  })

  it('had four names', async () => {
    const { data } = await get(app, '/v1/names')
    expect(
      data.map(({ acronym, start, end, status }: Json) => [acronym, start, end, status]),
    ).toEqual([
      ['PICMME', '1951', '1952', 'ended'],
      ['ICEM', '1952', '1980', 'ended'],
      ['ICM', '1980', '1989-11-14', 'ended'],
      ['IOM', '1989-11-14', null, 'ongoing'],
    ])
  })

  it('had an Executive Committee until 2013: a page that still counts it is outvoted, not dropped', async () => {
    const { data } = await get(app, '/v1/bodies/iom-executive-committee')
    expect(data).toMatchObject({ abolished: '2013-11-21', attested: null, status: 'ended' })
    expect(data.evidence.find(({ field }: Json) => field === 'attested')).toMatchObject({
      source: 'ukraine-mission-2014',
      at: 'line 7',
      stance: 'disagrees',
      value: '2014-11-25/2015-11-27',
    })
  })

  it('is never served as dependent on the United Nations, which one page says', async () => {
    const { data } = await get(app, '/v1/relations')
    expect(data.map(({ kind }: Json) => kind).sort()).toEqual([
      'coordinator',
      'part_of_system',
      'partner',
      'related_organization',
    ])
    const response = await app.inject({ url: '/v1/relations/iom-un-dependent' })
    expect(response.statusCode).toBe(404)
    expect(response.json().detail).toContain('set aside')
  })
})

describe('a slip', () => {
  it.each([
    ['/v1/people/antonio-vitorino', 'name', 'António Vitorino', 'António Vitrino', 'line 4'],
    ['/v1/names/iom-name-icm', 'acronym', 'ICM', 'CIM', 'line 11'],
    [
      '/v1/compacts/new-york-declaration',
      'title',
      'New York Declaration for Refugees and Migrants',
      'New York Declaration on Refugees and Migrants',
      'line 6',
    ],
  ])('in %s %s is set aside with its reason, and kept', async (path, field, right, slip, at) => {
    const { data } = await get(app, path)
    expect(data[field]).toBe(right)
    const kept = data.evidence.find(({ stance }: Json) => stance === 'set_aside')
    expect(kept).toMatchObject({ field, value: slip, at })
    expect(kept.note.length).toBeGreaterThan(10)
  })
})

describe('an error', () => {
  it.each(['known_at=nonsense', 'cursor=x', 'certainty=definite', 'limit=0', 'person=nobody'])(
    'for ?%s is the same in every form',
    async (query) => {
      const json = await app.inject({ url: `/v1/leadership?${query}` })
      for (const format of ['csv', 'ndjson']) {
        const response = await app.inject({ url: `/v1/leadership?${query}&format=${format}` })
        expect(response.statusCode).toBe(400)
        expect(response.json().errors).toEqual(json.json().errors)
      }
    },
  )

  it('says why, where the value is nearly an id or a code', async () => {
    const detail = async (query: string) =>
      (await app.inject({ url: `/v1/${query}` })).json().errors[0]
    expect(await detail('members?country=ZZ')).toMatchObject({
      allowed: ['an ISO 3166-1 alpha-2 code such as CH'],
    })
    expect(await detail('people/antonio-vitorino?valid_at=2018')).toMatchObject({
      message: 'what is told here has no time of its own; known_at is the clock that it has',
    })
  })
})

describe('filters', () => {
  const ids = async (url: string) => (await get(app, url)).data.map(({ id }: Json) => id)

  it('take dates in EDTF, for what may have begun then', async () => {
    expect(await ids('/v1/membership?category=member_states&date_from=2020&date_to=2021')).toEqual([
      'iom-member-states-2020-05',
    ])
    expect(await ids('/v1/leadership?elected_from=2008-06&elected_to=2008-06')).toEqual([
      'iom-director-general-swing',
    ])
  })

  it('combine', async () => {
    expect(await ids('/v1/figures?unit=offices&qualifier=at_least&date_to=2015')).toEqual([
      'iom-offices-2009',
    ])
    expect(await ids('/v1/compacts?follows=new-york-declaration&kind=compact&country=MA')).toEqual([
      'global-compact-for-migration',
    ])
  })

  it('that no record meets give an empty list', async () => {
    const { data, page } = await get(app, '/v1/funding?donor=Norway')
    expect([data, page.total]).toEqual([[], 0])
  })

  it.each([
    ['/v1/leadership?post=director-general', 'post', 'director_general'],
    ['/v1/membership?date_from=2018-13', 'date_from', undefined],
    ['/v1/members?country=lebanon', 'country', undefined],
    ['/v1/members?country=ZZ', 'country', undefined],
    ['/v1/funding?currency=ABC', 'currency', undefined],
    ['/v1/leadership?person=antonio-vitorin', 'person', 'antonio-vitorino'],
    ['/v1/leadership?organization=IOM', 'organization', undefined],
    ['/v1/claims?source=denmark-mission', 'source', undefined],
    ['/v1/claims?record=nothing', 'record', undefined],
    ['/v1/disputes?source=nonsense', 'source', undefined],
    ['/v1/milestones?date_from=2020&date_to=2010', 'date_from', undefined],
    ['/v1/changes?since=2020&until=2010', 'since', undefined],
  ])('refuse what they do not know: %s', async (url, parameter, suggestion) => {
    const response = await app.inject({ url })
    expect(response.statusCode).toBe(400)
    const [error] = response.json().errors
    expect(error.parameter).toBe(parameter)
    expect(error.suggestion).toBe(suggestion)
  })
})
