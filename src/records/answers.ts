import { decodeCursor, encodeCursor } from '../http/paging.ts'
import { find, list, type Row } from './list.ts'
import { type Listing, listingOf, sourcesListing } from './listing.ts'
import type { Noun } from './noun.ts'
import { DEFAULTS, type ItemQuery, type ListQuery } from './parameters.ts'
import { pathOf } from './paths.ts'
import { type Brief, briefsOf, type Receipt, receiptsOf } from './receipts.ts'
import type { Release } from './release.ts'
import { recordOf } from './table.ts'
import { unknownId } from './unknown.ts'

/** What every answer carries beside its data. */
interface Rest {
  sources: Record<string, Brief>
  meta: { release: string; known_at: string; valid_at: string | null }
}

/** Answers about one noun: a page of its list, or one of its records. */
export interface Answers {
  page(query: ListQuery): Rest & {
    data: Record<string, unknown>[]
    page: { total: number; limit: number; next: string | null }
  }
  item(id: string, query: ItemQuery): Rest & { data: Record<string, unknown> }
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
  const known_at = release.last_known

  const tell = (rows: readonly Row[], evidence: ListQuery['evidence']) => {
    const told = evidence === 'none' ? null : receipts(rows, known_at)
    const records = rows.map((row) => ({
      ...recordOf(noun, row),
      ...(told !== null && { evidence: told.get(String(row.id)) ?? [] }),
    }))
    const cited = [...(told?.values() ?? [])].flat().map(({ source }) => source)
    const meta = { release: release.id, known_at, valid_at: null }
    return { records, rest: { sources: briefsOf(release, cited), meta } }
  }

  return {
    page(query) {
      const { limit, cursor, evidence, ...filters } = query
      const scope = { release: release.id, list: JSON.stringify([noun.name, sorted(filters)]) }
      const after = cursor === undefined ? null : decodeCursor(cursor, scope, 2)
      const found = list(release, listing, { known_at, filters, limit, after })
      const { records, rest } = tell(found.rows, evidence)
      const next = found.next && nextPage(noun.name, query, encodeCursor(scope, found.next))
      return { data: records, page: { total: found.total, limit, next }, ...rest }
    },
    item(id, { evidence }) {
      const row = find(release, listing, { id, known_at })
      if (row === undefined) throw unknownId(release, listing, id, known_at)
      const { records, rest } = tell([row], evidence)
      return { data: records[0] ?? {}, ...rest }
    },
  }
}

function sorted(filters: Record<string, unknown>): [string, unknown][] {
  return Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The path of the next page, which leaves defaults unsaid as its caller did. */
function nextPage(noun: string, query: ListQuery, cursor: string): string {
  const said = Object.entries({ ...query, cursor })
    .filter(([name, value]) => value !== DEFAULTS[name])
    .map(([name, value]) => [name, String(value)])
  return `${pathOf(noun)}?${new URLSearchParams(said)}`
}
