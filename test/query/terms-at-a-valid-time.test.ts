import { describe, expect, it } from 'vitest'
import type { Release } from '../../src/query/release.ts'
import { listOf, fixtureRelease as release, releaseOf, selectRows } from './fixture-release.ts'

/** The terms in a post at a valid time, the latest start first: `person certainty`. */
function holders(
  post: string,
  valid_at: string,
  known_at?: string,
  of: Release = release,
): string[] {
  const options = { valid_at, filters: { post }, ...(known_at !== undefined && { known_at }) }
  const rows = selectRows(of, listOf('leadership'), options)
  return rows.map(({ person, certainty }) => `${person} ${certainty}`)
}

describe('a term in a post of one holder', () => {
  it.each([
    ['2014', ['william-lacy-swing definite']],
    // After its last confirmation, but an end is derived: it is not carried.
    ['2018-08', ['william-lacy-swing possible']],
    ['2018-10', ['antonio-vitorino definite', 'william-lacy-swing possible']],
    ['2019', ['antonio-vitorino definite']],
    ['2024-06', ['amy-pope definite']],
    ['2025-12-12', ['amy-pope definite']],
    // The days begin after the last confirmation, or with it.
    ['2025-12-13', ['amy-pope carried']],
    ['2025-12', ['amy-pope definite']],
    ['2026/..', ['amy-pope carried']],
    ['1951-12-04', []],
    ['1951-12-05', ['hugh-gibson possible']],
  ])('of the Director General in %s is of %j', (valid_at, expected) => {
    expect(holders('iom-director-general', valid_at)).toEqual(expected)
  })

  it('is carried only while no later term is known', () => {
    const in2020 = (known_at: string) => holders('iom-director-general', '2020', known_at)
    expect(in2020('2018-06-28')).toEqual(['william-lacy-swing carried'])
    expect(in2020('2018-06-29')).toEqual(['antonio-vitorino carried'])
    expect(in2020('2020-05-31')).toEqual(['antonio-vitorino definite'])
  })

  it.each([
    ['only its own document is known', '', ['ada carried']],
    ['a later one began at an unknown time', 'start: 2005/..', ['ben possible', 'ada possible']],
    [
      'a later one began before its last confirmation',
      'start: 2003',
      ['ben carried', 'ada possible'],
    ],
    ['a later one has ended', 'start: 2011, end: 2012', []],
  ])('is carried if no later term is known: %s', (_, term, expected) => {
    const later = `  - { id: ben-head, at: 1, post: head, person: ben, ${term} }\n`
    const text = `codes: { post_ranks: [{ code: head, label: Head }] }
---
source: { id: page, title: A page, kind: official, published: 2020-12-31, published_basis: stated }
about: league
organizations: [{ id: league, at: 1, founded: 1951 }]
people: [{ id: ada, at: 1, name: Ada }, { id: ben, at: 1, name: Ben }]
posts: [{ id: head, at: 1, rank: head, holders: one, title: Head }]
leadership:
  - { id: ada-head, at: 1, post: head, person: ada, start: 2000, attested: 2004 }
${term === '' ? '' : later}`
    expect(holders('head', '2015', undefined, releaseOf({ 'all.yaml': text }))).toEqual(expected)
  })

  it('is only possible while it is not certain that it began', () => {
    expect(holders('iom-deputy-director-general-management-and-reform', '2025')).toEqual([
      'sungah-lee possible',
    ])
  })

  it('is possible or none at all after an end that is derived from a death or another record', () => {
    const director = (valid_at: string, known_at?: string) =>
      holders('example-merged-company-managing-director', valid_at, known_at)
    expect(director('2004-11-15')).toEqual(['example-person-first-director possible'])
    expect(director('2004-11-16')).toEqual(['example-person-acting-director definite'])
    expect(director('2013-06-30')).toEqual(['example-person-second-director possible'])
    expect(director('2013-07-01')).toEqual([])
    // Before the document about the end of the company was known.
    expect(director('2013-07-01', '2013-03-01')).toEqual(['example-person-second-director carried'])
  })
})

describe('a term in a post of several holders', () => {
  it.each([
    ['1995', ['example-person-birch definite', 'example-person-alder definite']],
    ['2000', ['example-person-cedar definite', 'example-person-birch definite']],
    ['2004-01-01', ['example-person-cedar definite']],
    // After the last confirmation, it is possible and never carried.
    ['2004-01-02', ['example-person-cedar possible']],
    ['2026', ['example-person-cedar possible']],
  ])('of the councillors of a ward in %s is of %j', (valid_at, expected) => {
    expect(holders('example-town-councillor-north', valid_at)).toEqual(expected)
  })
})

describe('an acting term', () => {
  it.each([
    // The acting president lies over the holder, whose term goes on.
    ['fifa-president', '2015-10-07', ['sepp-blatter definite']],
    ['fifa-president', '2015-10-08', ['issa-hayatou definite', 'sepp-blatter definite']],
    ['fifa-president', '2016-01', ['issa-hayatou definite', 'sepp-blatter definite']],
    [
      'fifa-president',
      '2016-02-26',
      ['gianni-infantino definite', 'issa-hayatou definite', 'sepp-blatter possible'],
    ],
    ['fifa-president', '1956-01', ['arthur-drewry possible']],
    ['fifa-president', '1956-07', ['arthur-drewry definite']],
    // A holder, the one who acts, and the next holder, who ends only the acting term.
    [
      'fifa-secretary-general',
      '2002-07-01',
      ['urs-linsi possible', 'michel-zen-ruffinen possible'],
    ],
    ['fifa-secretary-general', '2015-12', ['markus-kattner possible', 'jerome-valcke definite']],
    ['fifa-secretary-general', '2023-11', ['mattias-grafstrom possible', 'fatma-samoura definite']],
    [
      'fifa-secretary-general',
      '2024-05-15',
      ['mattias-grafstrom definite', 'mattias-grafstrom possible'],
    ],
  ])('of %s in %s: %j', (post, valid_at, expected) => {
    expect(holders(post, valid_at)).toEqual(expected)
  })

  it('is carried until the next term is known', () => {
    const mayor = (known_at: string) => holders('example-town-mayor', '1997', known_at)
    expect(mayor('1996-03-05')).toEqual(['example-person-birch carried'])
    expect(mayor('2004-12-31')).toEqual(['example-person-elm definite'])
  })
})

describe('terms in two posts of one organization', () => {
  it.each([
    // No document has the start of the term of Zen-Ruffinen.
    [
      '1990',
      ['joao-havelange definite'],
      ['sepp-blatter definite', 'michel-zen-ruffinen possible'],
    ],
    ['2010', ['sepp-blatter definite'], ['jerome-valcke definite']],
    ['2020', ['gianni-infantino carried'], ['fatma-samoura definite']],
    ['2027', ['gianni-infantino carried'], ['mattias-grafstrom carried']],
  ])('do not end one another: in %s the president is %j and the secretary general %j', (...all) => {
    const [valid_at, president, secretary] = all
    expect(holders('fifa-president', valid_at)).toEqual(president)
    expect(holders('fifa-secretary-general', valid_at)).toEqual(secretary)
  })
})

/** The roles of a party in an organization at a valid time: `role certainty`. */
function roles(organization: string, party: string, valid_at: string): string[] {
  const filters = { organization, party }
  const rows = selectRows(release, listOf('members'), { valid_at, filters })
  return rows.map(({ role, certainty }) => `${role} ${certainty}`).sort()
}

describe('members at a valid time', () => {
  it.each([
    ['african-union', 'GN', '2009', ['member definite', 'suspended definite']],
    ['african-union', 'GN', '2015', ['member definite']],
    ['african-union', 'GN', '2023', ['member definite', 'suspended definite']],
    ['african-union', 'GN', '2026-02', ['member definite']],
    ['african-union', 'MG', '2002-07-10', ['member definite', 'suspended definite']],
    ['african-union', 'BF', '2023', ['member definite', 'suspended possible']],
    ['african-union', 'BF', '2026', ['member definite', 'suspended definite']],
    ['fifa', 'IN', '2022-08-20', ['member possible', 'suspended definite']],
    [
      'example-town-council',
      "example residents' circle",
      '1997-06',
      ['member definite', 'suspended definite'],
    ],
    ['example-town-council', "example residents' circle", '1998', ['member definite']],
  ])('of %s have %s beside a suspension in %s: %j', (organization, party, valid_at, expected) => {
    expect(roles(organization, party, valid_at)).toEqual(expected)
  })

  it.each([
    ['african-union', 'MA', '2016-12', ['applicant definite']],
    ['african-union', 'MA', '2018', ['member definite']],
    ['example-union', 'GS', '1990', ['observer definite']],
    ['example-union', 'GS', '2000', ['member definite']],
    ['example-town-council', 'example chamber of samples', '1995', ['associate_member definite']],
    ['example-town-council', 'example chamber of samples', '1997', ['member definite']],
    // Members of the organization that ended are none of the one that followed.
    ['organization-of-african-unity', 'DZ', '2002-07-08', ['member definite']],
    ['organization-of-african-unity', 'DZ', '2002-07-09', []],
    ['african-union', 'DZ', '2002-07-08', []],
    ['african-union', 'DZ', '2002-07-09', ['member definite']],
    // Associations of one country are parties of their own.
    ['fifa', 'GB-ENG', '1935', []],
    ['fifa', 'GB-WLS', '1950', ['member definite']],
    // An organization that is a member ends.
    ['example-association', 'example-merged-company', '2013-06-30', ['member definite']],
    ['example-association', 'example-merged-company', '2013-07-01', []],
  ])('of %s have %s in its role of %s: %j', (organization, party, valid_at, expected) => {
    expect(roles(organization, party, valid_at)).toEqual(expected)
  })
})
