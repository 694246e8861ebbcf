import type { FastifyRequest } from 'fastify'
import type { SourceSummary } from '../../query/release.ts'
import type { EvidenceItem } from '../../query/version-json.ts'
import { dateText } from '../common/dates.ts'
import { fieldTitle, plainValue } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { recordUrl } from '../common/page-url.ts'
import { mark } from './marks.ts'

/** What documents state, with the place in each. */

/** The sources of a response, by id. */
export type CitedSources = Readonly<Record<string, SourceSummary>>

const STANCES: Readonly<Record<string, string>> = {
  coarser: 'less exact',
  finer: 'more exact, from a source that may not refine it',
  disagrees: 'says otherwise',
  set_aside: 'set aside as an error',
}

/** Whether a document says something else than what is served. */
export function isDisputed(evidence: readonly EvidenceItem[]): boolean {
  return evidence.some(({ stance }) => stance === 'disagrees')
}

/** The number of different documents. */
export function documentCount(evidence: readonly EvidenceItem[]): string {
  const count = new Set(evidence.map(({ source }) => source)).size
  return count === 1 ? '1 document' : `${count} documents`
}

/** Lists of claims by field. */
export function evidenceByField(
  request: FastifyRequest,
  collection: string,
  evidence: readonly EvidenceItem[],
  sources: CitedSources,
): SafeHtml {
  const fields = Map.groupBy(evidence, ({ field }) => field)
  return html`${[...fields].map(
    ([field, items]) =>
      html`<p class="evidence-field">${fieldTitle(field)}</p>${evidenceList(request, collection, items, sources)}`,
  )}`
}

/** A list of claims. Each leads to the document and to the claim. */
export function evidenceList(
  request: FastifyRequest,
  collection: string,
  evidence: readonly EvidenceItem[],
  sources: CitedSources,
): SafeHtml {
  return html`<ul class="evidence">${evidence.map(
    (item) =>
      html`<li>${claimLinks(request, item, sources)}${stanceText(collection, item)}${
        item.record &&
        html` <span class="note">(about <a href="${recordUrl(request, collection, item.record)}">${item.record}</a>, from which the value follows)</span>`
      }${claimNote(item)}</li>`,
  )}</ul>`
}

/** The document of a claim, and the place in it, which leads to the claim. */
export function claimLinks(
  request: FastifyRequest,
  { source, claim, at }: EvidenceItem,
  sources: CitedSources,
): SafeHtml {
  return html`${sourceLink(request, source, sources)}, <a href="${recordUrl(request, 'claims', claim)}"><bdi>${at}</bdi></a>`
}

/** How the source was read, or why the claim was set aside. */
export function claimNote({ note }: EvidenceItem): SafeHtml {
  return html`${note && html` <span class="note"><bdi>${note}</bdi></span>`}`
}

function stanceText(collection: string, { stance, field, value }: EvidenceItem): SafeHtml {
  const stated = value === undefined ? '' : `: ${plainValue(collection, field, value)}`
  return html` ${stanceMark(stance, stated)}`
}

/** How a claim relates to the served value; nothing if it agrees. */
export function stanceMark(stance: unknown, stated = ''): SafeHtml | null {
  if (stance == null || stance === 'agrees') return null
  const kind = stance === 'disagrees' || stance === 'set_aside' ? 'disputed' : 'certain'
  return mark(kind, (STANCES[String(stance)] ?? String(stance)) + stated)
}

/** The title of a document, its publisher and its date. */
export function sourceLink(request: FastifyRequest, id: string, sources: CitedSources): SafeHtml {
  const source = sources[id]
  const by = [source?.publisher, source?.published && dateText(source.published)]
    .filter((part) => part)
    .join(', ')
  return html`<a href="${recordUrl(request, 'sources', id)}"><bdi>${source?.title ?? id}</bdi></a>${by && html` <span class="note"><bdi>(${by})</bdi></span>`}`
}
