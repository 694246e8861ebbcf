import type { FastifyRequest } from 'fastify'
import { labelIn } from '../../domain/labels.ts'
import { countMembers, type Membership } from '../../query/views/series.ts'
import { countText, qualifiedNumber } from '../charts/series-chart.ts'
import { dateAfter, dateText } from '../common/dates.ts'
import { fieldValue, type PageRecord } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { listUrl, recordUrl } from '../common/page-url.ts'
import {
  type CitedSources,
  documentCount,
  type EvidenceItem,
  evidenceList,
  isDisputed,
} from '../components/evidence.ts'
import { certaintyMark, mark } from '../components/marks.ts'
import type { OrganizationFacts } from './facts.ts'

/** The cards at the top: who led it, how many members it had, and what it was called at the valid time. */

interface Card {
  title: string
  value: SafeHtml
  /** Since when, how sure, and so on: one line each. */
  lines: readonly (SafeHtml | null)[]
  evidence?: SafeHtml | null
}

function card({ title, value, lines, evidence }: Card): SafeHtml {
  return html`<li><h2 class="what">${title}</h2><p class="value">${value}</p>${lines
    .filter((line) => line !== null)
    .map((line) => html`<p>${line}</p>`)}${evidence ?? ''}</li>`
}

/** The claims of some fields of a record, hidden until the reader opens them. */
function evidenceDetails(
  request: FastifyRequest,
  collection: string,
  record: PageRecord,
  fields: readonly string[],
  sources: CitedSources,
): SafeHtml | null {
  const all = (record.evidence ?? []) as EvidenceItem[]
  const evidence = all.filter(({ field }) => fields.includes(field))
  if (evidence.length === 0) return null
  return html`<details><summary>${documentCount(evidence)}<span class="hidden"> about ${String(record.id)}</span></summary>${evidenceList(request, collection, evidence, sources)}<p><a href="${recordUrl(request, collection, String(record.id))}">All that is known about this</a></p></details>`
}

/** A card for each post of one of the ranks: who held it. */
export function postCards(
  request: FastifyRequest,
  { snapshot, posts, sources }: OrganizationFacts,
  ranks: readonly string[],
): SafeHtml[] {
  return ranks
    .flatMap((rank) => posts.filter((post) => post.rank === rank && post.body === null))
    .flatMap((post) => {
      const terms = snapshot('leadership').filter((term) => term.post === post.id)
      // A post that was vacant, or that did not exist: only the head is always asked for.
      if (terms.length === 0 && post.rank !== 'head') return []
      if (terms.length === 0)
        return [
          card({
            title: String(post.title),
            value: html`not known`,
            lines: [html`No document says who held the post.`],
          }),
        ]
      return terms.map((term) =>
        card({
          title: `${term.title ?? post.title}${term.acting === true ? ', acting' : ''}`,
          value: fieldValue(request, 'leadership', 'person', term),
          lines: [termText(term), certaintyMark(term), disputeMark(term)],
          evidence: evidenceDetails(
            request,
            'leadership',
            term,
            ['person', 'post', 'start', 'end', 'attested', 'elected'],
            sources,
          ),
        }),
      )
    })
}

function termText({ start, end }: PageRecord): SafeHtml {
  const since = typeof start === 'string' ? dateAfter('since', start) : 'since when is not known'
  return html`${since}${typeof end === 'string' && `, ${dateAfter('until', end)}`}`
}

function disputeMark({ evidence }: PageRecord): SafeHtml | null {
  return isDisputed((evidence ?? []) as EvidenceItem[])
    ? mark('disputed', 'documents disagree')
    : null
}

/** How many members: by the list of members, and as documents state it. */
export function memberCards(
  request: FastifyRequest,
  page: OrganizationFacts,
  roster: readonly Membership[],
): SafeHtml[] {
  const { id, validAt, bounds, snapshot, sources } = page
  const counts = snapshot('member_counts').filter(({ body }) => body === null)
  // The newest statement about members. Those about observers cannot be compared with the list of members.
  const [stated] = counts
    .filter(({ counted_possible }) => counted_possible !== null)
    .toSorted((a, b) => (String(a.date) < String(b.date) ? 1 : -1))
  if (roster.length === 0 && stated === undefined) return []
  const counted = countMembers(roster, { first: bounds.min, last: bounds.max })
  const listed = listUrl(request, 'members', {
    organization: id,
    role: 'member',
    valid_at: validAt,
  })
  return [
    card({
      title: 'Members',
      value:
        roster.length > 0
          ? html`<a href="${listed}">${countText(counted)}</a>`
          : html`${numberOf(stated)}`,
      lines: [
        roster.length > 0 && counted.definite !== counted.possible
          ? mark('uncertain', `${counted.possible - counted.definite} of them possibly`)
          : null,
        roster.length > 0 ? html`by the list of members` : null,
        stated
          ? html`Documents: ${numberOf(stated)} ${String(labelIn(stated, 'category')).toLowerCase()}, ${dateText(String(stated.date))}`
          : html`No document states a number.`,
        ...agreement(stated),
      ],
      evidence: stated
        ? evidenceDetails(request, 'member_counts', stated, ['count', 'date'], sources)
        : null,
    }),
  ]
}

function numberOf(stated: PageRecord | undefined): string {
  return qualifiedNumber({ value: Number(stated?.count), qualifier: String(stated?.qualifier) })
}

/** Whether the list of members agrees with a statement, and whether the statement is of the valid time. */
function agreement(stated: PageRecord | undefined): (SafeHtml | null)[] {
  return [
    stated?.roster_agrees === true ? mark('certain', 'the list of members agrees') : null,
    stated?.roster_agrees === false ? mark('disputed', 'the list of members disagrees') : null,
    stated?.certainty === 'carried' ? mark('uncertain', 'no newer statement') : null,
  ]
}

/** The name at the valid time, and the names before it. */
export function nameCard(request: FastifyRequest, page: OrganizationFacts): SafeHtml {
  const { id, data, names, snapshot, sources } = page
  const current = snapshot('names').find(
    ({ name, language }) => name === data.name && language === data.name_language,
  )
  const others = names.filter(
    ({ kind, language, id: other }) =>
      kind === 'official' && language === data.name_language && other !== current?.id,
  )
  return card({
    title: 'Name',
    value: html`<bdi>${String(data.acronym ?? data.name)}</bdi>`,
    lines: [
      current && typeof current.start === 'string'
        ? html`${dateAfter('since', current.start)}`
        : null,
      others.length > 0
        ? html`other names in its history: ${others.map(
            (other, index) =>
              html`${index > 0 && ', '}<a href="${recordUrl(request, 'names', String(other.id))}"><bdi>${String(other.acronym ?? other.name)}</bdi></a>`,
          )}`
        : null,
      html`<a href="${listUrl(request, 'names', { organization: id })}">Names in all languages</a>`,
      current ? certaintyMark(current) : null,
      current ? disputeMark(current) : null,
    ],
    evidence: current
      ? evidenceDetails(request, 'names', current, ['name', 'acronym', 'start'], sources)
      : null,
  })
}
