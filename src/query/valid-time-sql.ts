import type { ResourceType } from '../domain/resource-type.ts'
import { type TimeKind, timeKinds } from '../domain/valid-time.ts'

/** When a row held, in SQL over the bounds of its time and the days `:valid_min` to `:valid_max`. */

export const CERTAINTIES = ['definite', 'possible', 'carried'] as const
export type Certainty = (typeof CERTAINTIES)[number]

export interface ValidTimeSql {
  /** Whether a row may have held on some of the days, or is carried to them. */
  condition: string
  /** How certain that is. */
  certainty: string
  /** The certainties that the collection can have. */
  certainties: readonly Certainty[]
  /** For series: the statements before and after, as JSON. */
  neighbours: Readonly<Record<string, string>>
}

/** Null for a collection that has no time. */
export function validTimeSql(resourceType: ResourceType): ValidTimeSql | null {
  const times = timeKinds(resourceType.time).filter(({ kind }) => kind !== 'timeless')
  if (times.length === 0) return null
  const isSeries = times.some(({ kind }) => kind === 'series')
  const series = times.find((time) => time.kind === 'series')
  return {
    condition: chosen(resourceType, (time) => condition(resourceType, time)),
    certainty: chosen(resourceType, certainty),
    certainties: isSeries ? CERTAINTIES : ['definite', 'possible'],
    neighbours: series === undefined ? {} : neighbours(resourceType, series.by),
  }
}

/** An expression for the collection's time, or for the one that a field chooses. */
function chosen(resourceType: ResourceType, expression: (time: TimeKind) => string): string {
  const { time } = resourceType
  if (time.kind !== 'chosen') return expression(time)
  const values = time.values.map((value) => `'${value}'`).join(', ')
  const [then, otherwise] = [expression(time.then), expression(time.otherwise)]
  if (then === otherwise) return then
  return `CASE WHEN item."${time.field}" IN (${values}) THEN ${then} ELSE ${otherwise} END`
}

/** Something held on some day of the question if it began before its end and ended after its start. */
const POSSIBLE = 'item.start_min <= :valid_max AND item.end_max >= :valid_min'
const DEFINITE = 'item.start_max <= :valid_max AND item.end_min >= :valid_min'

function condition(resourceType: ResourceType, time: TimeKind): string {
  if (time.kind !== 'series') return `(${POSSIBLE})`
  // Of each series the statement with the latest earliest day that is not after the question.
  return `(item.start_min <= :valid_max AND NOT EXISTS (
             SELECT 1
               FROM ${resourceType.name} AS later
              WHERE ${sameSeries('later', time.by)}
                AND later.start_min <= :valid_max
                AND ${order('later')} > ${order('item')}))`
}

function certainty(time: TimeKind): string {
  if (time.kind !== 'series') return `CASE WHEN ${DEFINITE} THEN 'definite' ELSE 'possible' END`
  return `CASE WHEN item.start_min >= :valid_min AND item.start_max <= :valid_max THEN 'definite'
               WHEN item.start_max >= :valid_min THEN 'possible'
               ELSE 'carried' END`
}

/** The statements between which a count lies: the next, and where it is only possible the previous. */
function neighbours(resourceType: ResourceType, by: readonly string[]): Record<string, string> {
  const shown = Object.keys(resourceType.fields).filter((name) => !by.includes(name))
  const json = (alias: string) =>
    `json_object('id', ${alias}.id, ${shown.map((name) => `'${name}', ${alias}."${name}"`).join(', ')})`
  const neighbour = (alias: string, way: '>' | '<', direction: 'ASC' | 'DESC') => `(
    SELECT ${json(alias)}
      FROM ${resourceType.name} AS ${alias}
     WHERE ${sameSeries(alias, by)}
       AND ${order(alias)} ${way} ${order('item')}
     ORDER BY ${alias}.start_min ${direction}, ${alias}.start_max ${direction}, ${alias}.id ${direction}
     LIMIT 1)`
  const how = chosen(resourceType, certainty)
  const isSeries = chosen(resourceType, ({ kind }) => (kind === 'series' ? '1' : '0'))
  const where = (condition: string, value: string) =>
    `CASE WHEN ${isSeries} AND ${condition} THEN ${value} END`
  return {
    next: where(`${how} <> 'definite'`, neighbour('following', '>', 'ASC')),
    previous: where(`${how} = 'possible'`, neighbour('preceding', '<', 'DESC')),
  }
}

function sameSeries(alias: string, by: readonly string[]): string {
  const columns = (of: string) => by.map((name) => `${of}."${name}"`).join(', ')
  return `(${columns(alias)}) = (${columns('item')})
                AND ${alias}.known_from <= :known_at
                AND (${alias}.known_to IS NULL OR ${alias}.known_to > :known_at)`
}

/** Statements of one day are told apart by their last day, then by id. */
function order(alias: string): string {
  return `(${alias}.start_min, ${alias}.start_max, ${alias}.id)`
}
