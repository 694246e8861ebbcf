import { describe, expect, it } from 'vitest'
import { get, type Json } from '../support/app.ts'
import { claimsAbout, expectDate, IOM, KNOWN, recordApps } from './record-apps.ts'

const IOM_POST = 'iom-director-general'
const UNHCR_POST = 'unhcr-high-commissioner'

describe.each(recordApps)('the heads of IOM in the %s', (_, app) => {
  it.each([
    ['Director', 'hugh-gibson', '1951-12-05/1952-11-26', '1954-12-12'],
    ['Director', 'harold-tittmann', '1954-12-12/1956-10-10', '../1962'],
    ['Director', 'marcus-daly', '1958-05-07/1962', '../1962'],
    ['Director', 'bastiaan-haveman', '1962', '1969'],
    ['Director', 'john-thomas', '1969/1975-04-30', '../1983-04-01'],
    ['Director', 'james-carlin', '1976-04-15/1983-04-01', '../1988'],
    ['Director General', 'james-purcell', '1988', '1998'],
    ['Director General', 'brunson-mckinley', '1998-10', '../2008-10-01'],
    ['Director General', 'william-lacy-swing', '2008-10-01', '../2018-10-01'],
    ['Director General', 'antonio-vitorino', '2018-10-01', '../2023-10-01'],
    ['Director General', 'amy-pope', '2023-10-01', null],
  ])('include the %s %s from %s to %s, in one post', async (title, person, start, end) => {
    const { data } = await get(app, `/v1/leadership?${IOM}&post=${IOM_POST}&person=${person}`)
    expect(data).toHaveLength(1)
    expect(data[0].title).toBe(title)
    expectDate(data[0].start, start)
    expectDate(data[0].end, end)
  })

  it('are the chief executive of IOM, and one at a time', async () => {
    const { data } = await get(app, `/v1/posts/${IOM_POST}?${KNOWN}`)
    expect(data).toMatchObject({ organization: 'iom', rank: 'head', holders: 'one' })
  })

  it('follow one another in this order', async () => {
    const order = [
      ...['hugh-gibson', 'harold-tittmann', 'marcus-daly', 'bastiaan-haveman', 'john-thomas'],
      ...[
        'james-carlin',
        'james-purcell',
        'brunson-mckinley',
        'william-lacy-swing',
        'antonio-vitorino',
      ],
      'amy-pope',
    ]
    const { data } = await get(app, `/v1/leadership?${IOM}&post=${IOM_POST}&sort=start`)
    const persons = data.map(({ person }: Json) => person)
    expect(persons.filter((person: string) => order.includes(person))).toEqual(order)
  })

  it('include Swing, who was elected on 18 June 2008 and re-elected on 14 June 2013', async () => {
    const { data } = await get(app, `/v1/leadership/iom-director-general-swing?${KNOWN}`)
    expect(data).toMatchObject({ elected: '2008-06-18', reelected: '2013-06-14' })
    expect(claimsAbout(data, 'elected')).toEqual(
      expect.arrayContaining([
        'agrees ukraine-mission-2014 line 9',
        'agrees iom-swing-page opening of the page',
      ]),
    )
  })

  it.each([
    ['2012', 'william-lacy-swing'],
    ['2020-05-31', 'antonio-vitorino'],
    ['2025', 'amy-pope'],
  ])('include in %s certainly %s and no other', async (day, person) => {
    const { data } = await get(app, `/v1/leadership?${IOM}&post=${IOM_POST}&valid_at=${day}`)
    expect(data.map((term: Json) => [term.person, term.certainty])).toEqual([[person, 'definite']])
  })

  it('are carried to today with Pope, whom a document attests on 12 December 2025', async () => {
    const { data } = await get(app, `/v1/leadership?${IOM}&post=${IOM_POST}&valid_at=2026-11-27`)
    expect(data).toHaveLength(1)
    const [{ person, certainty, end, status, attested, evidence }] = data
    expect([person, certainty, end, status]).toEqual(['amy-pope', 'carried', null, 'end_unknown'])
    expect(attested >= '2025-12-12').toBe(true)
    expect(evidence.map(({ field, source }: Json) => `${field} ${source}`)).toContain(
      'attested montsame-2025-12-12',
    )
  })
})

describe.each(recordApps)('the deputies in the %s', (_, app) => {
  it('do not include Laura Thompson today: the posts of her successors replaced hers', async () => {
    const today = await get(app, `/v1/leadership?${IOM}&valid_at=2026-11-27`)
    expect(today.data.map(({ person }: Json) => person)).not.toContain('laura-thompson')
    const { data } = await get(app, `/v1/leadership/iom-deputy-director-general-thompson?${KNOWN}`)
    expect(data.status).toBe('ended')
    expectDate(data.end, '../2021-09')
    const successors = data.evidence
      .filter(({ field, record }: Json) => field === 'end' && record !== undefined)
      .map(({ record }: Json) => record)
    expect(successors).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^iom-deputy-director-general-(daniels|pope)$/),
      ]),
    )
  })

  it('of IOM have posts of their own for each portfolio', async () => {
    const { data } = await get(app, `/v1/posts?${IOM}&rank=deputy_head&evidence=none`)
    expect(data.map(({ id }: Json) => id)).toEqual(
      expect.arrayContaining([
        'iom-deputy-director-general',
        'iom-deputy-director-general-management-and-reform',
        'iom-deputy-director-general-operations',
      ]),
    )
  })
})

describe.each(recordApps)('the heads of UNHCR in the %s', (_, app) => {
  it.each([
    ['gerrit-jan-van-heuven-goedhart', false, '1951-01', '1956-01-01/1956-07-13'],
    ['james-read', true, '1956-07-08/1956-12-10', '1956'],
    ['auguste-lindt', false, '1956-12-10/1956-12-31', '1960'],
    ['felix-schnyder', false, '1961-02-01/1961-02-02', '1965'],
    ['sadruddin-aga-khan', false, '1965-11-01/1966-01-01', '1977-12-31'],
    ['poul-hartling', false, '1978-01-01', '1985-12-31'],
    ['jean-pierre-hocke', false, '1986-01', '1989-10'],
    ['gerald-hinteregger', true, '1989-11-01', '../1990-01-16'],
    ['thorvald-stoltenberg', false, '1990-01-01/1990-01-16', '1990-11'],
    ['douglas-stafford', true, '1990-10-01/1990-11-15', '../1991-01-01'],
    ['sadako-ogata', false, '1991-01-01', '2000-12-31'],
    ['ruud-lubbers', false, '2001-01-01', '2005-02-20/2005-02-24'],
    ['wendy-chamberlin', true, '2005-02-24', '2005-06-02/2005-06-15'],
    ['antonio-guterres', false, '2005-06-15', '2015-12-31'],
    ['filippo-grandi', false, '2016-01-01', '2025-12-31'],
    ['barham-salih', false, '2026-01-01', null],
  ])('include %s (acting: %s) from %s to %s', async (person, isActing, start, end) => {
    const url = `/v1/leadership?post=${UNHCR_POST}&person=${person}&${KNOWN}`
    const { data } = await get(app, url)
    expect(data).toHaveLength(1)
    expect(data[0].acting ?? false).toBe(isActing)
    expectDate(data[0].start, start)
    expectDate(data[0].end, end)
  })
})

type Certainties = Readonly<Record<string, 'possible' | 'carried' | 'definite'>>

/** Who headed an organization on 1 January of the years from one to another. */
const HEADS: [post: string, from: number, to: number, heads: Certainties][] = [
  [IOM_POST, 1952, 1952, { 'hugh-gibson': 'possible' }],
  [IOM_POST, 1953, 1954, { 'hugh-gibson': 'definite' }],
  [IOM_POST, 1955, 1956, { 'harold-tittmann': 'possible' }],
  [IOM_POST, 1957, 1958, { 'harold-tittmann': 'definite' }],
  [IOM_POST, 1959, 1961, { 'harold-tittmann': 'possible', 'marcus-daly': 'possible' }],
  [
    IOM_POST,
    1962,
    1962,
    { 'harold-tittmann': 'possible', 'marcus-daly': 'possible', 'bastiaan-haveman': 'possible' },
  ],
  [IOM_POST, 1963, 1968, { 'bastiaan-haveman': 'definite' }],
  [IOM_POST, 1969, 1969, { 'bastiaan-haveman': 'definite', 'john-thomas': 'possible' }],
  [IOM_POST, 1970, 1975, { 'john-thomas': 'possible' }],
  [IOM_POST, 1976, 1976, { 'john-thomas': 'definite' }],
  [IOM_POST, 1977, 1983, { 'john-thomas': 'possible', 'james-carlin': 'possible' }],
  [IOM_POST, 1984, 1987, { 'james-carlin': 'possible' }],
  [IOM_POST, 1988, 1988, { 'james-carlin': 'possible', 'james-purcell': 'possible' }],
  [IOM_POST, 1989, 1998, { 'james-purcell': 'definite' }],
  [IOM_POST, 1999, 2008, { 'brunson-mckinley': 'definite' }],
  [IOM_POST, 2009, 2018, { 'william-lacy-swing': 'definite' }],
  [IOM_POST, 2019, 2023, { 'antonio-vitorino': 'definite' }],
  [IOM_POST, 2024, 2025, { 'amy-pope': 'definite' }],
  [IOM_POST, 2026, 2026, { 'amy-pope': 'carried' }],
  [UNHCR_POST, 1951, 1951, { 'gerrit-jan-van-heuven-goedhart': 'possible' }],
  [UNHCR_POST, 1952, 1956, { 'gerrit-jan-van-heuven-goedhart': 'definite' }],
  [UNHCR_POST, 1957, 1960, { 'auguste-lindt': 'definite' }],
  // Nobody is known who was in charge between Lindt and Schnyder.
  [UNHCR_POST, 1961, 1961, {}],
  [UNHCR_POST, 1962, 1965, { 'felix-schnyder': 'definite' }],
  [UNHCR_POST, 1966, 1977, { 'sadruddin-aga-khan': 'definite' }],
  [UNHCR_POST, 1978, 1985, { 'poul-hartling': 'definite' }],
  [UNHCR_POST, 1986, 1986, { 'jean-pierre-hocke': 'possible' }],
  [UNHCR_POST, 1987, 1989, { 'jean-pierre-hocke': 'definite' }],
  [UNHCR_POST, 1990, 1990, { 'gerald-hinteregger': 'possible' }],
  [UNHCR_POST, 1991, 1991, { 'sadako-ogata': 'definite', 'douglas-stafford': 'possible' }],
  [UNHCR_POST, 1992, 2000, { 'sadako-ogata': 'definite' }],
  [UNHCR_POST, 2001, 2005, { 'ruud-lubbers': 'definite' }],
  [UNHCR_POST, 2006, 2015, { 'antonio-guterres': 'definite' }],
  [UNHCR_POST, 2016, 2025, { 'filippo-grandi': 'definite' }],
  [UNHCR_POST, 2026, 2026, { 'barham-salih': 'definite' }],
]

const CERTAINTY_ORDER = ['possible', 'carried', 'definite']

/** Another document may make a head more certain, or name one for a day on which none is certain. */
function expectHeads(served: Json[], expected: Certainties, message: string): void {
  const order = (certainty: string | undefined) => CERTAINTY_ORDER.indexOf(certainty ?? '')
  const certaintyOf = new Map(served.map(({ person, certainty }) => [person, certainty]))
  const certain = Object.entries(expected).filter(([, certainty]) => certainty !== 'possible')
  for (const [person, certainty] of certain)
    expect(order(certaintyOf.get(person)), message).toBeGreaterThanOrEqual(order(certainty))
  const persons = [...certaintyOf.keys()]
  const listed = persons.filter((person) => person in expected)
  if (certain.length > 0) expect(persons, message).toEqual(listed)
  else if (Object.keys(expected).length > 0) expect(listed, message).not.toEqual([])
}

describe.each(recordApps)('who held a post on each 1 January, in the %s', (_, app) => {
  it.each(HEADS)('%s, %i to %i: %o', async (post, from, to, heads) => {
    for (let year = from; year <= to; year += 1) {
      const url = `/v1/leadership?post=${post}&valid_at=${year}-01-01&evidence=none&${KNOWN}`
      const { data } = await get(app, url)
      expectHeads(data, heads, String(year))
    }
  })

  it('covers each year from 1952 for IOM and from 1951 for UNHCR, to 2026', () => {
    const yearsOf = (post: string) =>
      HEADS.filter(([one]) => one === post).flatMap(([, from, to]) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index),
      )
    const years = (from: number) => Array.from({ length: 2027 - from }, (_, index) => from + index)
    expect(yearsOf(IOM_POST)).toEqual(years(1952))
    expect(yearsOf(UNHCR_POST)).toEqual(years(1951))
  })
})
