import type { FastifyRequest } from 'fastify'
import { countText, qualifiedNumber, type SeriesData, seriesChart } from '../charts/series-chart.ts'
import { drawnStatements, type SeriesPoint } from '../charts/series-data.ts'
import { dateText } from '../common/dates.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { linkTo, pageUrl } from '../common/page-url.ts'
import { chartFigure } from './chart-figure.ts'
import { mark } from './marks.ts'

/** A series as a chart with its table. */

export interface SeriesFigureOptions {
  title: string
  /** What is counted, in the plural; empty if each number has a unit. */
  noun: string
  points: readonly SeriesPoint[]
  /** The parameters of `/v1/series`. */
  query: Readonly<Record<string, unknown>>
}

const DOTS =
  'Dots: what documents state (close ones are left out, the table has all). Rings: documents that disagree'
const ROSTER_CAPTION = `Filled: members by the list of members; lighter, with a dashed edge: possibly. ${DOTS} with the list.`
const FIGURES_CAPTION = `${DOTS} with one another. Between the dots, no document states a number.`

export function seriesFigure(request: FastifyRequest, options: SeriesFigureOptions): SafeHtml {
  const { query } = options
  const data = seriesData(request, options)
  const isRoster = data.points.some(({ roster }) => roster !== null)
  const link = (format: string) => pageUrl(request, '/v1/series', { ...query, format })
  return chartFigure({
    draw: (size) => seriesChart(data, size),
    caption: isRoster ? ROSTER_CAPTION : FIGURES_CAPTION,
    table: seriesTable(data, isRoster),
    links: [
      { url: link('csv'), text: 'CSV' },
      { url: link('svg'), text: 'SVG' },
    ],
  })
}

/** A series with links of this page, each changed by `toUrl`. */
export function seriesData(
  request: FastifyRequest,
  { title, noun, points }: Pick<SeriesFigureOptions, 'title' | 'noun' | 'points'>,
  toUrl = (url: string) => url,
): SeriesData {
  const link = (href: string) => toUrl(linkTo(request, href))
  const linked = points.map((point) => ({
    ...point,
    roster: point.roster && { ...point.roster, href: link(point.roster.href) },
    statements: point.statements.map((one) => ({ ...one, href: link(one.href) })),
  }))
  return { title, noun, points: linked, statements: drawnStatements(linked) }
}

function seriesTable({ points, statements, noun }: SeriesData, isRoster: boolean): SafeHtml {
  const disputed = new Set(statements.filter((one) => one.isDisputed).map(({ record }) => record))
  return html`<table><thead><tr><th scope="col">Year</th>${isRoster && html`<th scope="col">On 1 January, by the list</th>`}<th scope="col">Stated by documents</th></tr></thead>
<tbody>${points
    .filter(({ roster, statements: stated }) => roster !== null || stated.length > 0)
    .map(
      ({ year, roster, statements: stated }) =>
        html`<tr><th scope="row">${year}</th>${
          isRoster &&
          html`<td>${roster && html`<a href="${roster.href}">${countText(roster)} ${noun}</a>`}</td>`
        }<td>${stated.map(
          (one) =>
            html`<div><a href="${one.href}">${qualifiedNumber(one)}</a> ${one.unit?.replaceAll('_', ' ') ?? ''} (${dateText(one.date)}) ${disputed.has(one.record) && mark('disputed', 'disagrees')}</div>`,
        )}</td></tr>`,
    )}</tbody></table>`
}
