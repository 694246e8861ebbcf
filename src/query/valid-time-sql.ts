import type { ResourceType } from '../domain/resource-type.ts'
import {
  CERTAINTIES,
  type Certainty,
  canBeCarried,
  type TimeKind,
  timeKinds,
} from '../domain/valid-time.ts'
import { isKnown } from './knowledge-time-sql.ts'

/**
 * Valid time in SQL: expressions over the bounds of a version, aliased `item`, and the days `:valid_min`
 * to `:valid_max` of the request. domain/valid-time.ts computes the bounds.
 */
export interface ValidTimeSql {
  /** Whether the version may have been true on some of the days, or is carried forward to them. */
  condition: string
  /** How certain it is that the version was true: one of `certainties`. */
  certainty: string
  /** The certainties that versions of this resource type can have. */
  certainties: readonly Certainty[]
  /** For series: the `next` and the `previous` statement, as JSON. */
  neighbours: Readonly<Record<string, string>>
}

/** Returns null for a resource type without valid time. */
export function validTimeSql(resourceType: ResourceType): ValidTimeSql | null {
  const kinds = timeKinds(resourceType.time).filter(({ kind }) => kind !== 'timeless')
  if (kinds.length === 0) return null
  const series = kinds.find((time) => time.kind === 'series')
  const isCarried = kinds.some(canBeCarried)
  return {
    condition: forTimeKind(resourceType, (time) => condition(resourceType, time)),
    certainty: forTimeKind(resourceType, (time) => certainty(resourceType, time)),
    certainties: isCarried ? CERTAINTIES : ['definite', 'possible'],
    neighbours: series === undefined ? {} : neighbours(resourceType, series.by),
  }
}

/** The expression for the time of a resource type. If records can be of two kinds, it becomes a CASE. */
function forTimeKind({ time }: ResourceType, expression: (time: TimeKind) => string): string {
  if (time.kind !== 'conditional') return expression(time)
  const { matching, otherwise } = time
  const [first, second] = [expression(matching), expression(otherwise)]
  if (first === second) return first
  return `CASE item.time_kind WHEN '${matching.kind}' THEN ${first} ELSE ${second} END`
}

/** Whether a version may have been true on some of the days: started by the last of them, ended on or after the first. */
export function isPossible(alias: string): string {
  return `${alias}.start_min <= :valid_max AND ${alias}.end_max >= :valid_min`
}

/** Whether it was certainly true on some of them. */
export function isDefinite(alias: string): string {
  return `${alias}.start_max <= :valid_max AND ${alias}.end_min >= :valid_min`
}

/**
 * The term surely began, no end and no later term is known, and the days begin after its last confirmation. A
 * later term may be known without an end of this one: if its start is open, or this one is confirmed after it.
 * An acting holder ends no term.
 */
function isCarriedTerm(table: string, within: readonly string[]): string {
  return `item.status = 'end_unknown' AND item.start_max <= :valid_min AND item.end_min < :valid_min
                AND NOT EXISTS (
                      SELECT 1
                        FROM ${table} AS later
                       WHERE ${isSameSeries('later', within)}
                         AND later.acting IS NOT 1
                         AND later.start_min > item.start_max)`
}

function condition({ name }: ResourceType, time: TimeKind): string {
  if (time.kind !== 'series') return `(${isPossible('item')})`
  // The latest statement of each series that is not later than the request.
  return `(item.start_min <= :valid_max AND NOT EXISTS (
             SELECT 1
               FROM ${name} AS later
              WHERE ${isSameSeries('later', time.by)}
                AND later.start_min <= :valid_max
                AND ${orderInSeries('later')} > ${orderInSeries('item')}))`
}

function certainty({ name }: ResourceType, time: TimeKind): string {
  if (time.kind === 'exclusive_term')
    return `CASE WHEN ${isDefinite('item')} THEN 'definite'
               WHEN ${isCarriedTerm(name, time.within)} THEN 'carried'
               ELSE 'possible' END`
  if (time.kind !== 'series')
    return `CASE WHEN ${isDefinite('item')} THEN 'definite' ELSE 'possible' END`
  return `CASE WHEN item.start_min >= :valid_min AND item.start_max <= :valid_max THEN 'definite'
               WHEN item.start_max >= :valid_min THEN 'possible'
               ELSE 'carried' END`
}

/** `next` is selected unless the statement is definite, `previous` if it is only possible. */
function neighbours(resourceType: ResourceType, by: readonly string[]): Record<string, string> {
  const { name, fields } = resourceType
  const columns = Object.keys(fields).filter((field) => !by.includes(field))
  const neighbour = (alias: string, operator: '>' | '<', direction: 'ASC' | 'DESC') => `(
    SELECT json_object('id', ${alias}.id, ${columns.map((column) => `'${column}', ${alias}."${column}"`).join(', ')})
      FROM ${name} AS ${alias}
     WHERE ${isSameSeries(alias, by)}
       AND ${orderInSeries(alias)} ${operator} ${orderInSeries('item')}
     ORDER BY ${alias}.start_min ${direction}, ${alias}.start_max ${direction}, ${alias}.id ${direction}
     LIMIT 1)`
  const certaintySql = forTimeKind(resourceType, (time) => certainty(resourceType, time))
  const isSeries = forTimeKind(resourceType, ({ kind }) => (kind === 'series' ? '1' : '0'))
  return {
    next: `CASE WHEN ${isSeries} AND ${certaintySql} <> 'definite' THEN ${neighbour('following', '>', 'ASC')} END`,
    previous: `CASE WHEN ${isSeries} AND ${certaintySql} = 'possible' THEN ${neighbour('preceding', '<', 'DESC')} END`,
  }
}

function isSameSeries(alias: string, by: readonly string[]): string {
  // IS, because a body can be NULL.
  const columns = by.map((name) => `${alias}."${name}" IS item."${name}"`)
  return `${columns.join('\n                AND ')}
                AND ${isKnown(alias)}`
}

/** Statements about one day are ordered by the last day that they allow, then by id. */
function orderInSeries(alias: string): string {
  return `(${alias}.start_min, ${alias}.start_max, ${alias}.id)`
}
