import { EARLIEST, edtfBounds, LATEST } from '../../domain/edtf.ts'
import { yearOf } from './chart.ts'

/** The numbers that a chart of a series shows. */

export interface SeriesPoint {
  year: string
  roster: { definite: number; possible: number; href: string } | null
  statements: readonly StatedPoint[]
}

export interface StatedPoint {
  record: string
  value: number
  unit: string | null
  qualifier: string
  date: string
  href: string
  agrees: boolean | null
}

/** A statement, each once, and where it is drawn. */
export interface DrawnStatement extends StatedPoint {
  /** The middle of its date, as a fraction of years. */
  middle: number
  /** Whether the roster, or another document about the same date, disagrees. */
  isDisputed: boolean
}

/** Each statement once, in the order of time: one whose date is wide is listed under several years. */
export function drawnStatements(points: readonly SeriesPoint[]): DrawnStatement[] {
  const byRecord = new Map(
    points.flatMap(({ statements }) => statements.map((one) => [one.record, one] as const)),
  )
  const all = [...byRecord.values()]
  const exact = all.filter(({ qualifier }) => qualifier === 'exact')
  const values = Map.groupBy(exact, ({ date, unit }) => `${date} ${unit}`)
  return all
    .map((one) => {
      const same = one.qualifier === 'exact' ? (values.get(`${one.date} ${one.unit}`) ?? []) : []
      const isContradicted = same.some(({ value }) => value !== one.value)
      return {
        ...one,
        middle: middleOf(one.date),
        isDisputed: one.agrees === false || isContradicted,
      }
    })
    .sort((a, b) => a.middle - b.middle)
}

function middleOf(date: string): number {
  const { min, max } = edtfBounds(date)
  if (min === EARLIEST || max === LATEST) return yearOf(min === EARLIEST ? max : min)
  return (yearOf(min) + yearOf(max)) / 2
}
