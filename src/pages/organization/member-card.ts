import type { FastifyRequest } from 'fastify'
import { edtfBounds, overlaps } from '../../domain/edtf.ts'
import { countMembers } from '../../query/views/series.ts'
import { countText, qualifiedNumber } from '../charts/series-chart.ts'
import type { DrawnStatement } from '../charts/series-data.ts'
import { dateText } from '../common/dates.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { linkTo, listUrl } from '../common/page-url.ts'
import { card } from '../components/card.ts'
import { mark } from '../components/marks.ts'
import type { OrganizationFacts } from './facts.ts'

/** The card with the number of members: by the list of members, and by documents. */
export function memberCards(request: FastifyRequest, facts: OrganizationFacts): SafeHtml[] {
  const { id, validAt, bounds, roster, memberStatements } = facts
  const atThatTime = memberStatements.filter(({ date }) => overlaps(edtfBounds(date), bounds))
  const before = memberStatements.findLast(({ date }) => edtfBounds(date).max < bounds.min)
  const after = memberStatements.find(({ date }) => edtfBounds(date).min > bounds.max)
  if (roster.length === 0 && memberStatements.length === 0) return []
  const counted = countMembers(roster, { first: bounds.min, last: bounds.max })
  const listed = listUrl(request, 'members', {
    organization: id,
    role: 'member',
    valid_at: validAt,
  })
  const uncertain = counted.possible - counted.definite
  const link = (one: DrawnStatement) =>
    html`<a href="${linkTo(request, one.href)}">${qualifiedNumber(one)}</a> (${dateText(one.date)})`
  const stated =
    atThatTime.length > 0
      ? [
          html`Documents of that time: ${atThatTime.slice(0, SHOWN).map((one, index) => html`${index > 0 && ', '}${link(one)}${one.isDisputed && html` ${mark('disputed', 'disagrees')}`}`)}`,
        ]
      : [
          mark('uncertain', 'no document states the number for this time'),
          before ? html`last one before: ${link(before)}` : null,
          after ? html`next one after: ${link(after)}` : null,
        ]
  return [
    card({
      title: 'Members',
      value:
        roster.length > 0
          ? html`<a href="${listed}">${countText(counted)}</a>`
          : html`${before ? qualifiedNumber(before) : 'not known'}`,
      lines: [
        roster.length > 0 ? html`counted from the list of members` : null,
        roster.length > 0 && uncertain > 0
          ? mark('uncertain', `${uncertain} of them possibly`)
          : null,
        ...stated,
      ],
    }),
  ]
}

const SHOWN = 3
