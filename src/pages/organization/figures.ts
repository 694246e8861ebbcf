import type { FastifyRequest } from 'fastify'
import { MAX_LIMIT } from '../../api/query-parameters.ts'
import { labelIn } from '../../domain/labels.ts'
import { leadership } from '../../domain/resources/leadership.ts'
import { names as nameType } from '../../domain/resources/names.ts'
import { chartPeriod } from '../charts/period.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { listUrl, pageUrl, recordUrl } from '../common/page-url.ts'
import type { PageReader } from '../common/reader.ts'
import { periodFigure } from '../components/period-figure.ts'
import { seriesFigure } from '../components/series-figure.ts'
import { mainUnit } from '../series.ts'
import type { OrganizationFacts } from './facts.ts'

/** The charts of an organization. Each is null if nothing is known for it. */

/** The members by year. */
export function memberFigure(
  request: FastifyRequest,
  { id, shortName, members, roster, memberStatements }: OrganizationFacts,
): SafeHtml | null {
  if (roster.length === 0 && memberStatements.length === 0) return null
  return seriesFigure(request, {
    ...{ title: `Members of ${shortName} by year`, noun: 'members', points: members },
    query: { organization: id },
  })
}

const CHARTED_RANKS = ['head', 'chair', 'deputy_head']

/** The terms of heads, chairs and deputies. */
export function termFigure(
  request: FastifyRequest,
  { id, shortName, knownAt, knownAtQuery, posts }: OrganizationFacts,
  reader: PageReader,
): SafeHtml | null {
  const charted = CHARTED_RANKS.flatMap((rank) =>
    posts.filter((post) => post.rank === rank).map((post) => String(post.id)),
  )
  if (charted.length === 0) return null
  const about = { organization: [id], post: charted, sort: 'start' }
  const { data } = reader.list('leadership', {
    ...{ ...about, ...knownAtQuery, evidence: 'none', limit: MAX_LIMIT, bounds: true },
  })
  const terms = data.toSorted(
    (a, b) => charted.indexOf(String(a.post)) - charted.indexOf(String(b.post)),
  )
  if (terms.length === 0) return null
  const periods = terms.map((term) => {
    const url = recordUrl(request, 'leadership', String(term.id))
    const label = `${labelIn(term, 'person') ?? term.person}${term.acting === true ? ' (acting)' : ''}`
    return {
      ...chartPeriod(leadership, term, label, url),
      ...(charted.length > 1 && { group: labelIn(term, 'post') ?? String(term.post) }),
    }
  })
  return periodFigure(periods, {
    title: `Leaders of ${shortName}`,
    idPrefix: 'terms',
    today: knownAt,
    links: downloads(request, 'leadership', {
      ...{ organization: id, post: charted.join(), sort: 'start' },
    }),
  })
}

/** The official names in the language of the present one; null if it has always had this name. */
export function nameFigure(
  request: FastifyRequest,
  { id, shortName, knownAt, names, data }: OrganizationFacts,
): SafeHtml | null {
  const official = names
    .filter(({ kind, language }) => kind === 'official' && language === data.name_language)
    .toReversed()
  if (official.length < 2) return null
  const periods = official.map((name) =>
    chartPeriod(
      nameType,
      name,
      String(name.acronym ?? name.name),
      recordUrl(request, 'names', String(name.id)),
    ),
  )
  return periodFigure(periods, {
    title: `Names of ${shortName}`,
    idPrefix: 'names',
    today: knownAt,
    links: downloads(request, 'names', {
      ...{ organization: id, kind: 'official', language: data.name_language, sort: 'start' },
    }),
  })
}

/** The list of a chart as CSV, and the chart as SVG. */
function downloads(request: FastifyRequest, collection: string, query: object) {
  return [
    { url: listUrl(request, collection, { ...query, format: 'csv', limit: 'all' }), text: 'CSV' },
    {
      url: listUrl(request, collection, { ...query, format: 'svg', limit: MAX_LIMIT }),
      text: 'SVG',
    },
  ]
}

/** The measures with the most figures are drawn, the others are linked. */
const CHARTED_MEASURES = 2
const MIN_FIGURES = 5

/** The figures over time. */
export function measureFigures(
  request: FastifyRequest,
  { id, shortName, knownAtQuery }: OrganizationFacts,
  reader: PageReader,
): SafeHtml | null {
  const { facets } = reader.list('figures', {
    ...{ organization: [id], facets: ['measure'], limit: 1, evidence: 'none' },
    ...knownAtQuery,
  })
  const measures = (facets?.measure?.values ?? []).map(({ value, label, count }) => ({
    ...{ measure: String(value), label: label ?? String(value), count },
  }))
  if (measures.length === 0) return null
  const charted = measures.filter(({ count }) => count >= MIN_FIGURES).slice(0, CHARTED_MEASURES)
  return html`${charted.map(
    ({ measure, label }) => html`<h3>${label}</h3>
${seriesFigure(request, {
  ...{ title: `${label} of ${shortName} over time`, noun: '' },
  points: mainUnit(reader.series({ organization: id, measure, ...knownAtQuery }).data),
  query: { organization: id, measure },
})}`,
  )}
<p>All figures: ${measures.map(
    ({ measure, label, count }, index) =>
      html`${index > 0 && ', '}<a href="${pageUrl(request, '/v1/series', { organization: id, measure })}">${label}</a> (${count})`,
  )}</p>`
}
