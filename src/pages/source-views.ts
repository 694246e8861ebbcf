import type { FastifyRequest } from 'fastify'
import { dateText } from './common/dates.ts'
import { fieldsOf, fieldTitle, fieldValue, numberText, plainValue } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import { recordUrl } from './common/page-url.ts'
import type { ListResponse, PageReader } from './common/reader.ts'
import { sourceLink, stanceMark } from './components/evidence.ts'

/** The lists of documents, and of what they state. */

export function sourcesView(request: FastifyRequest, { data }: ListResponse): SafeHtml {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Documents"><table class="stacked">
<thead><tr><th scope="col">Title</th><th scope="col">Publisher</th><th scope="col">Kind</th><th scope="col">Published</th><th scope="col">Claims</th></tr></thead>
<tbody>${data.map((source) => {
    const { id, title, claims, published } = source
    const counts = Object.values((claims ?? {}) as Record<string, { count: number }>)
    return html`<tr><td data-title="Title"><a href="${recordUrl(request, 'sources', String(id))}"><bdi>${String(title ?? id)}</bdi></a></td>
<td data-title="Publisher">${fieldValue(request, 'sources', 'publisher', source)}</td>
<td data-title="Kind">${fieldValue(request, 'sources', 'kind', source)}</td>
<td data-title="Published">${typeof published === 'string' && dateText(published)}</td>
<td class="number" data-title="Claims">${numberText(counts.reduce((sum, { count }) => sum + count, 0))}</td></tr>`
  })}</tbody></table></div>`
}

/** What each document states, about which record, and where. */
export function claimsView(
  request: FastifyRequest,
  { data, sources }: ListResponse,
  reader: PageReader,
): SafeHtml {
  const titles = reader.headings(
    request,
    data.flatMap(({ record, collection, field, value }) => [
      String(record),
      ...(isReference(String(collection), String(field)) ? [String(value)] : []),
    ]),
  )
  return html`<div class="wide" tabindex="0" role="region" aria-label="Claims"><table class="stacked">
<thead><tr><th scope="col">About</th><th scope="col">Field</th><th scope="col">Stated value</th><th scope="col">Document</th><th scope="col">Place</th></tr></thead>
<tbody>${data.map((claim) => {
    const { collection, record, field } = claim as Record<string, string>
    return html`<tr><td data-title="About"><a href="${recordUrl(request, String(collection), String(record))}"><bdi>${titles.get(String(record)) ?? String(record)}</bdi></a></td>
<td data-title="Field">${fieldTitle(String(field))}</td>
<td data-title="Stated value"><bdi>${(isReference(String(collection), String(field)) && titles.get(String(claim.value))) || plainValue(String(collection), String(field), claim.value)}</bdi> ${stanceMark(claim.stance)}</td>
<td data-title="Document">${sourceLink(request, String(claim.source), sources)}</td>
<td data-title="Place"><a href="${recordUrl(request, 'claims', String(claim.id))}"><bdi>${String(claim.at)}</bdi></a></td></tr>`
  })}</tbody></table></div>`
}

/** Whether the values of a field are ids of records. */
function isReference(collection: string, field: string): boolean {
  return fieldsOf(collection)[field]?.refersTo !== undefined
}
