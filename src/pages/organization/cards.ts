import type { FastifyRequest } from 'fastify'
import { recordHeading } from '../../domain/heading.ts'
import { resourceTypeNamed } from '../../domain/resources/index.ts'
import type { EvidenceItem } from '../../query/version-json.ts'
import { dateAfter } from '../common/dates.ts'
import { fieldValue, type PageRecord } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { listUrl, recordUrl } from '../common/page-url.ts'
import { card } from '../components/card.ts'
import {
  type CitedSources,
  documentCount,
  evidenceByField,
  isDisputed,
} from '../components/evidence.ts'
import { certaintyMark, mark } from '../components/marks.ts'
import type { OrganizationFacts } from './facts.ts'

/** The cards at the top: who led an organization, and what it was called at the valid time. */

/** The claims of some fields of a record, hidden until the reader opens them. */
function evidenceDetails(
  request: FastifyRequest,
  collection: string,
  record: PageRecord,
  fields: readonly string[],
  sources: CitedSources,
): SafeHtml | null {
  const all = (record.evidence ?? []) as EvidenceItem[]
  const evidence = fields.flatMap((name) => all.filter(({ field }) => field === name))
  if (evidence.length === 0) return null
  return html`<details><summary>${documentCount(evidence)}<span class="hidden"> about ${recordHeading(resourceTypeNamed(collection), record) ?? String(record.id)}</span></summary>${evidenceByField(request, collection, evidence, sources)}<p><a href="${recordUrl(request, collection, String(record.id))}">All that is known about this</a></p></details>`
}

/** More terms than this at once are left to the list. */
const SHOWN_TERMS = 6

/** A card for each term in a post of one of these ranks. */
export function postCards(
  request: FastifyRequest,
  facts: OrganizationFacts,
  ranks: readonly string[],
): SafeHtml[] {
  const { id, snapshot, posts, sources, validAt } = facts
  const ranked = ranks.flatMap((rank) => posts.filter((post) => post.rank === rank))
  const terms = ranked.flatMap((post) =>
    snapshot('leadership').filter((term) => term.post === post.id),
  )
  const cards = terms.slice(0, SHOWN_TERMS).map((term) =>
    card({
      title: `${term.title ?? ranked.find((post) => post.id === term.post)?.title}${term.acting === true ? ', acting' : ''}`,
      value: fieldValue(request, 'leadership', 'person', term),
      lines: [termText(term), certaintyMark(term), disputeLink(request, term)],
      evidence: evidenceDetails(
        request,
        'leadership',
        term,
        ['start', 'end', 'attested', 'person', 'elected'],
        sources,
      ),
    }),
  )
  if (terms.length <= SHOWN_TERMS) return cards
  const url = listUrl(request, 'leadership', { organization: id, valid_at: validAt })
  return [...cards, html`<li><p><a href="${url}">${terms.length - SHOWN_TERMS} more</a></p></li>`]
}

/** A card for the head of whom no document says who it was, if there was a head and nobody is known. */
export function unknownHeadCards({ snapshot, posts, currentPosts }: OrganizationFacts): SafeHtml[] {
  const heads = posts.filter(({ id, rank }) => rank === 'head' && currentPosts.has(String(id)))
  const isKnown = snapshot('leadership').some((term) => heads.some(({ id }) => id === term.post))
  return heads.slice(0, isKnown ? 0 : 1).map(({ title }) =>
    card({
      title: String(title),
      value: html`not known`,
      lines: [html`No document says who held the post.`],
    }),
  )
}

function termText({ start, end }: PageRecord): SafeHtml {
  const since = typeof start === 'string' ? dateAfter('since', start) : 'since when is not known'
  return html`${since}${typeof end === 'string' && `, ${dateAfter('until', end)}`}`
}

function disputeLink(request: FastifyRequest, { id, evidence }: PageRecord): SafeHtml | null {
  if (!isDisputed((evidence ?? []) as EvidenceItem[])) return null
  return html`<a href="${listUrl(request, 'disputes', { record: id })}">${mark('disputed', 'documents disagree')}</a>`
}

/** The name at the valid time, and the other names in its language. */
export function nameCard(request: FastifyRequest, facts: OrganizationFacts): SafeHtml {
  const { id, data, names, snapshot, sources } = facts
  const current = snapshot('names').find(
    ({ name, language }) => name === data.name && language === data.name_language,
  )
  const others = names.filter(
    ({ kind, language, name }) =>
      kind === 'official' && language === data.name_language && name !== data.name,
  )
  return card({
    title: 'Name',
    value: html`<bdi>${String(data.acronym ?? data.name)}</bdi>`,
    lines: [
      typeof current?.start === 'string' ? html`${dateAfter('since', current.start)}` : null,
      others.length > 0
        ? html`other names in its history: ${others.map(
            (other, index) =>
              html`${index > 0 && ', '}<a href="${recordUrl(request, 'names', String(other.id))}"><bdi>${String(other.acronym ?? other.name)}</bdi></a>`,
          )}`
        : null,
      html`<a href="${listUrl(request, 'names', { organization: id })}">Names in all languages</a>`,
      current ? certaintyMark(current) : null,
      current ? disputeLink(request, current) : null,
    ],
    evidence: current
      ? evidenceDetails(request, 'names', current, ['name', 'acronym', 'start'], sources)
      : null,
  })
}

/** All cards; none for a time at which the organization did not exist. */
export function organizationCards(
  request: FastifyRequest,
  facts: OrganizationFacts,
  ranks: { first: readonly string[]; last: readonly string[] },
  members: readonly SafeHtml[],
): SafeHtml | null {
  if (facts.data.certainty === null) return null
  return html`<ul class="cards">${unknownHeadCards(facts)}${postCards(request, facts, ranks.first)}${[...members]}${postCards(request, facts, ranks.last)}${nameCard(request, facts)}</ul>`
}
