import type { FastifyRequest } from 'fastify'
import {
  countText,
  qualifiedNumber,
  type SeriesPoint,
  seriesChart,
} from '../charts/series-chart.ts'
import { dateText } from '../common/dates.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { pageUrl } from '../common/page-url.ts'
import { chartFigure } from './chart-figure.ts'
import { mark } from './marks.ts'

/** A series as a chart with its table. */

export interface SeriesFigureOptions {
  title: string
  /** What is counted, in the plural: members, US dollars. */
  noun: string
  points: readonly SeriesPoint[]
  /** The parameters of `/v1/series`. */
  query: Readonly<Record<string, unknown>>
}

const ROSTER_CAPTION =
  'Filled: members by the list of members; lighter, with a dashed edge: possibly. Dots: what documents state; rings: documents that disagree with the list.'
const FIGURES_CAPTION = 'Dots: what documents state. Years without a dot are not known.'

export function seriesFigure(request: FastifyRequest, options: SeriesFigureOptions): SafeHtml {
  const { title, noun, points, query } = options
  const isRoster = points.some(({ roster }) => roster !== null)
  const link = (format: string) => pageUrl(request, '/v1/series', { ...query, format })
  return chartFigure({
    draw: (size) => seriesChart(points, { title, noun }, size),
    caption: isRoster ? ROSTER_CAPTION : FIGURES_CAPTION,
    table: seriesTable(points, noun, isRoster),
    links: [
      { url: link('csv'), text: 'CSV' },
      { url: link('svg'), text: 'SVG' },
    ],
  })
}

function seriesTable(points: readonly SeriesPoint[], noun: string, isRoster: boolean): SafeHtml {
  return html`<table><thead><tr><th scope="col">Year</th>${isRoster && html`<th scope="col">On 1 January, by the list</th>`}<th scope="col">Stated by documents</th></tr></thead>
<tbody>${points
    .filter(({ roster, statements }) => roster !== null || statements.length > 0)
    .map(
      ({ year, roster, statements }) =>
        html`<tr><th scope="row">${year}</th>${
          isRoster &&
          html`<td>${roster && html`<a href="${roster.href}">${countText(roster)} ${noun}</a>`}</td>`
        }<td>${statements.map(
          (one) =>
            html`<div><a href="${one.href}">${qualifiedNumber(one)}</a> ${one.unit ?? ''} (${dateText(one.date)}) ${one.agrees === false && mark('disputed', 'disagrees')}</div>`,
        )}</td></tr>`,
    )}</tbody></table>`
}
