import { codeLists } from '../domain/code-lists.ts'
import { didYouMean } from '../domain/suggestions.ts'
import type { Vocabulary } from '../domain/vocabularies.ts'
import { type FilterError, InvalidFilterError } from './errors.ts'
import type { ListDefinition } from './list-definition.ts'
import type { Release } from './release.ts'
import { collectionOfId, similarIds } from './unknown-ids.ts'

/** A filter that accepts the id of a record of any collection. */
export const ANY_COLLECTION = 'any'

/** Throws InvalidFilterError for an id that does not exist, and for a range that ends before it begins. */
export function validateFilters(
  release: Release,
  { filters }: ListDefinition,
  values: Readonly<Record<string, unknown>>,
): void {
  const errors = Object.entries(filters).flatMap(
    ([name, { refersTo, rangeEnd, vocabulary, allowsCurrency }]) => [
      ...(refersTo === undefined ? [] : unknownId(release, refersTo, name, values[name])),
      ...(vocabulary === undefined
        ? []
        : undeclaredCode(release, vocabulary, allowsCurrency === true, name, values[name])),
      ...(rangeEnd === undefined ? [] : reversedRange(filters, name, rangeEnd, values)),
    ],
  )
  if (errors.length > 0) throw new InvalidFilterError(...errors)
}

function unknownId(
  release: Release,
  refersTo: string,
  parameter: string,
  value: unknown,
): FilterError[] {
  if (value === undefined) return []
  const id = String(value)
  const isAny = refersTo === ANY_COLLECTION
  const collection = collectionOfId(release, id)
  if (collection === refersTo || (isAny && collection !== undefined)) return []
  const [suggestion] = isAny ? [] : similarIds(release, refersTo, id)
  const message = isAny ? 'no record has this id' : `no record of ${refersTo} has this id`
  return [{ parameter, value, message, ...(suggestion !== undefined && { suggestion }) }]
}

const CODES = 'SELECT code FROM codes WHERE vocabulary = :vocabulary ORDER BY code'

function undeclaredCode(
  { prepare }: Release,
  vocabulary: Vocabulary,
  allowsCurrency: boolean,
  parameter: string,
  value: unknown,
): FilterError[] {
  if (value === undefined) return []
  if (allowsCurrency && codeLists['iso-4217'].check(String(value))) return []
  const codes = prepare<{ code: string }>(CODES)
    .all({ vocabulary })
    .map(({ code }) => code)
  if (codes.includes(String(value))) return []
  const suggestion = didYouMean(String(value), codes)
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

function reversedRange(
  filters: ListDefinition['filters'],
  from: string,
  to: string,
  values: Readonly<Record<string, unknown>>,
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
