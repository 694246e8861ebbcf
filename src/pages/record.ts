import type { FastifyRequest } from 'fastify'
import type { Collection } from '../api/collection.ts'
import { recordHeading } from '../domain/heading.ts'
import { isLabelName, labelIn } from '../domain/labels.ts'
import { resourceTypeNamed } from '../domain/resources/index.ts'
import type { EvidenceItem } from '../query/version-json.ts'
import { dateText } from './common/dates.ts'
import { fieldTitle, fieldValue, numberText, type PageRecord } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { listUrl, recordUrl } from './common/page-url.ts'
import type { ItemResponse, PageReader } from './common/reader.ts'
import { evidenceList, isDisputed, sourceLink } from './components/evidence.ts'
import { mark } from './components/marks.ts'
import { referringSections } from './components/referring-records.ts'
import { RECORD_VIEWS } from './record-views.ts'

/** The page of one record: each value with the documents that state it. */

/** Properties that have a place of their own on the page. */
const LEFT_OUT = new Set(['id', 'evidence', 'known_from', 'known_to', 'claims', 'status'])

export function recordPage(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
  collection: Collection,
): PageParts {
  const item = response as ItemResponse
  const { data } = item
  const { name, summary } = collection
  const id = String(data.id)
  const heading = headingOf(request, name, data, reader)
  const organization = data.organization == null ? null : String(data.organization)
  const query = request.query as { fields?: string[] }
  return {
    title: heading,
    description: `${heading}: each value with the documents that state it.`,
    body: html`<p class="crumb">${
      organization &&
      html`<a href="${recordUrl(request, 'organizations', organization)}"><bdi>${labelIn(data, 'organization') ?? reader.heading(request, organization)}</bdi></a> · `
    }<a href="${listUrl(request, name, organization ? { organization } : {})}">${summary}</a></p>
<h1><bdi>${heading}</bdi></h1>
${hasView(name) && query.fields === undefined ? viewOf(request, name, item, reader) : fieldList(request, name, item, reader)}
${claimCounts(request, data)}
${referringSections(request, name, id, reader)}
${knownText(data)}
<p class="note">Id: <code>${id}</code></p>`,
  }
}

/** Disputes and changes have parts, which the view of their list shows. */
function hasView(collection: string): boolean {
  return collection === 'disputes' || collection === 'changes'
}

function viewOf(
  request: FastifyRequest,
  collection: string,
  { data, sources, meta }: ItemResponse,
  reader: PageReader,
): SafeHtml | undefined {
  const list = { data: [data], sources, meta, page: { total: 1, next: null } }
  return RECORD_VIEWS[collection]?.(request, list, reader)
}

function headingOf(
  request: FastifyRequest,
  collection: string,
  data: PageRecord,
  reader: PageReader,
): string {
  const heading = recordHeading(resourceTypeNamed(collection), data)
  if (heading !== null) return heading
  const about = data.record == null ? '' : reader.heading(request, String(data.record))
  if (collection === 'claims')
    return `${about}: what a document says about ${fieldTitle(String(data.field)).toLowerCase()}`
  if (collection === 'disputes')
    return `${about}: documents disagree about ${fieldTitle(String(data.field)).toLowerCase()}`
  if (collection === 'changes') return `What became known on ${dateText(String(data.id))}`
  const { title, publisher, label, id } = data
  if (title != null) return publisher == null ? String(title) : `${title} (${publisher})`
  return String(label ?? id)
}

function fieldList(
  request: FastifyRequest,
  collection: string,
  item: ItemResponse,
  reader: PageReader,
): SafeHtml {
  const { data, sources } = item
  const evidence = data.evidence as EvidenceItem[] | undefined
  const shown = Object.keys(data).filter((name) => !LEFT_OUT.has(name) && !isLabelName(name, data))
  // What an end or a reason is missing for may still go on.
  const missing = shown.filter(
    (name) => data[name] === null && !/^(?:end|died|dissolved)/.test(name),
  )
  return html`${isDisputed(evidence ?? []) && html`<p>${mark('disputed', 'documents disagree')} <a href="${listUrl(request, 'disputes', { record: data.id })}">What they say, side by side</a></p>`}
<dl class="record">${shown
    .filter((name) => data[name] !== null)
    .map((name) => {
      const items = (evidence ?? []).filter(({ field }) => field === name)
      return html`<div id="${name}"><dt>${fieldTitle(name)}</dt><dd><p class="field-value">${recordField(request, collection, name, item, reader)}</p>${items.length > 0 && evidenceList(request, collection, items, sources)}</dd></div>`
    })}</dl>
${evidence !== undefined && missing.length > 0 && html`<p class="note">No document states: ${missing.map(fieldTitle).join(', ').toLowerCase()}.</p>`}`
}

/** A claim refers to its source and its record, which its collection does not declare. */
function recordField(
  request: FastifyRequest,
  collection: string,
  name: string,
  { data, sources }: ItemResponse,
  reader: PageReader,
): SafeHtml {
  const value = String(data[name])
  if (name === 'rests_on')
    return html`${value.split(' ').map((id, index) => html`${index > 0 && ', '}<a href="${recordUrl(request, 'sources', id)}">${id}</a>`)}`
  if (collection !== 'claims') return fieldValue(request, collection, name, data)
  if (name === 'source') return sourceLink(request, value, sources)
  if (name === 'record')
    return html`<a href="${recordUrl(request, String(data.collection), value)}"><bdi>${reader.heading(request, value)}</bdi></a>`
  if (name !== 'value') return fieldValue(request, collection, name, data)
  const field = String(data.field)
  const titles = typeof data.value === 'string' ? reader.headings(request, [value]) : new Map()
  const stated = { [field]: data.value, [`${field}_label`]: titles.get(value) ?? null }
  return fieldValue(request, String(data.collection), field, stated)
}

/** Of a source: how many claims it makes about each collection. */
function claimCounts(request: FastifyRequest, { id, claims }: PageRecord): SafeHtml | null {
  if (typeof claims !== 'object' || claims === null) return null
  const counts = Object.entries(claims as Record<string, { count: number }>)
  return html`<section><h2>What it states</h2><ul class="columns">${counts.map(
    ([name, { count }]) =>
      html`<li><a href="${listUrl(request, 'claims', { source: id, collection: name })}">${fieldTitle(name)}</a>: ${numberText(count)} ${count === 1 ? 'claim' : 'claims'}</li>`,
  )}</ul></section>`
}

/** From when to when documents described the record so. */
function knownText({ known_from, known_to }: PageRecord): SafeHtml | null {
  if (typeof known_from !== 'string') return null
  return html`<p class="note">Described so by documents since ${dateText(known_from)}${typeof known_to === 'string' && ` until ${dateText(known_to)}, when a later document changed it`}.</p>`
}
