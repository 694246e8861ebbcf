import { EARLIEST, LATEST } from '../domain/edtf.ts'
import { isBetween } from '../domain/qualifiers.ts'
import type { Format } from '../http/formats.ts'
import type { Release } from '../query/release.ts'
import { temporalContext } from '../query/temporal-context.ts'
import {
  countMembers,
  countMembersThroughout,
  type Membership,
  type StatedNumber,
  selectRoster,
  selectStatedCounts,
  selectStatedFigures,
} from '../query/views/series.ts'
import { type ResponseContext, responseContext } from './response-context.ts'
import { collectionUrl, rosterUrl } from './urls.ts'

export interface SeriesQuery {
  organization: string
  /** The roles of members, or a measure of figures. */
  role?: string[]
  measure?: string
  /** Only figures in this unit. */
  unit?: string
  from?: number
  to?: number
  known_at?: string
  format?: Format
}

/** What is known about one year. */
export interface YearOfSeries {
  year: string
  /** The members on 1 January; null for a measure. */
  roster: { definite: number; possible: number; href: string } | null
  statements: (Omit<StatedNumber, 'first' | 'last'> & { href: string; agrees: boolean | null })[]
  disagrees: boolean
}

export interface SeriesResult extends ResponseContext {
  data: YearOfSeries[]
}

/** @param basePath the start of URLs, see http/plugins/base-path.ts */
export function createSeriesService(release: Release, basePath: string) {
  return (query: SeriesQuery): SeriesResult => {
    const context = temporalContext(release, query)
    const { organization, role = ['member'], measure } = query
    const { known_at } = context
    const roster =
      measure === undefined ? selectRoster(release, organization, role, known_at) : null
    const stated =
      measure === undefined
        ? selectStatedCounts(release, organization, role, known_at)
        : selectStatedFigures(release, organization, measure, known_at).filter(
            (one) => query.unit === undefined || one.unit === query.unit,
          )
    const years = yearsOf(query, known_at, roster ?? [], stated)
    // Once for each statement: one whose date is wide belongs to several years.
    const statementOf = new Map(
      stated.map((one) => [one, toStatement(one, roster && agreesWith(roster, one), basePath)]),
    )
    const data = years.map((year): YearOfSeries => {
      const [first, last] = [`${year}-01-01`, `${year}-12-31`]
      const inYear = stated.filter((one) => one.first <= last && one.last >= first)
      const statements = inYear.flatMap((one) => statementOf.get(one) ?? [])
      return {
        year,
        roster: roster && {
          ...countMembers(roster, { first, last: first }),
          href:
            basePath +
            rosterUrl({
              organization,
              role: role.join(),
              valid_at: first,
              known_at: query.known_at && known_at,
            }),
        },
        statements,
        disagrees: statements.some(({ agrees }) => agrees === false) || hasContradiction(inYear),
      }
    })
    const cited = data.flatMap(({ statements }) => statements.flatMap(({ sources }) => sources))
    return { data, ...responseContext(release, context, cited) }
  }
}

function toStatement(
  { first: _, last: __, ...one }: StatedNumber,
  agrees: boolean | null,
  basePath: string,
): YearOfSeries['statements'][number] {
  return { ...one, href: basePath + collectionUrl(one.collection, one.record), agrees }
}

/** Whether a count can be right, by the members on all days and on some day of its date. */
function agreesWith(roster: readonly Membership[], stated: StatedNumber): boolean | null {
  const { definite, possible } = countMembersThroughout(roster, stated)
  return isBetween(stated.value, stated.qualifier, { from: definite, to: possible })
}

/** Whether two exact numbers of the same thing and date differ. */
function hasContradiction(statements: readonly StatedNumber[]): boolean {
  const exact = statements.filter(({ qualifier }) => qualifier === 'exact')
  const same = Map.groupBy(exact, ({ code, unit, date }) => JSON.stringify([code, unit, date]))
  return [...same.values()].some((some) => new Set(some.map(({ value }) => value)).size > 1)
}

/** From the first year with data, or the requested one, to the year of the knowledge time. */
function yearsOf(
  { from, to }: SeriesQuery,
  known_at: string,
  roster: readonly Membership[],
  stated: readonly StatedNumber[],
): string[] {
  const days = [
    ...roster.flatMap(({ start_min, start_max }) => [start_min, start_max]),
    ...stated.map(({ first }) => first),
  ].filter((day) => day !== EARLIEST && day !== LATEST)
  const yearOf = (day: string) => Number(day.slice(0, 4))
  const first = from ?? Math.min(...days.map(yearOf))
  const last = to ?? yearOf(known_at)
  if (!Number.isFinite(first) || last < first) return []
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
}
