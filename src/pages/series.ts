import type { FastifyRequest } from 'fastify'
import type { SeriesResult } from '../api/series-service.ts'
import { type SeriesPoint, seriesChart } from './charts/series-chart.ts'
import { sentenceCase } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { recordUrl } from './common/page-url.ts'
import type { PageReader } from './common/reader.ts'
import { seriesFigure } from './components/series-figure.ts'

/** The page and the chart of a series. */

interface SeriesQueryOfPage {
  organization: string
  role?: string[]
  measure?: string
}

/** What the chart of a series is called, and what it counts. */
function seriesTitle(request: FastifyRequest, reader: PageReader) {
  const { organization, role, measure } = request.query as SeriesQueryOfPage
  const name = reader.headings(request, [organization]).get(organization) ?? organization
  const noun = measure === undefined ? `${(role ?? ['member']).join(' and ')}s` : ''
  const subject = sentenceCase((measure ?? noun).replaceAll('_', ' '))
  return { title: `${subject} of ${name} by year`, noun: noun.replaceAll('_', ' '), name }
}

export function seriesPage(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
): PageParts {
  const { data } = response as SeriesResult
  const { organization, ...others } = request.query as SeriesQueryOfPage & { format?: string }
  const { title, noun, name } = seriesTitle(request, reader)
  const { format: _, ...query } = { organization, ...others }
  return {
    title,
    description: `${title}: a chart, a table, and the documents for every number.`,
    body: html`<p class="crumb"><a href="${recordUrl(request, 'organizations', organization)}">${name}</a></p>
<h1>${title}</h1>
${
  data.length === 0
    ? html`<p class="lead">Nothing is known about this.</p>`
    : unitsOf(data).map(
        (unit) =>
          html`${unit && html`<h2>In ${unit}</h2>`}${seriesFigure(request, {
            ...{ title: `${title}${unit ? `, ${unit}` : ''}`, noun, query },
            points: inUnit(data, unit),
          })}`,
      )
}`,
  }
}

/** The chart alone. Of several units, the first. */
export function seriesSvg(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
): SafeHtml {
  const { data } = response as SeriesResult
  const { title, noun } = seriesTitle(request, reader)
  return seriesChart(inUnit(data, unitsOf(data)[0] ?? null), { title, noun }, 'wide')
}

/** The units of the statements, the most frequent first; null for numbers without a unit. */
function unitsOf(points: readonly SeriesPoint[]): (string | null)[] {
  const units = points.flatMap(({ statements }) => statements.map(({ unit }) => unit))
  const byUnit = [...Map.groupBy(units, (unit) => unit)].sort(([, a], [, b]) => b.length - a.length)
  return byUnit.length === 0 ? [null] : byUnit.map(([unit]) => unit)
}

/** The numbers in one unit: others have a scale of their own. */
function inUnit(points: readonly SeriesPoint[], unit: string | null): SeriesPoint[] {
  return points.map((point) => ({
    ...point,
    statements: point.statements.filter((one) => one.unit === unit),
  }))
}

/** The numbers in the most frequent unit. */
export function mainUnit(points: readonly SeriesPoint[]): SeriesPoint[] {
  return inUnit(points, unitsOf(points)[0] ?? null)
}
