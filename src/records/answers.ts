import { decodeCursor, encodeCursor } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { type Clocks, clocksOf } from './clocks.ts'
import { find, list, type Row } from './list.ts'
import { type Listing, listingOf, sourcesListing } from './listing.ts'
import type { Noun } from './noun.ts'
import { DEFAULTS, type ItemQuery, type ListQuery } from './parameters.ts'
import { pathOf } from './paths.ts'
import { type Brief, briefsOf, type Receipt, receiptsOf } from './receipts.ts'
import type { Release } from './release.ts'
import { recordOf } from './table.ts'
import { unknownId } from './unknown.ts'

export type Record = { [field: string]: unknown }

/** What every answer carries beside its data. */
export interface Rest {
  sources: { [id: string]: Brief }
  meta: { release: string; known_at: string; valid_at: string | null }
}

export interface PageAnswer extends Rest {
  data: Record[]
  page: { total: number; limit: number; next: string | null }
}

export interface ItemAnswer extends Rest {
  data: Record
}

/** Answers about one noun: a page of its list, or one of its records. */
export interface Answers {
  /** The columns of its rows as a table. */
  columns(query: ListQuery): readonly string[]
  /** Its records without evidence, one page after the other as they are taken; of the page or of all. */
  rows(query: ListQuery): Generator<Record[]>
  page(query: ListQuery): PageAnswer
  item(id: string, query: ItemQuery): ItemAnswer
}

/** Answers about a noun whose records rest on claims. */
export function answersOf(release: Release, noun: Noun): Answers {
  return answers(release, noun, listingOf(noun), (rows, known_at) =>
    receiptsOf(release, noun, rows, known_at),
  )
}

/** Answers about the sources themselves, which rest on nothing. */
export function sourcesAnswers(release: Release, sources: Noun): Answers {
  return answers(release, sources, sourcesListing(sources), () => null)
}

function answers(
  release: Release,
  noun: Noun,
  listing: Listing,
  receipts: (rows: readonly Row[], known_at: string) => Map<string, Receipt[]> | null,
): Answers {
  const tell = (rows: readonly Row[], { known_at, said }: Clocks, evidence: string) => {
    const told = evidence === 'none' ? null : receipts(rows, known_at)
    const records = rows.map((row) => recordOf(noun, row, told?.get(String(row.id)) ?? null))
    const cited = [...(told?.values() ?? [])].flat().map(({ source }) => source)
    return { records, rest: restOf(release, { known_at, said }, cited) }
  }
  const ask = (query: ListQuery) => {
    const { limit, cursor, evidence, format, known_at, valid_at, ...filters } = query
    if (filters.certainty !== undefined && valid_at === undefined) throw certaintyAlone(query)
    const scope = { release: release.id, list: scopeOf(noun.name, query) }
    const after = cursor === undefined ? null : decodeCursor(cursor, scope, 2)
    const many = limit === 'all' ? MOST : limit
    return { scope, wanted: { clocks: clocksOf(release, query), filters, limit: many, after } }
  }
  return {
    columns({ valid_at }) {
      return valid_at === undefined ? listing.columns : [...listing.columns, 'certainty']
    },
    *rows(query) {
      const { wanted } = ask(query)
      let after = wanted.after
      do {
        const found = list(release, listing, { ...wanted, after })
        yield tell(found.rows, wanted.clocks, 'none').records
        after = query.limit === 'all' ? found.next : null
      } while (after !== null)
    },
    page(query) {
      if (query.limit === 'all') throw allIsForTables()
      const { scope, wanted } = ask(query)
      const found = list(release, listing, wanted)
      const { records, rest } = tell(found.rows, wanted.clocks, query.evidence)
      const next = found.next && nextPage(pathOf(noun.name), query, encodeCursor(scope, found.next))
      const page = { total: found.total, limit: query.limit, next }
      return { data: records, page, ...rest }
    },
    item(id, query) {
      const clocks = clocksOf(release, query)
      const row = find(release, listing, { id, clocks })
      if (row === undefined) throw unknownId(release, listing, id, clocks.known_at)
      const { records, rest } = tell([row], clocks, query.evidence)
      return { data: records[0] ?? {}, ...rest }
    },
  }
}

/** The sources that an answer rests on, and what it is an answer to. */
export function restOf(
  release: Release,
  { known_at, said }: Pick<Clocks, 'known_at' | 'said'>,
  cited: Iterable<string>,
): Rest {
  return {
    sources: briefsOf(release, cited),
    meta: { release: release.id, known_at, valid_at: said },
  }
}

/** As many rows as are taken from the database at once. */
const MOST = 500

function allIsForTables(): ProblemError {
  const message = 'all at once is for downloads, as format=csv; JSON comes in pages'
  return new ProblemError('invalid-parameter', `limit: ${message}`, [
    { parameter: 'limit', value: 'all', message, allowed: ['a whole number from 1 to 500'] },
  ])
}

function certaintyAlone({ certainty }: ListQuery): ProblemError {
  const message = 'goes with valid_at: certain that it held when?'
  return new ProblemError('invalid-parameter', `certainty: ${message}`, [
    { parameter: 'certainty', value: certainty, message },
  ])
}

/** What a cursor is of: a list with these parameters; only the size of its pages may change. */
export function scopeOf(name: string, query: object): string {
  const narrowing = Object.entries(query)
    .filter(
      ([name, value]) =>
        value !== undefined && !['limit', 'cursor', 'evidence', 'format'].includes(name),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([name, narrowing])
}

/** The path of the next page, which leaves defaults unsaid as its caller did. */
export function nextPage(path: string, query: object, cursor: string): string {
  const defaults: { [name: string]: unknown } = DEFAULTS
  const said = Object.entries({ ...query, cursor })
    .filter(([name, value]) => value !== undefined && value !== defaults[name])
    .map(([name, value]) => [name, String(value)])
  return `${path}?${new URLSearchParams(said)}`
}
