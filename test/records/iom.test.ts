import { describe, expect, it } from 'vitest'
import { get, type Json, fixtureApp } from '../support/app.ts'

/** What the documents say, as the API tells it, with the place of each value. */

const app = await fixtureApp()

/** The claims of one field, as "stance source place". */
function receipts(record: Json, field: string): string[] {
  return record.evidence
    .filter((claim: Json) => claim.field === field)
    .map(({ stance, source, at }: Json) => `${stance} ${source} ${at}`)
}

/** The first and the last day of a date, as far as these tests have them. */
function ends(date: string): [string, string] {
  if (date.length === 10) return [date, date]
  return date.length === 7 ? [`${date}-01`, `${date}-31`] : [`${date}-01-01`, `${date}-12-31`]
}

describe('IOM', () => {
  it('was founded on 5 December 1951: the documents with a day refine the others', async () => {
    const { data } = await get(app, '/v1/organizations/iom')
    expect(data).toMatchObject({
      name: 'International Organization for Migration',
      acronym: 'IOM',
      kind: 'intergovernmental_organization',
      founded: '1951-12-05',
      headquarters_city: 'Geneva',
      headquarters_country: 'CH',
      website: 'https://www.iom.int',
      legal_basis: 'treaty organization',
      juridical_personality: true,
    })
    expect(receipts(data, 'founded')).toEqual([
      'agrees cia-world-factbook-1995 appendix C',
      'agrees cia-world-factbook-1998 appendix C',
      'coarser ukraine-mission-2014 line 7',
      'coarser denmark-mission-2020 line 2',
      'coarser exam-notes-2025 line 8',
      'coarser iom-website-banner line 3',
      'coarser logo-catalogue line 1',
    ])
  })

  it('was headed by ten people of whom documents speak', async () => {
    const { data } = await get(app, '/v1/leadership?limit=50&sort=start')
    const heads = data.filter(({ post }: Json) => post !== 'deputy_director_general')
    expect(heads.map(({ person, start, end }: Json) => [person, start, end])).toEqual([
      ['hugh-gibson', '1951-12-05/1954-07-03', '1954-12-12'],
      ['harold-tittmann', '1954-12-12/1956-10-10', '../1962'],
      ['marcus-daly', '1958-05-07/1962', '../1962'],
      ['bastiaan-haveman', '1962', '1969'],
      ['james-carlin', '1969/1983-04', '../1988'],
      ['james-purcell', '1988', '1998'],
      ['brunson-mckinley', '1998-10', '../2008-10-01'],
      ['william-lacy-swing', '2008-10-01', '../2018-10-01'],
      ['antonio-vitorino', '2018-10-01', '../2023-10-01'],
      ['amy-pope', '2023-10-01', null],
    ])
    const swing = heads.find(({ person }: Json) => person === 'william-lacy-swing')
    expect(swing).toMatchObject({ elected: '2008-06-18', reelected: '2013-06-14' })
    expect(receipts(swing, 'elected')).toEqual([
      'agrees ukraine-mission-2014 line 9',
      'agrees iom-swing-page opening of the page',
    ])
  })

  it.each([
    ['1996-11-12', 59, 59, 59],
    ['2002-12-02', 98, 97, 98],
    ['2006-12', 120, 118, 120],
    ['2007-11-27', 122, 122, 122],
    ['2008-06-18', 125, 123, 125],
    ['2010-11-30', 132, 132, 132],
    ['2011-12-05', 146, 146, 146],
    ['2013', 151, 149, 155],
    ['2014-07', 156, 155, 156],
    ['2014-11-25', 157, 156, 157],
    ['2016-06-13', 162, 162, 162],
    ['2016-06-30', 165, 165, 165],
    ['2016-12-05', 166, 166, 169],
    ['2017-11-28', 168, 168, 171],
    ['2018-11-27', 173, 173, 173],
    ['2021-04-19', 174, 174, 174],
    ['2022-11-30', 175, 175, 175],
  ])(
    'on %s had %i member states by what was counted, %i to %i by the roster',
    async (date, count, definite, possible) => {
      const [first = '', last = ''] = ends(date)
      const totals = async (day: string) =>
        (await get(app, `/v1/members?role=member&valid_at=${day}&limit=1`)).page.totals
      expect((await totals(first)).definite).toBe(definite)
      const { definite: sure, possible: maybe } = await totals(last)
      expect(sure + maybe).toBe(possible)
      expect(count).toBeGreaterThanOrEqual(definite)
      expect(count).toBeLessThanOrEqual(possible)
    },
  )

  it('shows where the roster does not agree with a count, and computes it by both clocks', async () => {
    const disagreeing = await get(app, '/v1/member_counts?roster_agrees=false&evidence=none')
    expect(
      disagreeing.data.map(({ id, counted_definite, counted_possible }: Json) => [
        id,
        counted_definite,
        counted_possible,
      ]),
    ).toEqual([
      ['iom-member-states-1954-12-13', 20, 23],
      ['iom-member-states-2021-12-01', 174, 174],
    ])
    const path =
      '/v1/member_counts/iom-member-states-1996-11?fields=counted_definite,counted_possible'
    const then = await get(app, `${path}&known_at=2013-12-31&evidence=none`)
    expect(then.data.counted_possible).toBeGreaterThan(then.data.counted_definite)
    const { data } = await get(app, '/v1/member_counts?category=observer_states&limit=1')
    expect(data[0]).toMatchObject({ counted_definite: null, roster_agrees: null })
  })

  it('has states that left and came back, and one under its former name', async () => {
    const { data } = await get(app, '/v1/members?country=AU&role=member&evidence=none')
    expect(data.map(({ start, end }: Json) => [start, end])).toEqual([
      ['1951-12-05/1952-10-13', '1973'],
      ['1985-05-24', null],
    ])
    const eswatini = await get(app, '/v1/members?country=SZ')
    expect(eswatini.data[0].name).toBe('Swaziland')
  })

  it('has Lebanon as an applicant and nothing more', async () => {
    const { data } = await get(app, '/v1/members?country=LB')
    expect(data).toHaveLength(1)
    expect(data[0]).toMatchObject({ role: 'applicant', start: null, attested: '2019-11-26' })
  })

  it('had four names', async () => {
    const { data } = await get(app, '/v1/names')
    expect(
      data.map(({ acronym, start, end, status }: Json) => [acronym, start, end, status]),
    ).toEqual([
      ['PICMME', '1951', '1952-11-15', 'ended'],
      ['ICEM', '1952-11-15', '1980-11', 'ended'],
      ['ICM', '1980-11', '1989-11-14', 'ended'],
      ['IOM', '1989-11-14', null, 'ongoing'],
    ])
  })

  it('had an Executive Committee until 2013: a page that still counts it is overruled, not dropped', async () => {
    const { data } = await get(app, '/v1/bodies/iom-executive-committee')
    expect(data).toMatchObject({ abolished: '2013-11-21', status: 'ended' })
    expect(data.evidence.find(({ stance }: Json) => stance === 'disagrees')).toMatchObject({
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
      'observer',
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
    expect(
      await ids('/v1/member_counts?category=member_states&date_from=2020-01&date_to=2020-06'),
    ).toEqual(['iom-member-states-2020-to-2021-04-19', 'iom-member-states-2020-05'])
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
    ['/v1/member_counts?date_from=2018-13', 'date_from', undefined],
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
