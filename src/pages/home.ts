import type { FastifyRequest } from 'fastify'
import { labelIn } from '../domain/labels.ts'
import { dateText } from './common/dates.ts'
import { numberText } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { listUrl, pageUrl, recordUrl } from './common/page-url.ts'
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
<div class="halves"><section><h2>Questions that it answers</h2><ul>${exampleQuestions(
      request,
      organizations,
    ).map(({ url, text }) => html`<li><a href="${url}">${text}</a></li>`)}</ul></section>
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

/** Questions about the first organization, each with the page that answers it. */
function exampleQuestions(
  request: FastifyRequest,
  { data }: ListResponse,
): { url: string; text: string }[] {
  const [first] = data
  if (first === undefined) return []
  const organization = String(first.id)
  const name = String(first.acronym ?? first.name ?? organization)
  return [
    {
      url: pageUrl(request, `/v1/organizations/${encodeURIComponent(organization)}`, {
        valid_at: '2014',
      }),
      text: `Who headed ${name} in 2014?`,
    },
    {
      url: pageUrl(request, '/v1/series', { organization }),
      text: `How did the number of members of ${name} develop?`,
    },
    {
      url: listUrl(request, 'disputes', { organization }),
      text: `What do documents disagree about?`,
    },
    {
      url: pageUrl(request, `/v1/organizations/${encodeURIComponent(organization)}`, {
        known_at: '2016-12-31',
      }),
      text: `What was known about ${name} at the end of 2016?`,
    },
  ]
}
