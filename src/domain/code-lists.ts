import { createRequire } from 'node:module'
import { isCountryCode } from './countries.ts'
import { isLanguageTag, LANGUAGE_PATTERN } from './languages.ts'

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

const require = createRequire(import.meta.url)

let subdivisions: ReadonlySet<string> | undefined

function isSubdivisionCode(text: string): boolean {
  // Loaded on first use: it has 5,000 entries.
  subdivisions ??= new Set(loadSubdivisions().map(({ code }) => code))
  return subdivisions.has(text)
}

function loadSubdivisions() {
  const { iso31662 }: typeof import('iso-3166/2.js') = require('iso-3166/2.js')
  return iso31662
}

/** External code lists, by JSON Schema `format`: a check, and the allowed values in words. */
export const codeLists = {
  'iso-3166-country': {
    pattern: '^(?:[A-Z]{2}|[A-Z]{4})$',
    check: isCountryCode,
    allowed:
      'an ISO 3166-1 alpha-2 code such as CH, XK (Kosovo), or the ISO 3166-3 code of a state that ended, such as SUHH',
  },
  'iso-3166-2': {
    pattern: '^[A-Z]{2}-[A-Z0-9]{1,3}$',
    check: isSubdivisionCode,
    allowed: 'an ISO 3166-2 code such as GB-ENG',
  },
  'iso-4217': {
    pattern: '^[A-Z]{3}$',
    check: (text: string) => CURRENCIES.has(text),
    allowed: 'an ISO 4217 code such as USD',
  },
  'bcp-47': {
    pattern: LANGUAGE_PATTERN,
    check: isLanguageTag,
    allowed:
      'a BCP 47 language tag such as en or zh-Hant, mul (several languages) or und (not known)',
  },
} as const
