import { EARLIEST, LATEST } from '../../domain/edtf.ts'
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
  yearOf,
  yearScale,
} from './chart.ts'
import type { ChartPeriod } from './period.ts'

/** Periods as bars, one below the other. A bar fades where it is not certain that the period had begun or not ended. */

export interface PeriodChartOptions {
  title: string
  /** The start of ids in the chart: ids are unique in a page. */
  idPrefix: string
  /** The last day of the chart. */
  today: string
}

const GROUP_HEIGHT = 26
const ROW_HEIGHT = { wide: 28, narrow: 40, file: 28 } as const
const BAR_HEIGHT = 16
const LABEL_WIDTH = 240

export function periodChart(
  periods: readonly ChartPeriod[],
  { title, idPrefix, today }: PeriodChartOptions,
  size: ChartSize,
): SafeHtml {
  if (periods.length === 0) return emptyChart(title, size)
  const width = CHART_WIDTHS[size]
  const left = size === 'narrow' ? 4 : LABEL_WIDTH
  const scale = yearScale(firstYear(periods, today), yearOf(today), left, width - 12)
  const gradients = { in: `${idPrefix}-${size}-in`, out: `${idPrefix}-${size}-out` }
  let y = 0
  let lastGroup: string | undefined
  const rows = periods.map((period) => {
    const isNewGroup = period.group !== lastGroup
    lastGroup = period.group
    const groupName =
      isNewGroup &&
      period.group !== undefined &&
      html`<text class="name" font-weight="700" fill="${COLOURS.ink}" x="0" y="${y + 18}">${shortened(period.group, size === 'narrow' ? 48 : 100)}</text>`
    if (groupName) y += GROUP_HEIGHT
    const top = y + (size === 'narrow' ? 20 : 6)
    y += ROW_HEIGHT[size]
    const bar = barOf(period, { scale, left, today, y: top, gradients })
    return html`${groupName}${markLink(size, period.url, period.text, html`${rowLabel(period.label, size, left, top)}${bar}`)}`
  })
  const bottom = y + 4
  return chartFrame(
    { title, width, height: bottom + 24, size },
    html`<defs>${fade(gradients.in, 0, 1)}${fade(gradients.out, 1, 0)}</defs>${yearAxis(scale, size, 0, bottom)}${rows}`,
  )
}

function rowLabel(label: string, size: ChartSize, left: number, top: number): SafeHtml {
  return size === 'narrow'
    ? html`<text class="name" fill="${COLOURS.ink}" x="${left}" y="${top - 5}">${shortened(label, 48)}</text>`
    : html`<text class="name" fill="${COLOURS.ink}" x="${left - 12}" y="${top + 12}" text-anchor="end">${shortened(label, 32)}</text>`
}

interface BarOptions {
  scale: ReturnType<typeof yearScale>
  left: number
  today: string
  y: number
  gradients: { in: string; out: string }
}

/** A bar: solid where the period is certain, fading where it may have begun or ended. */
function barOf(
  { start, end }: ChartPeriod,
  { scale, left, today, y, gradients }: BarOptions,
): SafeHtml {
  const x = (day: string) =>
    day === EARLIEST ? left : rounded(scale(yearOf(day < today ? day : today)))
  const [from, solidFrom, solidTo, to] = [x(start.min), x(start.max), x(end.min), x(end.max)]
  // Without a certain day, the fading parts meet in the middle of what is possible.
  const middle = rounded((from + to) / 2)
  const isCertain = solidFrom <= solidTo
  const [first, last] = isCertain ? [solidFrom, Math.min(solidTo, to)] : [middle, middle]
  return html`${fadingBar(from, first, y, gradients.in)}${
    isCertain &&
    html`<rect class="bar" fill="${COLOURS.accent}" x="${first}" y="${y}" width="${Math.max(1.5, rounded(last - first))}" height="${BAR_HEIGHT}"/>`
  }${fadingBar(last, to, y, gradients.out)}`
}

/** The uncertain part of a bar: it fades, and a dashed line shows how far it may reach. */
function fadingBar(from: number, to: number, y: number, gradient: string): SafeHtml | null {
  if (to - from < 0.5) return null
  const middle = y + BAR_HEIGHT / 2
  return html`<rect fill="url(#${gradient})" x="${from}" y="${y}" width="${rounded(to - from)}" height="${BAR_HEIGHT}"/><line class="maybe" stroke="${COLOURS.accent}" stroke-dasharray="2 3" x1="${from}" x2="${to}" y1="${middle}" y2="${middle}"/>`
}

function fade(id: string, from: number, to: number): SafeHtml {
  return html`<linearGradient id="${id}"><stop class="fade" offset="0" stop-color="${COLOURS.accent}" stop-opacity="${from}"/><stop class="fade" offset="1" stop-color="${COLOURS.accent}" stop-opacity="${to}"/></linearGradient>`
}

function firstYear(periods: readonly ChartPeriod[], today: string): number {
  const days = periods
    .flatMap(({ start, end }) => [start.min, start.max, end.min])
    .filter((day) => day !== EARLIEST && day !== LATEST)
  return Math.floor(Math.min(...days.map(yearOf), yearOf(today) - 1))
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
