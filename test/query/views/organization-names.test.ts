import { describe, expect, it } from 'vitest'
import { organizationsList, selectDerivedValues } from '../../../src/query/views/organizations.ts'
import {
  idsOf,
  listOf,
  fixtureRelease as release,
  releaseOf,
  selectRows,
} from '../fixture-release.ts'
import { type DerivedOptions, derivedOf, describeAt } from './derived-values.ts'

/** What is derived for an organization with these names and seats, at a valid time and in a language. */
function describeLeague(
  sections: string,
  options: DerivedOptions = {},
  dates = 'founded: 1950',
): string {
  const text = `codes:
  location_kinds: [{ code: headquarters, label: Headquarters }]
---
source: { id: page, title: A page, kind: official, published: 2020-12-31, published_basis: stated }
about: league
organizations: [{ id: league, at: 1, ${dates} }]
${sections}
`
  return describeAt(releaseOf({ 'all.yaml': text }), 'league', options)
}

const names = (...entries: string[]) =>
  `names:\n${entries.map((fields, index) => `  - { id: name-${index}, at: 1, ${fields} }\n`).join('')}`
const seats = (...entries: string[]) =>
  `locations:\n${entries.map((fields, index) => `  - { id: seat-${index}, at: 1, kind: headquarters, ${fields} }\n`).join('')}`

describe('the name of an organization', () => {
  const LANGUAGES = ['de', 'en', 'fr', 'mul'].map(
    (language) => `language: ${language}, name: ${language}, start: 1950`,
  )
  const [german = '', english = '', french = '', several = ''] = LANGUAGES

  it.each([
    ['the requested language', 'fr', [german, english, french, several], 'fr (fr)'],
    ['several languages', 'it', [german, english, french, several], 'mul (mul)'],
    ['English', 'it', [german, english, french], 'en (en)'],
    ['any language, by the id', 'it', [german, french], 'de (de)'],
  ])('is of names that are equally certain the one in %s', (_, lang, entries, expected) => {
    expect(describeLeague(names(...entries), { lang })).toBe(expected)
    expect(describeLeague(names(...entries), { lang, valid_at: '1990' })).toBe(expected)
  })

  it('is a certain name rather than a possible one in the requested language', () => {
    const both = names('language: en, name: Certain, start: 1950', 'language: fr, name: Possible')
    expect(describeLeague(both, { lang: 'fr', valid_at: '1990' })).toBe('Certain (en)')
    expect(describeLeague(both, { lang: 'fr' })).toBe('Possible (fr)')
  })

  it('is an official name rather than an alias, even if only the alias is certain', () => {
    const both = names(
      'kind: alias, language: en, name: Alias, start: 1950',
      'language: fr, name: Official, start: 1980/2000',
    )
    expect(describeLeague(both, { valid_at: '1990' })).toBe('Official (fr)')
    expect(describeLeague(both)).toBe('Official (fr)')
  })

  it('is an alias while there is no official name', () => {
    const both = names(
      'kind: alias, language: en, name: Alias, start: 1960',
      'language: en, name: Official, start: 1980, end: 1990',
    )
    expect(describeLeague(both, { valid_at: '1970' })).toBe('Alias (en)')
    expect(describeLeague(both, { valid_at: '1985' })).toBe('Official (en)')
    expect(describeLeague(both, { valid_at: '1995' })).toBe('Alias (en)')
    expect(describeLeague(both)).toBe('Alias (en)')
    // Before all names, an official one.
    expect(describeLeague(both, { valid_at: '1955' })).toBe('Official (en)')
  })

  it('is the newest of the names that have not ended, and of those that ended with the organization', () => {
    const renamed = names(
      'language: en, name: First, start: 1950',
      'language: en, name: Second, start: 1980',
      'language: fr, name: Ancien, start: 1950, end: 1970',
    )
    expect(describeLeague(renamed)).toBe('Second (en)')
    expect(describeLeague(renamed, { lang: 'fr' })).toBe('Second (en)')
    expect(describeLeague(renamed, { lang: 'fr', valid_at: '1960' })).toBe('Ancien (fr)')
    const dates = 'founded: 1950, dissolved: 2000-06-30'
    expect(describeLeague(renamed, { lang: 'fr' }, dates)).toBe('Second (en)')
    expect(describeLeague(renamed, { lang: 'fr', valid_at: '2000-06-30' }, dates)).toBe(
      'Second (en)',
    )
    // After its end no name is of that time, so the language decides.
    expect(describeLeague(renamed, { lang: 'en', valid_at: '2010' }, dates)).toBe('Second (en)')
  })

  it('is the id if no document has a name', () => {
    expect(describeLeague('')).toBe('league')
    expect(describeLeague('', { lang: 'fr', valid_at: '1990' })).toBe('league')
  })
})

describe('the acronym of an organization', () => {
  it('is of another name of that time if the name has none, and never of another time', () => {
    const three = names(
      'language: en, name: First, acronym: FST, start: 1950',
      'language: en, name: Second, start: 1980',
      'language: de, name: Zweiter, acronym: ZWT, start: 2000',
    )
    expect(describeLeague(three, { valid_at: '1970' })).toBe('First (en), FST')
    expect(describeLeague(three, { valid_at: '1990' })).toBe('Second (en)')
    expect(describeLeague(three, { valid_at: '2010' })).toBe('Second (en), ZWT')
    expect(describeLeague(three)).toBe('Second (en), ZWT')
  })
})

describe('the headquarters of an organization', () => {
  it('are certain ones of that time, then those that began last', () => {
    const three = seats(
      'city: Bern, start: 1950, end: 1975',
      'city: Basel, start: 1970/1990',
      'city: Geneva, start: 1972',
    )
    const at = (valid_at: string) => describeLeague(three, { valid_at })
    expect(['1949', '1960', '1971', '1974', '1980', '2000'].map(at)).toEqual([
      'league',
      'league, Bern',
      'league, Bern',
      'league, Geneva',
      'league, Geneva',
      'league, Geneva',
    ])
  })

  it('are without a valid time those that have not ended, even if their start is not known', () => {
    const two = seats('city: Bern, start: 1950, end: 1975', 'city: Geneva, attested: 2010')
    expect(describeLeague(two)).toBe('league, Geneva')
    expect(describeLeague(seats('city: Bern, start: 1950, end: 1975'))).toBe('league, Bern')
    expect(describeLeague(seats('city: Bern, end: 1975'), { valid_at: '1990' })).toBe('league')
  })
})

describe('selectDerivedValues', () => {
  it('returns the evidence of each derived field, with the record that it is about', () => {
    const { evidence } = derivedOf(release, 'fifa', { valid_at: '1930', lang: 'fr' })
    const cited = evidence.map(({ field, record, source, stance }) => [
      field,
      record,
      source,
      stance,
    ])
    expect(cited).toEqual([
      ['name', 'fifa-name-fr', 'fifa-history-page', 'agrees'],
      ['name', 'fifa-name-fr', 'football-new-fifa', 'agrees'],
      ['name_language', 'fifa-name-fr', 'fifa-history-page', 'agrees'],
      ['name_language', 'fifa-name-fr', 'football-new-fifa', 'agrees'],
      ['acronym', 'fifa-name-fr', 'fifa-history-page', 'agrees'],
      ['acronym', 'fifa-name-fr', 'football-new-fifa', 'agrees'],
      [
        'headquarters_city',
        'fifa-seat-amsterdam',
        'sportgeschiedenis-fifa-amsterdam-2019',
        'agrees',
      ],
      ['headquarters_city', 'fifa-seat-amsterdam', 'fifa-congress-rome-1934-page', 'agrees'],
      [
        'headquarters_country',
        'fifa-seat-amsterdam',
        'sportgeschiedenis-fifa-amsterdam-2019',
        'agrees',
      ],
      ['headquarters_country', 'fifa-seat-amsterdam', 'fifa-congress-rome-1934-page', 'agrees'],
    ])
  })

  it('returns the value of a claim that disagrees, and nothing that was not known', () => {
    const names = (known_at: string) =>
      derivedOf(release, 'organization-of-african-unity', {
        known_at,
        fields: ['name'],
      }).evidence.map(({ source, stance, value }) => [source, stance, value])
    expect(names('2000-12-31')).toEqual([
      ['constitutive-act-african-union', 'agrees', undefined],
      ['statesmans-yearbook-oau-2000', 'agrees', undefined],
    ])
    expect(names('2018-09-30')).toEqual([
      ['constitutive-act-african-union', 'agrees', undefined],
      ['statesmans-yearbook-oau-2000', 'agrees', undefined],
      ['wikipedia-oau-secretary-general-2018', 'disagrees', 'Organisation of African Unity'],
    ])
  })

  it('returns only the requested fields, each with its evidence', () => {
    const rows = selectRows(release, organizationsList, { valid_at: '2020' })
    const select = (fields: string[] | null) =>
      selectDerivedValues(release, rows, { known_at: release.last_known, fields })
    for (const { evidence } of select([])) expect(evidence).toEqual([])
    for (const [index, whole] of select(null).entries())
      for (const field of ['name', 'name_language', 'acronym', 'headquarters_city']) {
        const part = select([field])[index]
        expect(part?.values[field]).toEqual(whole.values[field])
        expect(part?.evidence).toEqual(whole.evidence.filter((item) => item.field === field))
      }
  })
})

describe('the list of organizations', () => {
  it('has with a valid time the organizations that existed then', () => {
    const at = (valid_at: string) =>
      selectRows(release, listOf('organizations'), { valid_at }).map(
        ({ id, certainty }) => `${id} ${certainty}`,
      )
    expect(at('1950')).toEqual(['fifa definite'])
    expect(at('1961')).toEqual(['example-union definite', 'fifa definite', 'iom definite'])
    expect(at('2002-07-08')).toContain('organization-of-african-unity definite')
    expect(at('2002-07-08')).not.toContain('african-union definite')
    expect(at('2002-07-09')).toContain('african-union definite')
    expect(at('2002-07-09')).not.toContain('organization-of-african-unity definite')
  })

  it('is sorted by the names of the requested time and language', () => {
    const sorted = (options: DerivedOptions) =>
      idsOf(selectRows(release, organizationsList, { sort: 'name', ...options })).slice(-4)
    expect(sorted({ valid_at: '1985' })).toEqual([
      'fifa',
      'iom',
      'organization-of-african-unity',
      'example-foundation',
    ])
    expect(sorted({ valid_at: '1975', lang: 'fr' })).toEqual([
      'fifa',
      'iom',
      'organization-of-african-unity',
      'example-foundation',
    ])
    expect(sorted({})).toEqual(['example-union', 'fifa', 'iom', 'organization-of-african-unity'])
  })
})
