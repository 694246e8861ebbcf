import type { FastifyRequest } from 'fastify'
import { edtfBounds } from '../../domain/edtf.ts'
import { labelIn } from '../../domain/labels.ts'
import { selectRoster } from '../../query/views/series.ts'
import { dateText } from '../common/dates.ts'
import { type PageRecord, sentenceCase } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import type { PageParts } from '../common/layout.ts'
import type { PageReader } from '../common/reader.ts'
import { mark } from '../components/marks.ts'
import { timeForm } from '../components/time-form.ts'
import { memberCards, nameCard, postCards } from './cards.ts'
import { type OrganizationFacts, readOrganization } from './facts.ts'
import { chartSections, collectionLinks, disputeSection, gapSection } from './sections.ts'

/** The page of an organization: the profile, and what else is known about it. */

export function organizationPage(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
): PageParts {
  const page = readOrganization(request, response, reader)
  const { id, data, knownAt, known } = page
  const query = request.query as { valid_at?: string }
  const roster = selectRoster(reader.release, id, ['member'], knownAt)
  const founded = typeof data.founded === 'string' ? data.founded : null
  return {
    title: String(data.name ?? id),
    description: `${data.name ?? id}: who led it, who its members were, what it was called and what it did, on any day, with the documents that say so.`,
    itemType: 'Organization',
    body: html`<h1><bdi itemprop="name"${languageAttribute(data)}>${String(data.name ?? id)}</bdi></h1>
${leadLine(data)}
${timeForm(request, {
  validAt: query.valid_at ?? null,
  today: knownAt,
  lastKnown: reader.release.last_known,
  firstYear: founded === null ? undefined : Number(edtfBounds(founded).min.slice(0, 4)),
})}
${timeNote(page, reader.release.last_known, known)}
<ul class="cards">${postCards(request, page, ['head', 'chair', 'secretary'])}${memberCards(request, page, roster)}${postCards(request, page, ['deputy_head'])}${nameCard(request, page)}</ul>
${chartSections(request, page, reader)}
${disputeSection(request, page, reader)}
${gapSection(request, page)}
${collectionLinks(request, page)}`,
  }
}

function languageAttribute({ name_language }: PageRecord): SafeHtml | '' {
  const isTag = typeof name_language === 'string' && !['und', 'mul'].includes(name_language)
  return isTag ? html` lang="${name_language}"` : ''
}

/** Acronym, kind, seat, and the time of its existence. */
function leadLine(data: PageRecord): SafeHtml {
  const { acronym, headquarters_city, founded, dissolved } = data
  const seat = [headquarters_city, labelIn(data, 'headquarters_country')].filter((part) => part)
  const parts = [
    acronym && html`<bdi itemprop="alternateName">${String(acronym)}</bdi>`,
    data.kind && html`${labelIn(data, 'kind') ?? sentenceCase(String(data.kind))}`,
    seat.length > 0 && html`<bdi itemprop="location">${seat.join(', ')}</bdi>`,
    typeof founded === 'string' &&
      html`founded <span itemprop="foundingDate" content="${founded}">${dateText(founded)}</span>`,
    typeof dissolved === 'string' &&
      html`ended <span itemprop="dissolutionDate" content="${dissolved}">${dateText(dissolved)}</span>`,
  ].filter((part) => part)
  return html`<p class="lead">${parts.map((part, index) => html`${index > 0 && ' · '}${part as SafeHtml}`)}</p>`
}

/** Says which times the page is about, and what an earlier knowledge time leaves out. */
function timeNote(
  { data, validAt, knownAt, shortName }: OrganizationFacts,
  lastKnown: string,
  sources: OrganizationFacts['known'],
): SafeHtml {
  const isEarlier = knownAt < lastKnown
  const existence =
    data.certainty === null
      ? mark('uncertain', `${shortName} did not exist then, as far as is known`)
      : data.certainty === 'possible'
        ? mark('uncertain', `it is not certain that ${shortName} existed then`)
        : null
  return html`<p class="times">On <strong>${dateText(validAt)}</strong>, according to ${
    isEarlier ? html`documents published by <strong>${dateText(knownAt)}</strong>` : 'all documents'
  }. ${existence}${
    sources &&
    html`<span class="note"> ${sources.known} documents were known then${sources.undated > 0 && `; ${sources.undated} more may have been, but have no date`}.</span>`
  }</p>`
}
