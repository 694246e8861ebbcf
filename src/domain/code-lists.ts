import { all as iso3166 } from 'iso-3166-1'

const COUNTRIES = new Set(iso3166().map(({ alpha2 }) => alpha2))
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

/** External code lists, by JSON Schema `format`: a check, and the allowed values in words. */
export const codeLists = {
  'iso-3166-1-alpha-2': {
    pattern: '^[A-Z]{2}$',
    check: (text: string) => COUNTRIES.has(text),
    allowed: 'an ISO 3166-1 alpha-2 code such as CH',
  },
  'iso-4217': {
    pattern: '^[A-Z]{3}$',
    check: (text: string) => CURRENCIES.has(text),
    allowed: 'an ISO 4217 code such as USD',
  },
} as const
