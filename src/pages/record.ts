import type { FastifyRequest } from 'fastify'
import type { Collection } from '../api/collection.ts'
import { recordHeading } from '../domain/heading.ts'
import { isLabelName, labelIn } from '../domain/labels.ts'
import { resourceTypeNamed } from '../domain/resources/index.ts'
import { dateText } from './common/dates.ts'
import { fieldTitle, fieldValue, numberText, type PageRecord } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import type { PageParts } from './common/layout.ts'
import { listUrl, recordUrl } from './common/page-url.ts'
import type { ItemResponse, PageReader } from './common/reader.ts'
import {
  type CitedSources,
  type EvidenceItem,
  evidenceList,
  isDisputed,
  sourceLink,
} from './components/evidence.ts'
import { mark } from './components/marks.ts'

/** The page of one record: each value with the documents that state it. */

/** Properties that have a place of their own on the page. */
const LEFT_OUT = new Set(['id', 'evidence', 'known_from', 'known_to', 'claims', 'status'])

export function recordPage(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
  { name: collection, summary }: Collection,
): PageParts {
  const item = response as ItemResponse
  const { data, sources } = item
  const id = String(data.id)
  const heading = headingOf(request, collection, data, reader)
  const evidence = data.evidence as EvidenceItem[] | undefined
  const organization = data.organization == null ? null : String(data.organization)
  const names = Object.keys(data).filter(
    (name) => !LEFT_OUT.has(name) && !isLabelName(name, data) && data[name] != null,
  )
  const missing = Object.keys(data).filter(
    (name) => !LEFT_OUT.has(name) && !isLabelName(name, data) && data[name] === null,
  )
  return {
    title: heading,
    description: `${heading}: each value with the documents that state it.`,
    body: html`<p class="crumb">${
      organization &&
      html`<a href="${recordUrl(request, 'organizations', organization)}">${labelIn(data, 'organization') ?? organization}</a> · `
    }<a href="${listUrl(request, collection, organization ? { organization } : {})}">${summary}</a></p>
<h1><bdi>${heading}</bdi></h1>
${isDisputed(evidence ?? []) && html`<p>${mark('disputed', 'documents disagree')} <a href="${listUrl(request, 'disputes', { record: id })}">What they say, side by side</a></p>`}
<dl class="record">${names.map(
      (name) =>
        html`<div id="${name}"><dt>${fieldTitle(name)}</dt><dd><p class="field-value">${recordField(request, collection, name, item, reader)}</p>${fieldEvidence(request, collection, name, evidence, sources)}</dd></div>`,
    )}</dl>
${missing.length > 0 && html`<p class="note">Not known: ${missing.map(fieldTitle).join(', ').toLowerCase()}.</p>`}
${claimCounts(request, data)}
${knownText(data)}
<p class="note">Id: <code>${id}</code></p>`,
  }
}

function headingOf(
  request: FastifyRequest,
  collection: string,
  data: PageRecord,
  reader: PageReader,
): string {
  const heading = recordHeading(resourceTypeNamed(collection), data)
  if (heading !== null) return heading
  if (collection === 'claims') {
    const record = String(data.record)
    const about = reader.headings(request, [record]).get(record) ?? record
    return `${about}: what a document says about ${fieldTitle(String(data.field)).toLowerCase()}`
  }
  const { title, publisher, label, id } = data
  if (title != null) return publisher == null ? String(title) : `${title} (${publisher})`
  return String(label ?? id)
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
  if (collection !== 'claims') return fieldValue(request, collection, name, data)
  if (name === 'source') return sourceLink(request, value, sources)
  if (name === 'record')
    return html`<a href="${recordUrl(request, String(data.collection), value)}"><bdi>${reader.headings(request, [value]).get(value) ?? value}</bdi></a>`
  if (name === 'value') {
    const stated = { [String(data.field)]: data.value }
    return fieldValue(request, String(data.collection), String(data.field), stated)
  }
  return fieldValue(request, collection, name, data)
}

function fieldEvidence(
  request: FastifyRequest,
  collection: string,
  name: string,
  evidence: readonly EvidenceItem[] | undefined,
  sources: CitedSources,
): SafeHtml | null {
  const items = (evidence ?? []).filter(({ field }) => field === name)
  return items.length === 0 ? null : evidenceList(request, collection, items, sources)
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
  return html`<p class="note">Known so from ${dateText(known_from)}${typeof known_to === 'string' && ` until ${dateText(known_to)}, when a later document changed it`}.</p>`
}
