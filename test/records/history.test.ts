import { describe, expect, it } from 'vitest'
import { get, type Json } from '../support/app.ts'
import { claimsAbout, expectDate, IOM, KNOWN, recordApps } from './record-apps.ts'

describe.each(recordApps)('IOM in the %s', (_, app) => {
  it('is an intergovernmental organization in Geneva', async () => {
    const { data } = await get(app, `/v1/organizations/iom?${KNOWN}`)
    expect(data).toMatchObject({
      name: 'International Organization for Migration',
      name_language: 'en',
      acronym: 'IOM',
      kind: 'intergovernmental_organization',
      headquarters_city: 'Geneva',
      headquarters_country: 'CH',
      website: 'https://www.iom.int',
      legal_basis: 'treaty organization',
      juridical_personality: true,
    })
  })

  it('was founded on 5 December 1951: sources with the day refine the others', async () => {
    const { data } = await get(app, `/v1/organizations/iom?${KNOWN}`)
    expect(data.founded).toBe('1951-12-05')
    expect(claimsAbout(data, 'founded')).toEqual(
      expect.arrayContaining([
        'agrees cia-world-factbook-1995 appendix C',
        'agrees cia-world-factbook-1998 appendix C',
        'coarser ukraine-mission-2014 line 7',
        'coarser denmark-mission-2020 line 2',
        'coarser exam-notes-2025 line 8',
        'coarser iom-website-banner line 3',
        'coarser logo-catalogue line 1',
      ]),
    )
  })

  it.each([
    ['PICMME', '1951', '1952-11-15', 'ended'],
    ['ICEM', '1952-11-15', '1980-11', 'ended'],
    ['ICM', '1980-11', '1989-11-14', 'ended'],
    ['IOM', '1989-11-14', null, 'ongoing'],
  ])('had the official name %s from %s to %s', async (acronym, start, end, status) => {
    const { data } = await get(app, `/v1/names?${IOM}&kind=official&language=en`)
    const id = `iom-name-${acronym.toLowerCase()}`
    const name = data.find((record: Json) => record.id === id)
    expect(name).toMatchObject({ acronym, status })
    expectDate(name.start, start)
    expectDate(name.end, end)
  })

  it.each([
    ['1952', 'PICMME'],
    ['1975', 'ICEM'],
    ['1985', 'ICM'],
    ['2000', 'IOM'],
  ])(
    'is served in the middle of %s as %s, with the evidence of that name',
    async (year, acronym) => {
      const { data } = await get(app, `/v1/organizations/iom?valid_at=${year}-07-01&${KNOWN}`)
      expect(data.acronym).toBe(acronym)
      const records = data.evidence
        .filter(({ field }: Json) => field === 'acronym')
        .map(({ record }: Json) => record)
      expect(new Set(records)).toEqual(new Set([`iom-name-${acronym.toLowerCase()}`]))
    },
  )

  it('has its name in French for lang=fr', async () => {
    const { data } = await get(app, `/v1/organizations/iom?lang=fr&${KNOWN}`)
    expect([data.name, data.name_language]).toEqual([
      'Organisation internationale pour les migrations',
      'fr',
    ])
  })

  it('is Q472311 in Wikidata', async () => {
    const { data } = await get(app, `/v1/identifiers?${IOM}&scheme=wikidata`)
    expect(data.map(({ value, url }: Json) => [value, url])).toEqual([
      ['Q472311', 'https://www.wikidata.org/wiki/Q472311'],
    ])
  })

  it.each([
    ['iom-constitution-adopted', '1953-10-19'],
    ['iom-constitution-in-force', '1954-11-30'],
    ['iom-amendments-1989', '1989-11-14'],
    ['iom-amendments-2013', '2013-11-21'],
    ['iom-becomes-related-organization', '2016-09-19'],
    ['iom-amendments-2020', '2020-10-28'],
  ])('has the milestone %s on %s', async (id, date) => {
    const { data } = await get(app, `/v1/milestones/${id}?${KNOWN}`)
    expect(data.date).toBe(date)
  })
})

describe.each(recordApps)('UNHCR in the %s', (_, app) => {
  it('is a programme in Geneva, founded on 14 December 1950', async () => {
    const { data } = await get(app, `/v1/organizations/unhcr?${KNOWN}`)
    expect(data).toMatchObject({
      name: 'Office of the United Nations High Commissioner for Refugees',
      acronym: 'UNHCR',
      kind: 'programme',
      founded: '1950-12-14',
      headquarters_city: 'Geneva',
      headquarters_country: 'CH',
    })
  })

  it.each([
    ['unhcr-statute-adopted', '1950-12-14'],
    ['unhcr-operations-begin', '1951-01-01'],
    ['unhcr-nobel-1954', '1954'],
    ['unhcr-nobel-1981', '1981'],
  ])('has the milestone %s on %s', async (id, date) => {
    const { data } = await get(app, `/v1/milestones/${id}?${KNOWN}`)
    expectDate(data.date, date)
  })
})
