import type { FastifyRequest } from 'fastify'
import { collectionUrl } from '../api/urls.ts'
import { labelIn } from '../domain/labels.ts'
import { dateText } from './common/dates.ts'
import { numberText } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { listUrl, type PageQuery, pageUrl, recordUrl } from './common/page-url.ts'
import type { ListResponse, PageReader } from './common/reader.ts'

/** The start page. */

const SHOWN_ORGANIZATIONS = 12

const SUMMARY =
  'Who led an organization, who its members were, what it was called, what it did: on any day, according to which document, and which documents disagree.'

export function homePage(
  request: FastifyRequest,
  _response: unknown,
  reader: PageReader,
): PageParts {
  const organizations = reader.list('organizations', {
    limit: SHOWN_ORGANIZATIONS,
    evidence: 'none',
  })
  const { basePath } = request.server
  return {
    title: 'orgfacts',
    description: `Facts about organizations, every value with its source. ${SUMMARY}`,
    body: html`<h1>Facts about organizations, every value with its source</h1>
<p class="lead">${SUMMARY}</p>
<section><h2>Organizations</h2>
<ul class="cards">${organizations.data.map((record) => organizationCard(request, record))}</ul>
<p><a href="${listUrl(request, 'organizations')}">${organizations.page.total === 1 ? 'The list' : `All ${numberText(organizations.page.total)} organizations`}</a></p></section>
<div class="halves"><section><h2>Questions that it answers</h2><ul>${exampleQuestions(request, organizations, reader).map(({ url, text }) => html`<li><a href="${url}">${text}</a></li>`)}</ul></section>
<section><h2>For developers</h2><ul>
<li><a href="${basePath}/docs">Documentation</a>: every request, to try in the browser</li>
<li><a href="${basePath}/openapi.json">OpenAPI document</a></li>
<li>Every page is also JSON: <code>curl ${request.baseUrl}/v1/organizations</code></li>
<li><a href="${pageUrl(request, '/v1/dataset')}">Downloads</a>: the whole dataset as CSV, NDJSON and SQLite</li>
</ul></section></div>`,
  }
}

function organizationCard(request: FastifyRequest, record: ListResponse['data'][number]): SafeHtml {
  const { id, name, acronym, founded, dissolved, headquarters_city } = record
  const facts = [
    labelIn(record, 'kind'),
    headquarters_city && String(headquarters_city),
    typeof founded === 'string' && `founded ${dateText(founded)}`,
    typeof dissolved === 'string' && `ended ${dateText(dissolved)}`,
  ].filter((part) => part)
  return html`<li><p class="value"><a href="${recordUrl(request, 'organizations', String(id))}"><bdi>${String(acronym ?? name ?? id)}</bdi></a></p>${Boolean(acronym) && html`<p><bdi>${String(name)}</bdi></p>`}<p class="note">${facts.join(' · ')}</p></li>`
}

/** Years between now and the example of a time in the past. */
const YEARS_BACK = 12

/** Questions about the first organization, each with the page that answers it. */
function exampleQuestions(
  request: FastifyRequest,
  { data }: ListResponse,
  reader: PageReader,
): { url: string; text: SafeHtml }[] {
  const [first] = data
  if (first === undefined) return []
  const id = String(first.id)
  const name = html`<bdi>${String(first.acronym ?? first.name ?? id)}</bdi>`
  const year = String(Number(reader.release.last_known.slice(0, 4)) - YEARS_BACK)
  const organization = { organization: [id], limit: 1, evidence: 'none' } as const
  // Only what the data can answer.
  const hasHead = reader.list('leadership', { ...organization, valid_at: year }).page.total > 0
  const wasKnown = reader.list('names', { ...organization, known_at: year }).page.total > 0
  const hasMembers = reader.list('members', organization).page.total > 0
  const page = (query: PageQuery) => pageUrl(request, collectionUrl('organizations', id), query)
  return [
    { isKnown: hasHead, url: page({ valid_at: year }), text: html`Who headed ${name} in ${year}?` },
    {
      isKnown: hasMembers,
      url: pageUrl(request, '/v1/series', { organization: id }),
      text: html`How did the number of members of ${name} develop?`,
    },
    {
      isKnown: true,
      url: listUrl(request, 'disputes', { organization: id }),
      text: html`What do documents about ${name} disagree about?`,
    },
    {
      isKnown: wasKnown,
      url: page({ known_at: year }),
      text: html`What was known about ${name} at the end of ${year}?`,
    },
  ].filter(({ isKnown }) => isKnown)
}
