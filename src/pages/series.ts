import type { FastifyRequest } from 'fastify'
import type { SeriesResult } from '../api/series-service.ts'
import { seriesChart } from './charts/series-chart.ts'
import type { SeriesPoint } from './charts/series-data.ts'
import { sentenceCase } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { absoluteUrl, recordUrl } from './common/page-url.ts'
import type { PageReader } from './common/reader.ts'
import { seriesData, seriesFigure } from './components/series-figure.ts'

/** The page and the chart of a series. */

interface SeriesQueryOfPage {
  organization: string
  role?: string[]
  measure?: string
  unit?: string
}

/** What a series is called, and what it counts. */
function seriesTitle(request: FastifyRequest, reader: PageReader) {
  const { organization, role = ['member'], measure } = request.query as SeriesQueryOfPage
  const name = reader.heading(request, organization)
  const isMembers = measure === undefined && role.join() === 'member'
  const roles = role.map((code) => reader.codeLabel('member_roles', code)).join(', ')
  const subject = isMembers
    ? 'Members'
    : measure === undefined
      ? `Parties in the role “${roles}”`
      : reader.codeLabel('measures', measure)
  const noun = measure !== undefined ? '' : isMembers ? 'members' : 'parties'
  return { title: `${subject} of ${name} by year`, noun, name }
}

export function seriesPage(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
): PageParts {
  const { data } = response as SeriesResult
  const { organization, role, measure } = request.query as SeriesQueryOfPage
  const { title, noun, name } = seriesTitle(request, reader)
  const units = data.length === 0 ? [] : unitsOf(data)
  return {
    title,
    description: `${title}: a chart, a table, and the documents for every number.`,
    body: html`<p class="crumb"><a href="${recordUrl(request, 'organizations', organization)}"><bdi>${name}</bdi></a></p>
<h1><bdi>${title}</bdi></h1>
${units.length === 0 && html`<p class="lead">Nothing is known about this.</p>`}
${units.map((unit) => {
  const name = unit && sentenceCase(unit.replaceAll('_', ' '))
  return html`${name && html`<h2>${name}</h2>`}${seriesFigure(request, {
    ...{ title: name ? `${title}, ${name}` : title, noun, points: inUnit(data, unit) },
    query: { organization, role: role?.join(), measure, unit: unit ?? undefined },
  })}`
})}`,
  }
}

/** The chart alone. Of several units, the most frequent one. */
export function seriesSvg(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
): SafeHtml {
  const { data } = response as SeriesResult
  const { title, noun } = seriesTitle(request, reader)
  const series = seriesData(request, { title, noun, points: mainUnit(data) }, (url) =>
    absoluteUrl(request, url),
  )
  return seriesChart(series, 'file')
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
