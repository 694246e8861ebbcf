import type { FastifyRequest } from 'fastify'
import { labelIn } from '../domain/labels.ts'
import type { EvidenceItem } from '../query/version-json.ts'
import { dateText } from './common/dates.ts'
import { fieldTitle, numberText, plainValue } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import { linkTo, listUrl, recordUrl } from './common/page-url.ts'
import type { ListResponse, PageReader } from './common/reader.ts'
import { disputeTable } from './components/dispute-table.ts'
import { documentCount, isDisputed, sourceLink } from './components/evidence.ts'
import { mark } from './components/marks.ts'
import type { RecordsView } from './list.ts'
import { claimsView, sourcesView } from './source-views.ts'

/** How the records of some lists are shown, which are not tables. By the name of the collection. */
export const RECORD_VIEWS: Readonly<Record<string, RecordsView>> = {
  disputes: (request, { data, sources }, reader) =>
    disputeTable(request, withTitles(request, data, reader), sources),
  changes: changesView,
  timeline: timelineView,
  search: searchView,
  gaps: gapsView,
  claims: claimsView,
  sources: sourcesView,
}

/** Disputes with the title of their record. */
export function withTitles(
  request: FastifyRequest,
  disputes: ListResponse['data'],
  reader: PageReader,
): ListResponse['data'] {
  const titles = reader.headings(
    request,
    disputes.map(({ record }) => String(record)),
  )
  return disputes.map((dispute) => ({ ...dispute, title: titles.get(String(dispute.record)) }))
}

interface Change {
  id: string
  sources: string[]
  became_known: { record: string; collection: string }[]
  changed: { record: string; collection: string; field: string; before: unknown; after: unknown }[]
  overruled: { record: string; collection: string; field: string; value: unknown; claim: string }[]
}

/** Records of one day that are listed by name, of each kind of change. */
const SHOWN_RECORDS = 12

function changesView(
  request: FastifyRequest,
  { data, sources }: ListResponse,
  reader: PageReader,
): SafeHtml {
  const changes = data as unknown as Change[]
  const records = changes.flatMap((change) => [
    ...change.became_known.slice(0, SHOWN_RECORDS),
    ...change.changed.slice(0, SHOWN_RECORDS),
    ...change.overruled.slice(0, SHOWN_RECORDS),
  ])
  const others = (all: readonly unknown[]) =>
    all.length > SHOWN_RECORDS && html`<li>and ${numberText(all.length - SHOWN_RECORDS)} more</li>`
  const titles = reader.headings(
    request,
    records.map(({ record }) => record),
  )
  const link = ({ record, collection }: { record: string; collection: string }) =>
    html`<a href="${recordUrl(request, collection, record)}"><bdi>${titles.get(record) ?? record}</bdi></a>`
  return html`<ol class="chronology">${changes.map(
    (change) => html`<li id="${change.id}"><h2>${dateText(change.id)}</h2>
<p>Published: ${change.sources.map((id, index) => html`${index > 0 && '; '}${sourceLink(request, id, sources)}`)}</p>
${
  change.became_known.length > 0 &&
  html`<p>New: ${change.became_known.slice(0, SHOWN_RECORDS).map((one, index) => html`${index > 0 && ', '}${link(one)}`)}${change.became_known.length > SHOWN_RECORDS && ` and ${numberText(change.became_known.length - SHOWN_RECORDS)} more`}</p>`
}
${
  change.changed.length > 0 &&
  html`<p>Changed:</p><ul>${change.changed
    .slice(0, SHOWN_RECORDS)
    .map(
      (one) =>
        html`<li>${link(one)}, ${fieldTitle(one.field).toLowerCase()}: <bdi>${plainValue(one.collection, one.field, one.before)}</bdi> → <strong><bdi>${plainValue(one.collection, one.field, one.after)}</bdi></strong></li>`,
    )}${others(change.changed)}</ul>`
}
${
  change.overruled.length > 0 &&
  html`<p>No longer served:</p><ul>${change.overruled
    .slice(0, SHOWN_RECORDS)
    .map(
      (one) =>
        html`<li>${link(one)}, ${fieldTitle(one.field).toLowerCase()}: <a href="${recordUrl(request, 'claims', one.claim)}"><bdi>${plainValue(one.collection, one.field, one.value)}</bdi></a></li>`,
    )}${others(change.overruled)}</ul>`
}</li>`,
  )}</ol>`
}

function timelineView(request: FastifyRequest, { data, sources }: ListResponse): SafeHtml {
  return html`<ol class="chronology">${data.map((entry) => {
    const evidence = (entry.evidence ?? []) as EvidenceItem[]
    const [first] = evidence
    return html`<li><p><span class="date">${dateText(String(entry.date))}</span> <a href="${linkTo(request, String(entry.href))}"><bdi>${String(entry.sentence)}</bdi></a> ${isDisputed(evidence) && mark('disputed', 'documents disagree')}</p>
<p class="note">${first && sourceLink(request, first.source, sources)}${evidence.length > 1 && ` (${documentCount(evidence)})`}</p></li>`
  })}</ol>`
}

function searchView(request: FastifyRequest, { data, sources }: ListResponse): SafeHtml {
  return html`<ol class="hits">${data.map(
    (
      hit,
    ) => html`<li><p><a href="${linkTo(request, String(hit.href))}"><bdi>${String(hit.label ?? hit.id)}</bdi></a> <span class="note">${fieldTitle(String(hit.collection))}</span></p>
<p>${highlighted(String(hit.highlight))}</p>
${typeof hit.source === 'string' && html`<p class="note">${sourceLink(request, hit.source, sources)}</p>`}</li>`,
  )}</ol>`
}

/** Turns the `<mark>` elements of a highlight into elements of the page. Everything else stays text. */
function highlighted(highlight: string): SafeHtml {
  const parts = highlight.split(/<mark>(.*?)<\/mark>/)
  return html`<bdi>${parts.map((part, index) => (index % 2 === 1 ? html`<mark>${unescaped(part)}</mark>` : unescaped(part)))}</bdi>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
}

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
}

function gapsView(request: FastifyRequest, { data }: ListResponse): SafeHtml {
  return html`${data.map(
    (
      gap,
    ) => html`<article class="gap"><h2><a href="${recordUrl(request, 'gaps', String(gap.id))}"><bdi>${String(gap.subject)}</bdi></a></h2>
${typeof gap.known === 'string' && html`<p><strong>Known:</strong> <bdi>${gap.known}</bdi></p>`}
${typeof gap.reason === 'string' && html`<p><strong>Why no more:</strong> <bdi>${gap.reason}</bdi></p>`}
<p class="note">Limits: <a href="${listUrl(request, String(gap.collection), { organization: gap.organization })}">${fieldTitle(String(gap.collection))}</a> of <bdi>${labelIn(gap, 'organization') ?? String(gap.organization)}</bdi></p></article>`,
  )}`
}
