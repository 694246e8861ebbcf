import type { FastifyRequest } from 'fastify'
import { fieldTitle, numberText } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { listUrl, recordUrl } from '../common/page-url.ts'
import type { PageReader } from '../common/reader.ts'
import { disputeTable } from '../components/dispute-table.ts'
import { withTitles } from '../record-views.ts'
import type { OrganizationFacts } from './facts.ts'
import { measureFigures, memberFigure, nameFigure, termFigure } from './figures.ts'

/** The sections of an organization's page below the cards. */

interface ChartSection {
  title: string
  draw: (request: FastifyRequest, facts: OrganizationFacts, reader: PageReader) => SafeHtml | null
  /** The collections whose gaps limit the chart: they stand beside it. */
  gapsOf: readonly string[]
  /** The name of the chart below `/embed/organizations/{id}/`. */
  embed?: string
}

const CHART_SECTIONS: readonly ChartSection[] = [
  {
    title: 'Members',
    draw: memberFigure,
    gapsOf: ['members', 'member_counts'],
    embed: 'members',
  },
  { title: 'Leaders', draw: termFigure, gapsOf: ['leadership'], embed: 'heads' },
  { title: 'Names', draw: nameFigure, gapsOf: ['names'] },
  { title: 'Figures', draw: measureFigures, gapsOf: ['figures'] },
]

export function chartSections(
  request: FastifyRequest,
  facts: OrganizationFacts,
  reader: PageReader,
): SafeHtml {
  return html`${CHART_SECTIONS.map(({ title, draw, gapsOf, embed }) => {
    const chart = draw(request, facts, reader)
    return (
      chart &&
      html`<section><h2>${title}</h2>
${chart}
${embed !== undefined && embedSnippet(request, facts, title, embed)}
${gapNotes(request, facts, gapsOf)}</section>`
    )
  })}`
}

/** The HTML with which other sites show a chart. */
function embedSnippet(
  { baseUrl }: FastifyRequest,
  { id, shortName }: OrganizationFacts,
  title: string,
  name: string,
): SafeHtml {
  const url = `${baseUrl}/embed/organizations/${encodeURIComponent(id)}/${name}`
  const height = name === 'members' ? 560 : 900
  const snippet = `<iframe src="${url}" width="100%" height="${height}" title="${title} of ${shortName}"></iframe>`
  return html`<details><summary>Show this chart on your site</summary>
<p><label for="embed-${name}">Copy this into your page</label>
<textarea id="embed-${name}" readonly rows="3">${snippet}</textarea></p></details>`
}

const SHOWN_DISPUTES = 5

export function disputeSection(
  request: FastifyRequest,
  { id, knownAtQuery }: OrganizationFacts,
  reader: PageReader,
): SafeHtml | null {
  const { data, page, sources } = reader.list('disputes', {
    ...{ organization: [id], ...knownAtQuery, limit: SHOWN_DISPUTES },
  })
  if (data.length === 0) return null
  const url = (collection?: string) =>
    listUrl(request, 'disputes', { organization: id, collection })
  return html`<section><h2>Where documents disagree</h2>
${disputeTable(request, withTitles(request, data, reader), sources)}
<p><a href="${url()}">All ${page.total} disputes</a> · <a href="${url('names')}">about its names</a> · <a href="${url('leadership')}">about its leaders</a> · <a href="${url('members')}">about its members</a></p></section>`
}

/** Gaps that stand beside no chart. */
export function gapSection(request: FastifyRequest, facts: OrganizationFacts): SafeHtml | null {
  const { id, gaps } = facts
  if (gaps.length === 0) return null
  const beside = CHART_SECTIONS.flatMap(({ gapsOf }) => gapsOf)
  const others = new Set(gaps.map(({ collection }) => String(collection))).difference(
    new Set(beside),
  )
  return html`<section><h2>Not known</h2>${gapNotes(request, facts, [...others])}
<p><a href="${listUrl(request, 'gaps', { organization: id })}">All ${gaps.length} known gaps</a> · <a href="${listUrl(request, 'completeness', { organization: id })}">How complete each list is</a></p></section>`
}

const SHOWN_GAPS = 3

function gapNotes(
  request: FastifyRequest,
  { gaps, id: organization }: OrganizationFacts,
  collections: readonly string[],
): SafeHtml {
  const shown = gaps.filter(({ collection }) => collections.includes(String(collection)))
  const url = listUrl(request, 'gaps', { organization })
  return html`${shown
    .slice(0, SHOWN_GAPS)
    .map(
      ({ id, subject, known }) =>
        html`<p class="gap"><strong>Not known:</strong> <bdi>${String(subject)}</bdi>.${typeof known === 'string' && html` <strong>Known:</strong> <bdi>${known}</bdi>`} <a href="${recordUrl(request, 'gaps', String(id))}">Why<span class="hidden"> this is not known: ${String(subject)}</span></a></p>`,
    )}${shown.length > SHOWN_GAPS && html`<p class="note">and <a href="${url}">${shown.length - SHOWN_GAPS} more</a></p>`}`
}

/** Every list about the organization. */
export function collectionLinks(
  request: FastifyRequest,
  { id, data, validAt }: OrganizationFacts,
): SafeHtml {
  const totals = (data.totals ?? {}) as Record<string, number>
  const lists = Object.keys((data.links ?? {}) as object)
  return html`<section><h2>Everything about it</h2><ul class="columns">
<li><a href="${listUrl(request, 'timeline', { organization: id })}">Timeline</a>: all dated facts</li>
<li><a href="${listUrl(request, 'changes', { organization: id })}">Changes</a>: what each document added</li>
<li><a href="${listUrl(request, 'sources', { organization: id })}">Sources</a>: the documents</li>
${lists.map(
  (name) =>
    html`<li><a href="${listUrl(request, name, { organization: id, ...(name in totals && { valid_at: validAt }) })}">${fieldTitle(name)}</a>${name in totals && html` <span class="note">(${numberText(totals[name] ?? 0)} at this time)</span>`}</li>`,
)}</ul></section>`
}
