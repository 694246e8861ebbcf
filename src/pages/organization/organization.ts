import type { FastifyRequest } from 'fastify'
import { currentDay } from '../../api/today-parameter.ts'
import { EARLIEST, edtfBounds } from '../../domain/edtf.ts'
import { labelIn } from '../../domain/labels.ts'
import { dateText, whenText } from '../common/dates.ts'
import { fieldValue, type PageRecord, sentenceCase } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import type { PageParts } from '../common/layout.ts'
import type { PageReader } from '../common/reader.ts'
import { mark } from '../components/marks.ts'
import { timeForm } from '../components/time-form.ts'
import { organizationCards } from './cards.ts'
import { type OrganizationFacts, readOrganization } from './facts.ts'
import { memberCards } from './member-card.ts'
import { chartSections, collectionLinks, disputeSection, gapSection } from './sections.ts'

/** The page of an organization: the profile, and what else is known about it. */

export function organizationPage(
  request: FastifyRequest,
  response: unknown,
  reader: PageReader,
): PageParts {
  const page = readOrganization(request, response, reader)
  const { id, data, knownAt } = page
  const query = request.query as { valid_at?: string }
  const founded = typeof data.founded === 'string' ? data.founded : null
  return {
    title: String(data.name ?? id),
    description: `${data.name ?? id}: who led it, who its members were, what it was called and what it did, on any day, with the documents that say so.`,
    itemType: 'Organization',
    body: html`<h1><span itemprop="name">${fieldValue(request, 'organizations', 'name', data)}</span></h1>
${leadLine(data)}
${timeForm(request, {
  validAt: query.valid_at ?? null,
  today: knownAt,
  lastKnown: reader.release.last_known,
  firstYear: founded === null ? undefined : firstYear(founded),
})}
${timeNote(page, reader.release.last_known)}
${organizationCards(
  request,
  page,
  { first: ['head', 'chair', 'secretary'], last: ['deputy_head'] },
  memberCards(request, page),
)}
${reader.remember(`sections ${page.variant}`, () => timelessSections(request, page, reader))}
${collectionLinks(request, page)}`,
  }
}

/** The sections that do not depend on the valid time. They take most of the time of the page. */
function timelessSections(
  request: FastifyRequest,
  page: OrganizationFacts,
  reader: PageReader,
): SafeHtml {
  return html`${chartSections(request, page, reader)}
${disputeSection(request, page, reader)}
${gapSection(request, page)}`
}

/** The year of the foundation; of an open date, the last possible one. */
function firstYear(founded: string): number {
  const { min, max } = edtfBounds(founded)
  return Number((min === EARLIEST ? max : min).slice(0, 4))
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
  { data, validAt, bounds, knownAt, shortName, known }: OrganizationFacts,
  lastKnown: string,
): SafeHtml {
  const isEarlier = knownAt < lastKnown
  const notes = [
    data.certainty === null && `${shortName} did not exist then, as far as is known`,
    data.certainty === 'possible' && `it is not certain that ${shortName} existed then`,
    bounds.min > currentDay() && 'this time is in the future',
  ].filter((note) => note !== false)
  return html`<p class="times"><strong>${whenText(validAt)}</strong>, according to ${
    isEarlier ? html`documents published by <strong>${dateText(knownAt)}</strong>` : 'all documents'
  }. ${notes.map((note) => mark('uncertain', note))}${
    known &&
    html`<span class="note"> ${known.known} documents were known then${known.undated > 0 && `; ${known.undated} more may have been, but have no date`}.</span>`
  }</p>`
}
