import { codeLists } from '../domain/code-lists.ts'
import { countriesNamed, countrySuggestion } from '../domain/countries.ts'
import { countriesOf, regionNamed, similarRegions } from '../domain/regions.ts'
import { didYouMean } from '../domain/suggestions.ts'
import type { Vocabulary } from '../domain/vocabularies.ts'
import { type FilterError, InvalidFilterError } from './errors.ts'
import type { Filter, FilterValues } from './filters.ts'
import type { ListDefinition } from './list-definition.ts'
import type { Release } from './release.ts'
import { storedTexts } from './stored-texts.ts'
import { collectionOfId, likelyIds } from './unknown-ids.ts'

/** A filter that accepts the id of a record of any collection. */
export const ANY_COLLECTION = 'any'

/**
 * Returns the values of filters as they are stored: the codes of countries for their names, the countries of
 * regions, texts with their case and accents. Throws InvalidFilterError for an id or a code that does not exist, for a
 * country or region that is unknown or ambiguous, and for a range that ends before it begins.
 */
export function resolveFilters(
  release: Release,
  list: ListDefinition,
  values: FilterValues,
): FilterValues {
  const { filters } = list
  const errors: FilterError[] = []
  const resolved: Record<string, unknown> = { ...values }
  for (const [name, filter] of Object.entries(filters)) {
    const value = values[name]
    if (value === undefined) continue
    const texts = [value].flat().map(String)
    for (const text of texts) errors.push(...errorsOf(release, filter, name, text))
    if (filter.rangeEnd !== undefined)
      errors.push(...reversedRange(filters, name, filter.rangeEnd, values))
    if (filter.values === 'country') resolved[name] = texts.flatMap(countriesNamed)
    if (filter.values === 'region') resolved[name] = texts.flatMap(countriesOfRegion)
    if (filter.values === 'text')
      resolved[name] = texts.flatMap((text) => storedTexts(release, list.table, name, text))
  }
  if (errors.length > 0) throw new InvalidFilterError(...errors)
  return list.resolve?.(release, resolved) ?? resolved
}

function errorsOf(
  release: Release,
  { refersTo, vocabulary, allowsCurrency, values }: Filter,
  parameter: string,
  text: string,
): FilterError[] {
  if (refersTo !== undefined) return unknownId(release, refersTo, parameter, text)
  if (vocabulary !== undefined)
    return undeclaredCode(release, vocabulary, allowsCurrency === true, parameter, text)
  if (values === 'country') return unknownCountry(parameter, text)
  return values === 'region' ? unknownRegion(parameter, text) : []
}

function unknownId(
  release: Release,
  refersTo: string,
  parameter: string,
  id: string,
): FilterError[] {
  const isAny = refersTo === ANY_COLLECTION
  const collection = collectionOfId(release, id)
  if (collection === refersTo || (isAny && collection !== undefined)) return []
  const [suggestion] = isAny ? [] : likelyIds(release, refersTo, id)
  const message = isAny ? 'no record has this id' : `no record of ${refersTo} has this id`
  return [{ parameter, value: id, message, ...(suggestion !== undefined && { suggestion }) }]
}

const CODES = 'SELECT code FROM codes WHERE vocabulary = :vocabulary ORDER BY code'

function undeclaredCode(
  { prepare }: Release,
  vocabulary: Vocabulary,
  allowsCurrency: boolean,
  parameter: string,
  value: string,
): FilterError[] {
  if (allowsCurrency && codeLists['iso-4217'].check(value)) return []
  const codes = prepare<{ code: string }>(CODES)
    .all({ vocabulary })
    .map(({ code }) => code)
  if (codes.includes(value)) return []
  const suggestion = didYouMean(value, codes)
  return [
    {
      parameter,
      value,
      message: `no code of ${vocabulary}; /v1/codes?vocabulary=${vocabulary} lists them`,
      allowed: allowsCurrency ? [...codes, codeLists['iso-4217'].allowed] : codes,
      ...(suggestion !== undefined && { suggestion }),
    },
  ]
}

function unknownCountry(parameter: string, value: string): FilterError[] {
  const codes = countriesNamed(value)
  if (codes.length === 1) return []
  const suggestion = countrySuggestion(value)
  if (codes.length > 1)
    return [
      {
        parameter,
        value,
        message: `several countries have this name: ${codes.join(', ')}`,
        allowed: codes,
        ...(suggestion !== undefined && { suggestion }),
      },
    ]
  return [
    {
      parameter,
      value,
      message: 'no country has this name or code',
      allowed: ['a code of ISO 3166, or a name in any language'],
      ...(suggestion !== undefined && { suggestion }),
    },
  ]
}

function unknownRegion(parameter: string, value: string): FilterError[] {
  if (regionNamed(value) !== undefined) return []
  const [suggestion] = similarRegions(value)
  return [
    {
      parameter,
      value,
      message: 'no region of UN M49 has this name or code',
      ...(suggestion !== undefined && { suggestion }),
    },
  ]
}

function countriesOfRegion(text: string): string[] {
  const region = regionNamed(text)
  return region === undefined ? [] : countriesOf(region.code)
}

function reversedRange(
  filters: ListDefinition['filters'],
  from: string,
  to: string,
  values: FilterValues,
): FilterError[] {
  const [start, end] = [values[from], values[to]]
  if (start === undefined || end === undefined) return []
  const [first, last] = [filters[from]?.bind(start), filters[to]?.bind(end)]
  if (String(first) <= String(last)) return []
  const message = `the range ends before it begins: ${from} is ${start}, ${to} is ${end}`
  return [
    { parameter: from, value: start, message },
    { parameter: to, value: end, message },
  ]
}
