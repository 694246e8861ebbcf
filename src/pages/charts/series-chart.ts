import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { dateText } from '../common/dates.ts'
import { numberText } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import {
  CHART_WIDTHS,
  type ChartSize,
  COLOURS,
  chartFrame,
  emptyChart,
  markLink,
  rounded,
  yearAxis,
  yearScale,
} from './chart.ts'
import type { DrawnStatement, SeriesPoint } from './series-data.ts'

/**
 * Numbers by year: the members by the roster as an area, with a lighter band up to those who may have been members,
 * and what documents state as dots. A ring is a number that disagrees with the roster, or with another document.
 */

/** What a chart of a series shows. */
export interface SeriesData {
  title: string
  /** What is counted, in the plural; empty if each number has a unit. */
  noun: string
  points: readonly SeriesPoint[]
  statements: readonly DrawnStatement[]
}

const HEIGHT = { wide: 300, narrow: 240, file: 300 } as const
const MARGIN = { top: 12, right: 12, bottom: 28 }
/** Dots that are closer than this to the one before are left out; the table has them. In pixels. */
const DOT_DISTANCE = 6

export function seriesChart(
  { title, noun, points, statements }: SeriesData,
  size: ChartSize,
): SafeHtml {
  if (points.length === 0) return emptyChart(title, size)
  const [width, height] = [CHART_WIDTHS[size], HEIGHT[size]]
  const values = [
    ...statements.map(({ value }) => value),
    ...points.map(({ roster }) => roster?.possible ?? 0),
  ]
  const y = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(1, ...values)])
    .nice()
    .range([height - MARGIN.bottom, MARGIN.top])
  const ticks = y.ticks(4)
  const left = 12 + 7 * Math.max(...ticks.map((tick) => shortNumber(tick).length))
  const years = points.map(({ year }) => Number(year))
  const x = yearScale(Math.min(...years), Math.max(...years) + 1, left, width - MARGIN.right)
  return chartFrame(
    { title, width, height, size },
    html`${yearAxis(x, size, MARGIN.top, height - MARGIN.bottom)}${ticks.map(
      (tick) =>
        html`<line class="axis" stroke="${COLOURS.line}" x1="${left}" x2="${width - MARGIN.right}" y1="${rounded(y(tick))}" y2="${rounded(y(tick))}"/><text class="tick" fill="${COLOURS.soft}" x="${left - 6}" y="${rounded(y(tick)) + 4}" text-anchor="end">${shortNumber(tick)}</text>`,
    )}${rosterArea(points, x, y, noun, size)}${dots(statements, x, y, noun, size)}`,
  )
}

type Scale = ReturnType<typeof yearScale>

function rosterArea(
  points: readonly SeriesPoint[],
  x: Scale,
  y: Scale,
  noun: string,
  size: ChartSize,
): SafeHtml {
  const known = points.flatMap(({ year, roster }) => (roster ? [{ year, ...roster }] : []))
  if (known.length === 0) return html``
  type Year = (typeof known)[number]
  const atYear = ({ year }: Year) => x(Number(year))
  const definite = area<Year>()
    .x(atYear)
    .y0(y(0))
    .y1((one) => y(one.definite))
    .digits(1)
  const band = area<Year>()
    .x(atYear)
    .y0((one) => y(one.definite))
    .y1((one) => y(one.possible))
    .digits(1)
  const top = line<Year>()
    .x(atYear)
    .y((one) => y(one.definite))
    .digits(1)
  const step = x(1) - x(0)
  const [plotTop = 0, plotBottom = 0] = [y.range()[1], y.range()[0]]
  return html`<path class="definite" fill="${COLOURS.accent}" fill-opacity="0.2" d="${definite(known) ?? ''}"/><path class="possible" fill="${COLOURS.accent}" fill-opacity="0.1" stroke="${COLOURS.accent}" stroke-width="0.5" stroke-dasharray="2 3" d="${band(known) ?? ''}"/><path class="top" fill="none" stroke="${COLOURS.accent}" stroke-width="1.5" d="${top(known) ?? ''}"/>${
    size !== 'narrow' &&
    known.map((one) =>
      markLink(
        size,
        one.href,
        `1 January ${one.year}: ${countText(one)} ${noun}`,
        html`<rect class="hit" fill="transparent" x="${rounded(atYear(one) - step / 2)}" y="${plotTop}" width="${rounded(step)}" height="${plotBottom - plotTop}"/>`,
      ),
    )
  }`
}

/** `31`, or `20 to 24`: surely, and possibly. */
export function countText({ definite, possible }: { definite: number; possible: number }): string {
  return definite === possible
    ? numberText(definite)
    : `${numberText(definite)} to ${numberText(possible)}`
}

function dots(
  statements: readonly DrawnStatement[],
  x: Scale,
  y: Scale,
  noun: string,
  size: ChartSize,
): SafeHtml {
  let last = { x: -DOT_DISTANCE, y: 0 }
  const drawn = statements.flatMap((one) => {
    const [cx, cy] = [rounded(x(one.middle)), rounded(y(one.value))]
    const isClose = Math.hypot(cx - last.x, cy - last.y) < DOT_DISTANCE
    if (isClose && !one.isDisputed) return []
    last = { x: cx, y: cy }
    const shape = one.isDisputed
      ? html`<circle class="ring" cx="${cx}" cy="${cy}" r="5" fill="none" stroke="#b3400b" stroke-width="2.5"/>`
      : html`<circle class="dot" cx="${cx}" cy="${cy}" r="3.2" fill="${COLOURS.ink}"/>`
    return [markLink(size, one.href, statementText(one, noun), shape)]
  })
  return html`${drawn}`
}

/** A statement in words: `at least 7,000 persons, 8 September 2011 (disagrees)`. */
export function statementText(one: DrawnStatement, noun: string): string {
  const dissent = one.isDisputed ? ' (disagrees)' : ''
  return `${qualifiedNumber(one)} ${one.unit?.replaceAll('_', ' ') ?? noun}, ${dateText(one.date)}${dissent}`
}

export function qualifiedNumber({ value, qualifier }: Pick<DrawnStatement, 'value' | 'qualifier'>) {
  return qualifier === 'exact'
    ? numberText(value)
    : `${qualifier.replaceAll('_', ' ')} ${numberText(value)}`
}

const SHORT = new Intl.NumberFormat('en', { notation: 'compact' })

function shortNumber(value: number): string {
  return SHORT.format(value)
}
