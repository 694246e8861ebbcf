import type { FastifyRequest } from 'fastify'
import { numberText, type PageRecord } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { samePage } from '../common/page-url.ts'
import type { ListResponse, PageReader } from '../common/reader.ts'

/** What a page says about a list: how many records, how complete it is, and what is near. */

export function totalText({ data, page }: ListResponse): string {
  const { total, total_qualifier, totals } = page
  if (total === 0) return 'Nothing matches.'
  const number = `${total_qualifier === 'at_least' ? 'At least ' : ''}${numberText(total)}`
  const certainties = Object.entries(totals ?? {}).filter(([, count]) => count > 0)
  const counted =
    certainties.length > 1 || certainties.some(([certainty]) => certainty !== 'definite')
      ? ` (${certainties.map(([certainty, count]) => `${numberText(count)} ${certainty}`).join(', ')})`
      : ''
  const shown = data.length < total ? `, ${numberText(data.length)} on this page` : ''
  return `${number} ${total === 1 ? 'record' : 'records'}${counted}${shown}`
}

const EXTENTS: Readonly<Record<string, string>> = {
  complete: 'This list is meant to be complete.',
  partial: 'This list is not complete.',
  sample: 'This list is a sample: it says little about how many there are.',
}

type Completeness = ListResponse['meta']['completeness']

export function completenessNotes(
  request: FastifyRequest,
  completeness: Completeness,
  reader: PageReader,
): SafeHtml {
  const statements: readonly PageRecord[] = completeness ?? []
  return html`${statements.map(({ extent, role, category, post, note }) => {
    const about = [
      role && reader.codeLabel('member_roles', String(role)),
      category && reader.codeLabel('count_categories', String(category)),
      post && reader.heading(request, String(post)),
    ]
      .filter((part) => part)
      .join(', ')
    return html`<p class="gap">${about && html`<strong>${about}:</strong> `}${EXTENTS[String(extent)] ?? String(extent)} ${typeof note === 'string' && html`<bdi>${note}</bdi>`}</p>`
  })}`
}

/** Values that resemble what the reader wrote. */
export function nearValueLinks(
  request: FastifyRequest,
  near: ListResponse['meta']['near'],
): SafeHtml {
  return html`${Object.entries(near ?? {}).map(
    ([name, values]) =>
      html`<p>Did you mean ${values.map(
        (value, index) =>
          html`${index > 0 && ' or '}<a href="${samePage(request, { [name]: value, cursor: undefined })}"><bdi>${value}</bdi></a>`,
      )}?</p>`,
  )}`
}
