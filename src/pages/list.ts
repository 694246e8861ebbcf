import type { FastifyRequest } from 'fastify'
import type { Collection } from '../api/collection.ts'
import { recordHeading } from '../domain/heading.ts'
import { resourceTypeNamed } from '../domain/resources/index.ts'
import { chartPeriod } from './charts/period.ts'
import type { PageRecord } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { recordUrl, samePage, withoutFormat } from './common/page-url.ts'
import type { ListResponse, PageReader } from './common/reader.ts'
import { facetLinks, facetLists } from './components/facets.ts'
import { filterForm } from './components/filter-form.ts'
import { completenessNotes, nearValueLinks, totalText } from './components/list-notes.ts'
import { periodFigure } from './components/period-figure.ts'
import { recordTable } from './components/record-table.ts'

/** The page of a list. */

/** Draws the records of a list; without it, they are a table. */
export type RecordsView = (
  request: FastifyRequest,
  response: ListResponse,
  reader: PageReader,
) => SafeHtml

export function listPage(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
  collection: Collection,
  view?: RecordsView,
): PageParts {
  const list = response as ListResponse
  const { data, page, meta, facets } = list
  const { name, summary, description, list: definition, schemas } = collection
  const query = request.query as { organization?: unknown; sort?: string; fields?: string[] }
  // A view shows all fields; a table shows those that the reader selects.
  const special = query.fields === undefined ? view : undefined
  const about = organizationName(request, query.organization, reader)
  const title = about === null ? summary : `${summary} – ${about.name}`
  return {
    title,
    description: `${title}. ${firstSentence(description)}`,
    body: html`${about && html`<p class="crumb"><a href="${recordUrl(request, 'organizations', about.id)}"><bdi>${about.name}</bdi></a></p>`}
<h1>${summary}</h1>
<p class="lead">${firstSentence(description)}</p>
${filterForm(request, {
  filters: definition.filters,
  hasValidTime: definition.validTime !== null,
  codesOf: reader.codes,
  required: Object.keys(collection.exampleQuery ?? {}),
})}
${completenessNotes(request, meta.completeness, reader)}
<p class="total">${totalText(list)}</p>
${nearValueLinks(request, meta.near)}
${facetLists(request, facets)}
${
  data.length > 0 &&
  (special?.(request, list, reader) ??
    recordTable(request, {
      ...{ collection: name, records: data, sort: query.sort ?? definition.defaultSort },
      ...{ sorts: Object.keys(definition.sorts), hasItems: schemas.item !== null },
    }))
}
${special !== undefined && data.length > 1 && orderLink(request, query.sort ?? definition.defaultSort)}
${page.next !== null && html`<p class="pager"><a rel="next" href="${withoutFormat(page.next)}">Next page</a></p>`}
${special === undefined && periodsOf(request, collection, data, meta.known_at)}
${facetLinks(request, collection, facets)}`,
  }
}

/** The rest of a description is for developers. */
function firstSentence(description: string): string {
  return `${description.replaceAll('`', '').split(/\.\s/, 1)[0]?.replace(/\.$/, '')}.`
}

/** A table has links in its head; other lists have a link to the opposite order. */
function orderLink(request: FastifyRequest, sort: string): SafeHtml {
  const reversed = sort.startsWith('-') ? sort.slice(1) : `-${sort}`
  return html`<p><a href="${samePage(request, { sort: reversed, cursor: undefined })}">Reverse the order</a></p>`
}

/** The name of the organization that the list is about; null if it is about none, or several. */
function organizationName(
  request: FastifyRequest,
  organization: unknown,
  reader: PageReader,
): { id: string; name: string } | null {
  const ids = [organization ?? []].flat().map(String)
  const [id] = ids
  if (id === undefined || ids.length > 1) return null
  return { id, name: reader.heading(request, id) }
}

/** More bars than this would be taller than ten screens. */
const MAX_BARS = 100

/** The records of a page as bars, if they lasted some time. */
function periodsOf(
  request: FastifyRequest,
  { name, hasPeriods }: Collection,
  records: readonly PageRecord[],
  knownAt: string,
): SafeHtml | null {
  const type = resourceTypeNamed(name)
  // Without all fields, there is no telling what a bar is about.
  const { fields } = request.query as { fields?: unknown }
  const isDrawable = records.length > 0 && records.length <= MAX_BARS && fields === undefined
  if (hasPeriods !== true || type === undefined || !isDrawable) return null
  const periods = periodsOfRecords(request, name, records)
  return html`<section><h2>This page as a chart</h2>${periodFigure(periods, {
    title: `${type.summary} on this page`,
    idPrefix: 'periods',
    today: knownAt,
    links: [{ url: samePage(request, { format: 'svg', facets: undefined }), text: 'SVG' }],
  })}</section>`
}

/** What a chart of these records shows. */
export function periodsOfRecords(
  request: FastifyRequest,
  collection: string,
  records: readonly PageRecord[],
) {
  const type = resourceTypeNamed(collection)
  if (type === undefined) throw new Error(`${collection} has no resource type.`)
  return records.map((record) =>
    chartPeriod(
      type,
      record,
      recordHeading(type, record) ?? String(record.id),
      recordUrl(request, collection, String(record.id)),
    ),
  )
}
