import { iso31661 } from 'iso-3166/1.js'
import { describe, expect, it } from 'vitest'
import { countriesNamed, countryName, countrySuggestion } from '../../src/domain/countries.ts'
import { COMMON_NAMES, FORMER_COUNTRIES } from '../../src/domain/country-tables.ts'

const codes = [...iso31661.map(({ alpha2 }) => alpha2), 'XK', ...Object.keys(FORMER_COUNTRIES)]

describe('countriesNamed', () => {
  it.each([
    ['a code', ['FR', 'FRA', '250', ' fr '], ['FR']],
    [
      'the usual name in any language',
      ['France', 'Frankreich', 'Γαλλία', 'フランス', 'فرنسا'],
      ['FR'],
    ],
    [
      'the name in other case, without diacritics',
      ['TÜRKIYE', 'turkiye', 'Turkey', 'Türkei'],
      ['TR'],
    ],
    ['other punctuation', ["Cote d'Ivoire", 'Côte d’Ivoire', 'COTE D IVOIRE'], ['CI']],
    ['an article or abbreviation', ['The Gambia', 'Gambia, The'], ['GM']],
    ['St. for Saint', ['St. Kitts & Nevis', 'Saint Kitts and Nevis'], ['KN']],
    [
      'the official name in any order',
      [
        'Iran, Islamic Republic of',
        'Iran (Islamic Republic of)',
        'Islamic Republic of Iran',
        'Iran',
      ],
      ['IR'],
    ],
    ['the code of a former country', ['SU', 'SUN', '810', 'SUHH'], ['SUHH']],
    ['the name of a former country', ['USSR', 'U.S.S.R.', 'Soviet Union'], ['SUHH']],
    ['a name or code from before a change of name', ['Burma', 'BU', 'BUMM', 'Myanmar'], ['MM']],
    ['Kosovo', ['XK', 'Kosovo'], ['XK']],
  ])('finds a country by %s', (_, texts, expected) => {
    for (const text of texts) expect(countriesNamed(text), text).toEqual(expected)
  })

  it.each([
    ['Holland', 'NL'],
    ['Ivory Coast', 'CI'],
    ['Cape Verde', 'CV'],
    ['USA', 'US'],
    ['UK', 'GB'],
    ['Vatican', 'VA'],
    ['Swaziland', 'SZ'],
    ['Czech Republic', 'CZ'],
    ['Laos', 'LA'],
    ['Syria', 'SY'],
    ['Vietnam', 'VN'],
    ['South Korea', 'KR'],
    ['Russia', 'RU'],
    ['Bolivia', 'BO'],
    ['Tanzania', 'TZ'],
    ['Venezuela', 'VE'],
    ['Moldova', 'MD'],
    ['Macedonia', 'MK'],
    ['East Timor', 'TL'],
  ])('finds by the common name %s the country %s', (name, code) => {
    expect(countriesNamed(name)).toEqual([code])
  })

  it('finds each common name of the table, and each English name of a country', () => {
    for (const [code, names] of Object.entries(COMMON_NAMES))
      for (const name of names) expect(countriesNamed(name), name).toContain(code)
    for (const code of codes) expect(countriesNamed(countryName(code, 'en') ?? '')).toContain(code)
  })

  it.each([
    ['Congo', ['CD', 'CG']],
    ['Korea', ['KP', 'KR']],
    ['Virgin Islands', ['VG', 'VI']],
    ['CS', ['CSHH', 'CSXX']],
    ['891', ['CSXX', 'YUCS']],
  ])('returns all countries that %s can mean', (text, expected) => {
    expect(countriesNamed(text)).toEqual(expected)
  })

  it.each([
    ['AI', ['AI']],
    ['ATF', ['TF']],
    ['104', ['MM']],
  ])('finds by %s the country that has the code now', (code, expected) => {
    expect(countriesNamed(code)).toEqual(expected)
  })

  it('finds by capitals the code, and otherwise first the name', () => {
    expect(countriesNamed('NGA')).toEqual(['NG'])
    expect(countriesNamed('Nga')).toEqual(['RU'])
  })

  it('finds each country by its own code alone', () => {
    for (const code of codes) expect(countriesNamed(code)).toEqual([code])
  })

  it('does not find a country by a name that the library has for another one', () => {
    expect(countriesNamed('Eýran')).not.toContain('IQ')
  })

  it.each(['', ' ', '.', 'England', 'XX', 'constructor', '__proto__'])(
    'finds none by %j',
    (text) => {
      expect(countriesNamed(text)).toEqual([])
    },
  )
})

describe('countrySuggestion', () => {
  it.each([
    ['the code of an exact name', 'Frankreich', 'FR'],
    ['the codes of an ambiguous name', 'Congo', 'CD or CG'],
    ['the code for an alpha-3 code', 'FRA', 'FR'],
    ['the code for a former alpha-2 code', 'SU', 'SUHH'],
    ['the code of a similar name', 'Gemrany', 'DE'],
    ['the code of a similar common name', 'Brittain', 'GB'],
  ])('returns %s', (_, text, suggestion) => {
    expect(countrySuggestion(text)).toBe(suggestion)
  })

  it.each(['', 'xyz', 'Atlantis', 'a'.repeat(200)])('returns undefined for %j', (text) => {
    expect(countrySuggestion(text)).toBeUndefined()
  })

  it.each(['England', 'Scotland', 'Republic of Malta'])(
    'suggests no other country for %s, although some names are similar',
    (text) => {
      expect(countrySuggestion(text)).toBeUndefined()
    },
  )
})
