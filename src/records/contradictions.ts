import { type FaultShape, invalid } from '../http/problem.ts'
import type { Listing } from './listing.ts'
import type { Release } from './release.ts'
import { nearIds, nounOf } from './unknown.ts'

/** Filters that no record can meet, which is a mistake of the caller rather than an empty list. */
export function refuseContradictions(
  release: Release,
  { filters }: Listing,
  asked: Readonly<Record<string, unknown>>,
): void {
  const faults = Object.entries(filters).flatMap(([name, { refers, upTo }]) => [
    ...(refers === undefined ? [] : unknown(release, refers, name, asked[name])),
    ...(upTo === undefined ? [] : reversed({ filters }, name, upTo, asked)),
  ])
  if (faults.length > 0) throw invalid(...faults)
}

function unknown(
  release: Release,
  refers: string,
  parameter: string,
  value: unknown,
): FaultShape[] {
  if (value === undefined) return []
  const id = String(value)
  const noun = nounOf(release, id)
  if (noun === refers || (noun !== undefined && refers === ANY)) return []
  const [suggestion] = refers === ANY ? [] : nearIds(release, refers, id)
  const message = refers === ANY ? 'no record has this id' : `no record of ${refers} has this id`
  return [{ parameter, value, message, ...(suggestion !== undefined && { suggestion }) }]
}

/** What a filter refers to that takes the id of any record. */
export const ANY = 'any'

function reversed(
  { filters }: Pick<Listing, 'filters'>,
  from: string,
  to: string,
  asked: Readonly<Record<string, unknown>>,
): FaultShape[] {
  const [begin, end] = [asked[from], asked[to]]
  if (begin === undefined || end === undefined) return []
  const [first, last] = [filters[from]?.bind(begin), filters[to]?.bind(end)]
  if (String(first) <= String(last)) return []
  const message = `ends before it begins: ${from} is ${begin}, ${to} is ${end}`
  return [
    { parameter: from, value: begin, message },
    { parameter: to, value: end, message },
  ]
}
