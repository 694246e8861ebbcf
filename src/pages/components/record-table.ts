import type { FastifyRequest } from 'fastify'
import { recordHeading } from '../../domain/heading.ts'
import { isLabelName, labelIn } from '../../domain/labels.ts'
import { BOUND_PROPERTIES } from '../../domain/record-components.ts'
import { resourceTypeNamed } from '../../domain/resources/index.ts'
import type { EvidenceItem } from '../../query/version-json.ts'
import { fieldTitle, fieldValue, type PageRecord } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { recordUrl, samePage } from '../common/page-url.ts'
import { documentCount, isDisputed } from './evidence.ts'
import { certaintyMark, mark } from './marks.ts'

/** A list of records as a table. */

export interface RecordTableOptions {
  collection: string
  records: readonly PageRecord[]
  /** The names by which the list can be sorted, and the present order. */
  sorts: readonly string[]
  sort: string
  /** Whether each record has a page of its own. */
  hasItems: boolean
}

/** Properties that have a place of their own in a row, or say nothing to a reader. */
const LEFT_OUT = new Set([
  ...['id', 'evidence', 'certainty', 'attested', 'known_from', 'known_to', 'next', 'previous'],
  ...['party', 'status'],
])

export function recordTable(request: FastifyRequest, options: RecordTableOptions): SafeHtml {
  const { collection, records, hasItems, sort } = options
  const columns = visibleColumns(request, records, sort)
  return html`<div class="wide" tabindex="0" role="region" aria-label="${fieldTitle(collection)}"><table class="stacked">
<thead><tr>${columns.map((name) => columnHead(request, options, name))}${hasItems && html`<th scope="col">More</th>`}</tr></thead>
<tbody>${records.map(
    (record) =>
      html`<tr>${columns.map((name, index) => {
        const value = fieldValue(request, collection, name, record)
        const kind = typeof record[name] === 'number' && html` class="number"`
        return html`<td${kind} data-title="${fieldTitle(name)}">${value}${index === 0 && certaintyMark(record)}</td>`
      })}${hasItems && detailsCell(request, collection, record)}</tr>`,
  )}</tbody>
</table></div>`
}

/** The link to the page of a record: how many documents it rests on, and whether they disagree. */
function detailsCell(request: FastifyRequest, collection: string, record: PageRecord): SafeHtml {
  const { id, evidence } = record as { id: string; evidence?: EvidenceItem[] }
  const text = evidence === undefined ? 'Details' : documentCount(evidence)
  return html`<td data-title="More"><a href="${recordUrl(request, collection, id)}">${text}<span class="hidden"> about ${recordHeading(resourceTypeNamed(collection), record) ?? id}</span></a> ${isDisputed(evidence ?? []) && mark('disputed', 'disputed')}</td>`
}

/** The fields that some record has, and the one that sorts. One value in all rows is the one that the reader asked for. */
function visibleColumns(
  request: FastifyRequest,
  records: readonly PageRecord[],
  sort: string,
): string[] {
  const query = request.query as Record<string, unknown>
  const hidden = new Set([
    ...LEFT_OUT,
    // Charts need the bounds; readers see them if they asked for them.
    ...(query.bounds === true ? [] : Object.values(BOUND_PROPERTIES)),
  ])
  const properties = records[0] ?? {}
  const names = new Set(records.flatMap((record) => Object.keys(record)))
  return [...names].filter((name) => {
    if (hidden.has(name) || isLabelName(name, properties)) return false
    if (name === sort.replace(/^-/, '')) return true
    // Most members have the name of their country.
    if (records.every((record) => record.name != null && labelIn(record, name) === record.name))
      return false
    const values = new Set(records.map((record) => record[name] ?? null))
    if (values.size === 1 && values.has(null)) return false
    return !(name in query && values.size === 1)
  })
}

function columnHead(
  request: FastifyRequest,
  { sorts, sort }: RecordTableOptions,
  name: string,
): SafeHtml {
  if (!sorts.includes(name)) return html`<th scope="col">${fieldTitle(name)}</th>`
  const order = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none'
  const next = order === 'ascending' ? `-${name}` : name
  return html`<th scope="col" aria-sort="${order}"><a href="${samePage(request, { sort: next, cursor: undefined })}">${fieldTitle(name)}</a></th>`
}
