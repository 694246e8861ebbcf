import type { FastifyRequest } from 'fastify'
import type { EvidenceItem } from '../../query/version-json.ts'
import { fieldTitle, type PageRecord, plainValue } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { recordUrl } from '../common/page-url.ts'
import { type CitedSources, claimLinks, claimNote } from './evidence.ts'

/** Disputes side by side: what is served, what says otherwise, and why. */

type Dissent = EvidenceItem & { overruled_by: string }

export function disputeTable(
  request: FastifyRequest,
  disputes: readonly PageRecord[],
  sources: CitedSources,
): SafeHtml {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Disputes"><table class="stacked">
<thead><tr><th scope="col">About</th><th scope="col">Shown here</th><th scope="col">Others say</th><th scope="col">Why</th></tr></thead>
<tbody>${disputes.map((dispute) => {
    const { record, field, explanation } = dispute as Record<string, string>
    const collection = String(dispute.collection)
    const evidence = (dispute.evidence ?? []) as EvidenceItem[]
    const dissent = (dispute.dissent ?? []) as Dissent[]
    return html`<tr>
<th scope="row"><a href="${recordUrl(request, collection, String(record))}"><bdi>${String(dispute.title ?? record)}</bdi></a><br><span class="note">${fieldTitle(String(field))}</span></th>
<td data-title="Shown here"><strong><bdi>${plainValue(collection, String(field), dispute.value)}</bdi></strong>${claimList(request, evidence, sources)}</td>
<td data-title="Others say">${[...Map.groupBy(dissent, ({ value }) => value)].map(
      ([value, items]) =>
        html`<div><strong><bdi>${plainValue(collection, String(field), value)}</bdi></strong>${claimList(request, items, sources)}</div>`,
    )}</td>
<td data-title="Why">${String(explanation)}</td></tr>`
  })}</tbody></table></div>`
}

function claimList(
  request: FastifyRequest,
  items: readonly EvidenceItem[],
  sources: CitedSources,
): SafeHtml {
  return html`<ul class="evidence">${items.map(
    (item) => html`<li>${claimLinks(request, item, sources)}${claimNote(item)}</li>`,
  )}</ul>`
}
