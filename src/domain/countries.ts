import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { iso31661 } from 'iso-3166/1.js'
import { COMMON_NAMES, FORMER_COUNTRIES, UNUSABLE_LANGUAGE, WRONG_NAME } from './country-tables.ts'
import { edtfBounds } from './edtf.ts'
import { foldText } from './folded-text.ts'
import { didYouMean } from './suggestions.ts'

/** Countries by their codes in ISO 3166, and their names. */

/** Kosovo has no code in ISO 3166-1. XK is one of the codes that the standard leaves to its users. */
const KOSOVO = 'XK'

const CURRENT: ReadonlySet<string> = new Set([...iso31661.map(({ alpha2 }) => alpha2), KOSOVO])

export function isCountryCode(code: string): boolean {
  return CURRENT.has(code) || isFormer(code)
}

/** The last day on which the code of a former country could be used; null for other codes. */
export function countryEnd(code: string): string | null {
  const withdrawn = isFormer(code) ? FORMER_COUNTRIES[code]?.withdrawn : undefined
  return withdrawn === undefined ? null : edtfBounds(withdrawn).max
}

function isFormer(code: string): boolean {
  return Object.hasOwn(FORMER_COUNTRIES, code)
}

// Former codes and names are loaded on first use, because reading 76 files would delay every start.

const require = createRequire(import.meta.url)

/** Reads a file of names. Unlike `require`, it does not keep the file in memory. */
function readNames<Content>(path: string): Content {
  const folder = dirname(require.resolve('i18n-iso-countries/package.json'))
  return JSON.parse(readFileSync(join(folder, path), 'utf8'))
}

let languages: ReadonlySet<string> | undefined

/** The languages with usable names, as ISO 639-1. */
function nameLanguages(): ReadonlySet<string> {
  languages ??= new Set(
    readNames<string[]>('supportedLocales.json').filter((code) => code !== UNUSABLE_LANGUAGE),
  )
  return languages
}

/** Returns the names of each country in a language, the usual one first. */
function namesIn(language: string): [code: string, names: string[]][] {
  const { countries } = readNames<{ countries: Record<string, string | string[]> }>(
    `langs/${language}.json`,
  )
  return Object.entries(countries)
    .filter(([code]) => language !== WRONG_NAME.language || code !== WRONG_NAME.code)
    .map(([code, names]) => [code, [names].flat()])
}

/** Names by code, by language. */
const labels = new Map<string, ReadonlyMap<string, string>>()

/** The name in a language (BCP 47), or null if none is known. Former countries have English names only. */
export function countryName(code: string, language: string): string | null {
  const base = nameLanguages().has(language) ? language : baseLanguage(language)
  if (base === undefined) return null
  const names = labels.get(base) ?? labelsIn(base)
  labels.set(base, names)
  return names.get(code) ?? null
}

/** Returns the language of a tag such as pt-BR if its names are in the script of the tag: not for zh-Hant. */
function baseLanguage(tag: string): string | undefined {
  const locale = new Intl.Locale(tag)
  const base = locale.language
  const sameScript = locale.maximize().script === new Intl.Locale(base).maximize().script
  return sameScript && nameLanguages().has(base) ? base : undefined
}

function labelsIn(language: string): Map<string, string> {
  const names = new Map(namesIn(language).map(([code, [usual = '']]) => [code, usual]))
  if (language !== 'en') return names
  // "Korea, Republic of" and "Virgin Islands, British" are meant for alphabetical lists.
  for (const { alpha2, name } of iso31661) if (!/[,(]/.test(name)) names.set(alpha2, name)
  for (const [code, name] of names)
    names.set(code, name.replace(/^([^,]+), (.* of|British|U\.S\.)$/, '$2 $1'))
  for (const [code, { name }] of Object.entries(FORMER_COUNTRIES)) names.set(code, name)
  return names
}

interface NameIndex {
  /** Codes by any code of ISO 3166. */
  byCode: Map<string, string[]>
  /** Codes by folded name in any language. */
  byName: Map<string, string[]>
  /** Folded names for suggestions. */
  english: Set<string>
}

let nameIndex: NameIndex | undefined

/**
 * The codes of the countries that have this name, in any language, or this alpha-3, numeric or former code.
 * Several if it is ambiguous: Congo, CS. A country that only changed its name has the code of today.
 */
export function countriesNamed(text: string): string[] {
  nameIndex ??= buildNameIndex()
  const { byCode, byName } = nameIndex
  const code = text.trim()
  // Codes first: NGA is Nigeria, and Nga is Russia in Vietnamese.
  const codes = byCode.get(code) ?? byName.get(foldName(text)) ?? byCode.get(code.toUpperCase())
  return codes?.toSorted() ?? []
}

/** What was probably meant, for "did you mean": one code, or several, as in `CD or CG`. */
export function countrySuggestion(text: string): string | undefined {
  nameIndex ??= buildNameIndex()
  const named = countriesNamed(text)
  if (named.length > 0) return named.join(' or ')
  const folded = foldName(text)
  // Few first letters are wrong, and Scotland resembles Iceland.
  const candidates = [...nameIndex.english].filter((name) => name[0] === folded[0])
  const similar = didYouMean(folded, candidates)
  return similar === undefined ? undefined : countriesNamed(similar).join(' or ')
}

function buildNameIndex(): NameIndex {
  const index: NameIndex = { byCode: new Map(), byName: new Map(), english: new Set() }
  add(index.byCode, KOSOVO, KOSOVO)
  for (const { alpha2, alpha3, numeric, name } of iso31661) {
    for (const code of [alpha2, alpha3, numeric]) add(index.byCode, code, alpha2)
    // Also "Korea" of "Korea, Republic of".
    addEnglish(index, alpha2, [name, name.replace(/[,(].*/, '')])
  }
  addFormerCountries(index)
  for (const [code, names] of namesIn('en')) addEnglish(index, code, names)
  for (const [code, names] of Object.entries(COMMON_NAMES)) addEnglish(index, code, names)
  for (const language of nameLanguages())
    for (const [code, names] of namesIn(language))
      for (const name of names) add(index.byName, foldName(name), code)
  return index
}

function addFormerCountries(index: NameIndex): void {
  const { iso31663 }: typeof import('iso-3166/3.js') = require('iso-3166/3.js')
  const current = new Set(index.byCode.keys())
  for (const { alpha4, from, to } of iso31663) {
    const code = isFormer(alpha4) ? alpha4 : (to[0]?.alpha2 ?? '')
    // Some are in use again: AI was the French Afars and Issas, and is Anguilla.
    for (const former of [alpha4, from.alpha2, from.alpha3, from.numeric])
      if (former !== undefined && !current.has(former)) add(index.byCode, former, code)
    addEnglish(index, code, [from.name])
  }
  for (const [code, { name }] of Object.entries(FORMER_COUNTRIES)) addEnglish(index, code, [name])
}

function addEnglish({ byName, english }: NameIndex, code: string, names: readonly string[]): void {
  for (const name of names) {
    const folded = foldName(name)
    add(byName, folded, code)
    // "Republic of" makes different names similar.
    if (!/\bof\b/.test(name)) english.add(folded)
  }
}

function add(codes: Map<string, string[]>, key: string, code: string): void {
  const known = codes.get(key)
  if (known === undefined) codes.set(key, [code])
  else if (!known.includes(code)) known.push(code)
}

/** Returns the text without what different spellings of a name differ in. */
function foldName(text: string): string {
  return (
    foldText(text.trim())
      .replaceAll('&', 'and')
      // "Gambia, The" and "Iran (Islamic Republic of)"
      .replace(/^([^,(]+)[,(]\s*([^,()]+)\)?$/, '$2 $1')
      .replace(/^the\s/, '')
      .replace(/^st\b/, 'saint')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
  )
}
