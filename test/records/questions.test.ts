import { describe, expect, it } from 'vitest'
import { get, type Json, seedApp } from '../support/app.ts'

/** Questions that people asked about IOM, each answered with at most two requests. */

const app = await seedApp()
const list = async (url: string): Promise<Json> => get(app, `/v1/${url}`)
const data = async (url: string): Promise<Json[]> => (await list(url)).data
const IOM = 'organization=iom&limit=500&evidence=none'

describe('questions about IOM', () => {
  it('1. Who is Director General now?', async () => {
    const [head] = await data(`leadership?${IOM}&post=iom-director-general&valid_at=today`)
    expect(head).toMatchObject({
      person_label: 'Amy E. Pope',
      certainty: 'carried',
      attested: '2025-12-12',
    })
  })

  it('2. Who was the head in 1975?', async () => {
    const [head] = await data(`leadership?${IOM}&post=iom-director-general&valid_at=1975`)
    expect(head).toMatchObject({ person_label: 'John Thomas', certainty: 'definite' })
  })

  it('3. All heads with dates?', async () => {
    const heads = await data(`leadership?${IOM}&post=iom-director-general&sort=start&bounds=true`)
    expect(heads.length).toBeGreaterThan(8)
    for (const { person_label, start_latest } of heads) {
      expect(person_label).not.toBeNull()
      expect(start_latest).toMatch(/^\d{4}-/)
    }
  })

  it('4. Who was deputy in 2015?', async () => {
    const people = await data(`leadership?${IOM}&valid_at=2015-06-01`)
    expect(people.map(({ person_label }) => person_label)).toContain('Laura Thompson')
  })

  it('5. Who are the deputies now?', async () => {
    const people = await data(`leadership?${IOM}&valid_at=today&certainty=carried`)
    const deputies = people.filter(({ post_label }) => post_label.startsWith('Deputy'))
    expect(deputies.map(({ person_label }) => person_label).sort()).toEqual([
      'SungAh Lee',
      'Ugochi Daniels',
    ])
  })

  it('6. How many members in 1980?', async () => {
    const [year] = await data('series?organization=iom&from=1980&to=1980')
    expect(year?.roster).toMatchObject({ definite: 31, possible: 31 })
  })

  it('7. How did the number of members develop?', async () => {
    const years = await data('series?organization=iom')
    const definite = new Map(years.map(({ year, roster }) => [year, roster.definite]))
    expect([1953, 1990, 2000, 2010, 2024].map((year) => definite.get(String(year)))).toEqual([
      20, 35, 71, 127, 175,
    ])
  })

  it.each(['Mexico', 'MX', 'Mexique'])('8. When did %s join?', async (country) => {
    const [spell] = await data(`members?${IOM}&role=member&country=${country}`)
    expect(spell?.start).toBe('2002-06-05')
  })

  it('9. When did "Turkey" join?', async () => {
    const hits = await data('search?q=Turkey')
    expect(hits.map(({ id }) => id)).toContain('iom-member-tr')
    const spells = await data(`members?${IOM}&role=member&country=Turkey`)
    expect(spells[0]?.start).toMatch(/^2004/)
  })

  it('10. Which states left and came back?', async () => {
    const { facets } = await list(`members?${IOM}&role=member&facets=country`)
    const twice = facets.country.values.filter(({ count }: Json) => count > 1)
    expect(twice.map(({ label }: Json) => label)).toEqual(
      expect.arrayContaining(['Australia', 'Brazil', 'Canada']),
    )
  })

  it('11. Who joined in 2018?', async () => {
    const url = `members?${IOM}&role=member&start_from=2018&start_to=2018&range=within`
    expect((await data(url)).map(({ country }) => country).sort()).toEqual(['LA', 'UZ'])
  })

  it('12. How many joined in each decade?', async () => {
    const { facets } = await list(`members?${IOM}&role=member&facets=start:decade`)
    const byDecade = facets['start:decade'].values.map(({ value, definite }: Json) => [
      value,
      definite,
    ])
    expect(byDecade).toContainEqual(['195X', 26])
    expect(byDecade).toContainEqual(['200X', 56])
  })

  it('13. What was the budget in 2020?', async () => {
    const years = await data('series?organization=iom&measure=budget&from=2020&to=2020')
    const gaps = await data('gaps?organization=iom&collection=figures&limit=500')
    // Nobody states it: the series has no value for the year, or a gap says so.
    expect(years[0]?.statements.length + gaps.length).toBeGreaterThan(0)
  })

  it('14. How many staff in 2019?', async () => {
    const [year] = await data('series?organization=iom&measure=staff&from=2019&to=2019')
    expect(year?.statements.map(({ value, date }: Json) => [value, date])).toEqual([
      [11500, '2019-03'],
    ])
  })

  it('15. Who funds it?', async () => {
    const { data: funding, meta } = await list(
      `funding?${IOM}&period_from=2023&period_to=2023&sort=-amount`,
    )
    expect(funding[0].donor).toBe('United States')
    expect(meta.completeness.some(({ extent }: Json) => extent !== 'complete')).toBe(true)
  })

  it('16. What does it publish?', async () => {
    const { data: publications, meta } = await list(`publications?${IOM}`)
    expect(publications.map(({ title }: Json) => title).join()).toContain('World Migration Report')
    expect(meta.completeness.map(({ extent }: Json) => extent)).toContain('sample')
  })

  it('17. How did the votes on the compacts go?', async () => {
    const [compact] = await data('compacts?id=global-compact-for-migration')
    expect(compact).toMatchObject({ votes_for: 152, votes_against: 5, abstentions: 12 })
  })

  it('18. Who voted against?', async () => {
    const hits = await data('search?q=voted&collection=gaps')
    expect(hits.length).toBeGreaterThan(0)
  })

  it('19. What happened in 2018?', async () => {
    const events = await data(
      'timeline?organization=iom&date_from=2018&date_to=2018&range=within&evidence=none&limit=500',
    )
    const sentences = events.map(({ sentence }) => sentence)
    expect(sentences).toEqual(
      expect.arrayContaining([
        'António Vitorino is elected: Director General.',
        'Uzbekistan begins as Member.',
        'Global Compact for Safe, Orderly and Regular Migration is adopted.',
      ]),
    )
  })

  it('20. What is disputed?', async () => {
    const disputes = await data('disputes?organization=iom&limit=500')
    expect(disputes.length).toBeGreaterThan(20)
  })

  it('21. What was it called in 1960?', async () => {
    const { data: profile } = await list('organizations/iom?valid_at=1960&evidence=none')
    expect(profile.name).toBe('Intergovernmental Committee for European Migration')
  })

  it('22. Who are the observers today?', async () => {
    const observers = await data(`members?${IOM}&role=observer&valid_at=today`)
    expect(observers.length).toBeGreaterThan(3)
    const hits = await data('search?q=observers&collection=gaps')
    expect(hits.length).toBeGreaterThan(0)
  })

  it('23. What was the status of Russia in 2014?', async () => {
    const [spell] = await data(`members?${IOM}&country=Russia&valid_at=2014`)
    expect(spell?.role_label).toBe('Observer')
  })

  it('24. When did it join the UN system?', async () => {
    const hits = await data('search?q=united%20nations%20system')
    expect(hits.length).toBeGreaterThan(0)
    const relations = await data(`relations?${IOM}`)
    expect(relations.map(({ start }) => start)).toContain('2016-09-19')
  })

  it('25. Which members are African?', async () => {
    const members = await data(`members?${IOM}&role=member&region=Africa&valid_at=today`)
    expect(members.length).toBe(53)
    expect(members.map(({ country_label }) => country_label)).toContain('Kenya')
  })
})

describe('more questions', () => {
  it.each([
    [
      'Who headed UNHCR in 1978?',
      'leadership?organization=unhcr&valid_at=1978&limit=500',
      'Poul Hartling',
    ],
    ['Which posts did Amy Pope hold?', 'leadership?person=amy-pope', 'Director General'],
    ['Which members are in Oceania?', `members?${IOM}&role=member&region=Oceania`, 'New Zealand'],
  ])('%s', async (_, url, expected) => {
    expect(JSON.stringify(await data(url))).toContain(expected)
  })

  it.each([
    [
      'Was Germany a member in 1960?',
      {
        collection: 'members',
        organization: 'iom',
        country: 'Germany',
        field: 'role',
        value: 'Member',
        valid_at: '1960',
      },
      'supported',
    ],
    [
      'Was IOM founded in 1951?',
      { collection: 'organizations', organization: 'iom', field: 'founded', value: '1951' },
      'supported',
    ],
    [
      'Did Swing head IOM in 2019?',
      {
        collection: 'organizations',
        organization: 'iom',
        field: 'head',
        value: 'Swing',
        valid_at: '2019',
      },
      'contradicted',
    ],
  ])('%s', async (_, statement, verdict) => {
    const { data: result } = await list(`check?${new URLSearchParams(statement as never)}`)
    expect(result.verdict, result.reason).toBe(verdict)
  })

  it('How did the staff of UNHCR develop?', async () => {
    const years = await data('series?organization=unhcr&measure=staff')
    expect(years.filter(({ statements }) => statements.length > 0).length).toBeGreaterThan(2)
  })

  it('How many members joined per year since 2010?', async () => {
    const { facets } = await list(`members?${IOM}&role=member&start_from=2010&facets=start:year`)
    expect(facets['start:year'].values.length).toBeGreaterThan(5)
  })

  it('Which regions have most members?', async () => {
    const { facets } = await list(`members?${IOM}&role=member&valid_at=today&facets=region`)
    expect(facets.region.values[0]).toMatchObject({ label: 'Africa', count: 53 })
  })

  it('sorts names by their letters, whatever their accents', async () => {
    const members = await data(`members?${IOM}&role=member&sort=name&valid_at=today`)
    const names = members.map(({ name }) => name)
    const of = (start: string) => names.findIndex((name) => name?.startsWith(start))
    expect(of('Côte')).toBeLessThan(of('Croatia'))
    expect(of('Cuba')).toBeLessThan(of('Cyprus'))
  })
})
