import { scaleLinear } from 'd3-scale'
import { html, type SafeHtml } from '../common/html.ts'

/**
 * Parts that all charts share. A chart is SVG. Colours are presentation attributes, so that a saved chart has them; the
 * style sheet of pages replaces them by class, which dark mode needs.
 */

/** The widths of charts in pixels: for wide screens, for narrow ones, and for a file of its own. */
export const CHART_WIDTHS = { wide: 880, narrow: 360, file: 880 } as const

export type ChartSize = keyof typeof CHART_WIDTHS

export const COLOURS = { ink: '#1b1f24', soft: '#57606a', line: '#d0d7de', accent: '#0b5cad' }

export interface ChartFrame {
  /** What the chart shows, for screen readers. */
  title: string
  width: number
  height: number
  size: ChartSize
}

export function chartFrame({ title, width, height, size }: ChartFrame, body: SafeHtml): SafeHtml {
  // A file says what it shows. In a page, the heading does.
  const heading =
    size === 'file' &&
    html`<text x="4" y="-10" font-size="14" font-weight="700" fill="${COLOURS.ink}">${title}</text>`
  const top = size === 'file' ? -30 : 0
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="chart ${size}" width="${width}" height="${height - top}" viewBox="0 ${top} ${width} ${height - top}" role="group" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12">${heading}${body}</svg>`
}

/** A mark that leads to its evidence. In a page, the table beneath the chart has the same links for the keyboard. */
export function markLink(size: ChartSize, url: string, text: string, shape: SafeHtml): SafeHtml {
  return html`<a href="${url}"${size !== 'file' && html` tabindex="-1"`}><title>${text}</title>${shape}</a>`
}

/** A scale of years. Days are fractions of years. */
export function yearScale(first: number, last: number, from: number, to: number) {
  return scaleLinear().domain([first, last]).range([from, to])
}

type Scale = ReturnType<typeof yearScale>

/** Vertical lines at years, with the years below. */
export function yearAxis(scale: Scale, size: ChartSize, top: number, bottom: number): SafeHtml {
  const years = scale.ticks(size === 'narrow' ? 4 : 8).filter(Number.isInteger)
  return html`${years.map((year) => {
    const x = rounded(scale(year))
    return html`<line class="axis" stroke="${COLOURS.line}" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/><text class="tick" fill="${COLOURS.soft}" x="${x}" y="${bottom + 16}" text-anchor="middle">${year}</text>`
  })}`
}

/** A day as a fraction of years: 1951-07-02 is 1951.5. Leap years do not matter: a pixel is more than a day. */
export function yearOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return year + ((DAYS_BEFORE_MONTH[month - 1] ?? 0) + date - 1) / 365.25
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

/** A coordinate with one decimal: more would only make pages longer. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

/** A chart of nothing. */
export function emptyChart(title: string, size: ChartSize): SafeHtml {
  return chartFrame(
    { title, width: CHART_WIDTHS[size], height: 40, size },
    html`<text class="tick" fill="${COLOURS.soft}" x="4" y="20">Nothing is known about this.</text>`,
  )
}
