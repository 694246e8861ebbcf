import { describe, expect, it } from 'vitest'
import { OTHER_SOURCE, seedErrors, VALID } from '../../support/broken-seed.ts'

/** Conditions that the values of a record must meet together. */

const CODES = `codes:
  member_roles: [{ code: member, label: Member }]
  identifier_schemes: [{ code: wikidata, label: Wikidata, pattern: "^Q[1-9][0-9]*$" }]
  units: [{ code: persons, label: Persons }]
  measures:
    - { code: staff, label: Staff, nature: stock, unit_kind: persons }
    - { code: budget, label: Budget, nature: stock, unit_kind: currency }
    - { code: result, label: Result, nature: flow, unit_kind: currency, signed: true }
`

/** The errors of an entry in another seed file. */
const errorsOf = (section: string, entry: string) =>
  seedErrors({
    'a.yaml': VALID,
    'b.yaml': `${OTHER_SOURCE}about: iom
${section}:
  - { id: x, at: 1, ${entry} }
`,
    'codes.yaml': CODES,
  })

describe('a build reports', () => {
  it.each([
    [
      'an identifier that does not match its scheme',
      ['identifiers', 'scheme: wikidata, value: X5'],
      `seed/b.yaml:9:46: identifiers › x › value: 'X5' is not an identifier of wikidata; expected ^Q[1-9][0-9]*$`,
    ],
    [
      'an identifier of an organization and a person',
      ['identifiers', 'scheme: wikidata, value: Q5, organization: iom, person: ada-lovelace'],
      'seed/b.yaml:9:77: identifiers › x › person: names an organization or a person: exactly one of the two',
    ],
    [
      'a member that begins after the end of a former country',
      ['members', 'role: member, country: SUHH, start: 1995'],
      'seed/b.yaml:9:57: members › x › start: is after 1992-08-30, the end of SUHH; name the state that existed then',
    ],
    [
      'a member that is attested after the end of a former country',
      ['members', 'role: member, country: SUHH, attested: 1995'],
      'seed/b.yaml:9:60: members › x › attested: is after 1992-08-30, the end of SUHH; name the state that existed then',
    ],
    [
      'a member without a party',
      ['members', 'role: member, start: 1995'],
      'seed/b.yaml:9:5: members › x › name: is not stated; name the party, or state country, subdivision or member_organization',
    ],
    [
      'a country whose code only changed',
      ['members', 'role: member, country: BUMM'],
      'seed/b.yaml:9:44: members › x › country: invalid value "BUMM"; expected an ISO 3166-1 alpha-2 code such as CH, XK (Kosovo), or the ISO 3166-3 code of a state that ended, such as SUHH; did you mean MM?',
    ],
    [
      'a part of a country that does not exist',
      ['members', 'role: member, subdivision: GB-ENL'],
      'seed/b.yaml:9:48: members › x › subdivision: invalid value "GB-ENL"; expected an ISO 3166-2 code such as GB-ENG',
    ],
    [
      'a unit that the measure does not have',
      ['figures', 'measure: staff, value: 5, unit: USD, date: 2020'],
      `seed/b.yaml:9:53: figures › x › unit: 'USD' is not a unit of staff; expected persons`,
    ],
    [
      'a unit of a measure in money that is no currency',
      ['figures', 'measure: budget, value: 5, unit: persons, date: 2020'],
      `seed/b.yaml:9:54: figures › x › unit: 'persons' is not a unit of budget; expected an ISO 4217 currency such as USD`,
    ],
    [
      'a negative value of a measure that is not signed',
      ['figures', 'measure: budget, value: -5, unit: USD, date: 2020'],
      'seed/b.yaml:9:45: figures › x › value: -5 is negative, and budget is not a signed measure',
    ],
    [
      'a location without a city and a country',
      ['locations', 'kind: headquarters, address: 17 Route des Morillons'],
      'seed/b.yaml:9:5: locations › x › city: has neither a city nor a country; state one',
    ],
    [
      'an invalid language tag',
      ['names', 'language: xx, name: Organization'],
      'seed/b.yaml:9:31: names › x › language: invalid value "xx"; expected a BCP 47 language tag such as en or zh-Hant, mul (several languages) or und (not known)',
    ],
    [
      'a language tag that is not canonical',
      ['names', 'language: en-UK, name: Organization'],
      'seed/b.yaml:9:31: names › x › language: invalid value "en-UK"; expected a BCP 47 language tag',
    ],
    [
      'a name without a language',
      ['names', 'name: Organization'],
      'names › x: incomplete record: no seed file states language; state it in a seed file',
    ],
  ])('%s', (_, [section = '', entry = ''], expected) => {
    expect(errorsOf(section, entry)).toContain(expected)
  })
})

describe('a build accepts', () => {
  it.each([
    [
      'an identifier of a person, although the file is about an organization',
      'identifiers',
      'scheme: wikidata, value: Q5, person: ada-lovelace',
    ],
    [
      'a member that began before the end of a former country',
      'members',
      'role: member, country: SUHH, start: 1992',
    ],
    [
      'a negative value of a signed measure',
      'figures',
      'measure: result, value: -5, unit: USD, date: 2020',
    ],
    ['a location with a country only', 'locations', 'kind: headquarters, country: CH'],
    ['a name in several languages', 'names', 'language: mul, name: Organization'],
    [
      'an alias beside the official name',
      'names',
      'kind: alias, language: und, name: Organization',
    ],
  ])('%s', (_, section, entry) => {
    expect(errorsOf(section, entry)).toBe('')
  })

  it('a member whose party another source states later', () => {
    const early = `---
source: { id: early, title: A page, kind: press, published: 1990, published_basis: stated }
about: iom
members: [{ id: m, at: 1, role: member, start: 1960 }]
---
source: { id: late, title: A page, kind: press, published: 1995, published_basis: stated }
members: [{ id: m, at: 1, country: CH }]
`
    expect(seedErrors({ 'a.yaml': VALID + early, 'codes.yaml': CODES })).toBe('')
  })
})
