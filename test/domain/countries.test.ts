import { iso31661 } from 'iso-3166/1.js'
import { iso31663 } from 'iso-3166/3.js'
import { describe, expect, it } from 'vitest'
import { countryEnd, countryName, isCountryCode } from '../../src/domain/countries.ts'
import { FORMER_COUNTRIES } from '../../src/domain/country-tables.ts'

const codes = [...iso31661.map(({ alpha2 }) => alpha2), 'XK', ...Object.keys(FORMER_COUNTRIES)]

describe('isCountryCode', () => {
  it('accepts the 249 codes of ISO 3166-1, Kosovo and the former countries', () => {
    expect(codes.filter(isCountryCode)).toHaveLength(249 + 1 + 22)
  })

  it('accepts, of ISO 3166-3, what was divided or joined another, Yugoslavia and the Gilbert and Ellice Islands', () => {
    const ended = iso31663.filter(
      ({ type, alpha4 }) => type !== 'change' || ['YUCS', 'GEHH'].includes(alpha4),
    )
    expect(Object.keys(FORMER_COUNTRIES)).toEqual(ended.map(({ alpha4 }) => alpha4))
  })

  it.each(['BUMM', 'UK', 'SU', 'fr', 'FRA', 'constructor', ''])('rejects %j', (code) => {
    expect(isCountryCode(code)).toBe(false)
  })
})

describe('countryEnd', () => {
  it.each([
    ['SUHH', '1992-08-30'],
    ['YUCS', '2003-07-23'],
    ['DDDE', '1990-10-30'],
    ['VDVN', '1977-12-31'],
  ])(
    'returns for %s the day, or the last day of the year, on which ISO withdrew it: %s',
    (code, day) => {
      expect(countryEnd(code)).toBe(day)
    },
  )

  it.each(['FR', 'XK', 'BUMM', 'constructor'])('returns null for %s', (code) => {
    expect(countryEnd(code)).toBeNull()
  })
})

describe('countryName', () => {
  it.each([
    ['CH', 'en', 'Switzerland'],
    ['CH', 'fr', 'Suisse'],
    ['CH', 'cs', 'Švýcarsko'],
    ['CN', 'zh', '中国'],
    ['XK', 'en', 'Kosovo'],
    ['XK', 'de', 'Kosovo'],
    ['SUHH', 'en', 'Union of Soviet Socialist Republics'],
    ['YUCS', 'en', 'Yugoslavia'],
  ])('returns for %s in %s the name %s', (code, language, name) => {
    expect(countryName(code, language)).toBe(name)
  })

  it.each([
    ['CN', 'China'],
    ['CI', "Côte d'Ivoire"],
    ['KR', 'South Korea'],
    ['MD', 'Republic of Moldova'],
    ['VG', 'British Virgin Islands'],
  ])('returns for %s in English a name in the order of words: %s', (code, name) => {
    expect(countryName(code, 'en')).toBe(name)
  })

  it('returns an English name for every code', () => {
    expect(codes.filter((code) => countryName(code, 'en') === null)).toEqual([])
  })

  it.each([
    ['pt-BR', 'Alemanha'],
    ['zh-Hans', '德国'],
    ['sr-Cyrl', 'Немачка'],
  ])('returns for %s the name in the language of the tag', (language, name) => {
    expect(countryName('DE', language)).toBe(name)
  })

  it.each(['zh-Hant', 'zh-TW', 'sr-Latn'])(
    'returns null for %s, whose script the names do not have',
    (language) => {
      expect(countryName('DE', language)).toBeNull()
    },
  )

  it.each([
    ['DE', 'mul'],
    ['DE', 'und'],
    ['DE', 'dv'],
    ['IQ', 'tk'],
    ['SUHH', 'fr'],
    ['XX', 'en'],
    ['constructor', 'en'],
  ])('returns null for %s in %s, because no name is known', (code, language) => {
    expect(countryName(code, language)).toBeNull()
  })
})
