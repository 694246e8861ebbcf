import { decodeCursor, encodeCursor } from '../http/paging.ts'
import { invalid, type ProblemError } from '../http/problem.ts'
import { type Clocks, clocksOf } from './clocks.ts'
import type { Asked, Collection, Fact } from './collection.ts'
import { refuseContradictions } from './contradictions.ts'
import { type Counted, counted } from './count.ts'
import { type Found, find, list, type Row, type Wanted } from './list.ts'
import { nextPage, scopeOf } from './next-page.ts'
import {
  DEFAULTS,
  defaultsOf,
  type ItemQuery,
  type ListQuery,
  listParameters,
} from './parameters.ts'
import { pathOf } from './paths.ts'
import { briefsOf } from './receipts.ts'
import type { Brief, Release } from './release.ts'
import { unknownId } from './unknown.ts'

/** What every answer carries beside its data. */
export interface Rest {
  sources: { [id: string]: Brief }
  meta: { release: string; known_at: string; valid_at: string | null }
}

export interface PageAnswer extends Rest {
  data: Fact[]
  page: Counted & { limit: number; next: string | null }
}

export interface ItemAnswer extends Rest {
  data: Fact
}

/** Answers about one collection: a page of it, one of its records, or its rows for a table. */
export interface Answers {
  page(query: ListQuery): PageAnswer
  item(id: string, query: ItemQuery): ItemAnswer
  /** Its records, taken as they are wanted: of one page, or with `limit=all` of all. */
  records(query: ListQuery): Records
}

export interface Records {
  chunks: Generator<Fact[]>
  /** The path of the next page; null where there is none. */
  next: string | null
}

/** As many rows of a download as are taken at once: few, so that nobody else waits for long. */
const MOST = 100

export function answersOf(release: Release, collection: Collection): Answers {
  const { name, listing, tell } = collection
  const defaults = { ...DEFAULTS, ...defaultsOf(listParameters(collection)), format: 'json' }
  const ask = (query: ListQuery) => {
    const { limit, cursor, sort = listing.sort, ...others } = query
    const { evidence, fields, format, release: _, known_at, valid_at, ...filters } = others
    if (filters.certainty !== undefined && valid_at === undefined) throw certaintyAlone(query)
    refuseContradictions(release, listing, filters)
    const scope = { release: release.id, list: scopeOf(name, query) }
    const after = cursor === undefined ? null : decodeCursor(cursor, scope, 2)
    const many = limit === 'all' ? MOST : limit
    const clocks = clocksOf(release, query)
    return { scope, wanted: { clocks, filters, fields: fields ?? null, sort, limit: many, after } }
  }
  const told = (rows: readonly Row[], asked: Asked) => {
    const { records, cited } = tell(release, rows, asked)
    return { records: narrowed(collection, records, asked.fields), cited }
  }
  return {
    page(query) {
      if (query.limit === 'all') throw allIsForDownloads()
      const { wanted, asked, found, next } = first(query)
      const { records, cited } = told(found.rows, asked)
      const page = { ...counted(release, listing, wanted, found), limit: query.limit, next }
      return { data: records, page, ...restOf(release, asked.clocks, cited) }
    },
    item(id, query) {
      const clocks = clocksOf(release, query)
      const { evidence, fields = null } = query
      const row = find(release, listing, { id, clocks, fields })
      if (row === undefined) throw unknownId(release, listing, id, clocks.known_at)
      const { records, cited } = told([row], { clocks, evidence, fields, filters: {} })
      return { data: records[0] ?? {}, ...restOf(release, clocks, cited) }
    },
    records(query) {
      const { wanted, asked, found, next } = first(query)
      const all = query.limit === 'all'
      return { chunks: chunks(found, wanted, asked, all), next: all ? null : next }
    },
  }

  function first(query: ListQuery) {
    const { scope, wanted } = ask(query)
    const found = list(release, listing, wanted)
    const next =
      found.next &&
      nextPage(pathOf(name), { ...query, cursor: encodeCursor(scope, found.next) }, defaults)
    const { clocks, filters, fields } = wanted
    const { evidence } = query
    return { wanted, asked: { clocks, filters, fields, evidence }, found, next }
  }

  function* chunks(found: Found, wanted: Wanted, asked: Asked, all: boolean): Generator<Fact[]> {
    yield told(found.rows, asked).records
    for (let { next } = found; all && next !== null; ) {
      const more = list(release, listing, { ...wanted, after: next })
      yield told(more.rows, asked).records
      next = more.next
    }
  }
}

/** Only those fields that were asked for, and what says which record it is and how certain. */
function narrowed(
  { parameters }: Collection,
  records: Fact[],
  fields: readonly string[] | null,
): Fact[] {
  if (fields === null) return records
  const kept = new Set([
    'id',
    'certainty',
    ...('evidence' in parameters ? ['evidence'] : []),
    ...fields,
  ])
  return records.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => kept.has(name))),
  )
}

/** The sources that an answer rests on, and what it is an answer to. */
function restOf(
  release: Release,
  { known_at, said }: Pick<Clocks, 'known_at' | 'said'>,
  cited: Iterable<string>,
): Rest {
  return {
    sources: briefsOf(release, cited),
    meta: { release: release.id, known_at, valid_at: said },
  }
}

function allIsForDownloads(): ProblemError {
  const message = 'all at once is for downloads, as format=csv or ndjson; JSON comes in pages'
  return invalid({
    parameter: 'limit',
    value: 'all',
    message,
    allowed: ['a whole number from 1 to 500'],
  })
}

function certaintyAlone({ certainty }: ListQuery): ProblemError {
  const message = 'goes with valid_at: certain that it held when?'
  return invalid({ parameter: 'certainty', value: certainty, message })
}
