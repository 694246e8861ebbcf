import type { FastifyRequest } from 'fastify'
import type { Collection } from '../../api/collection.ts'
import { fieldTitle, numberText } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { samePage } from '../common/page-url.ts'
import type { FacetResponse, ListResponse } from '../common/reader.ts'

/** The counts of a list by the values of fields. */
export function facetLists(
  request: FastifyRequest,
  facets: Readonly<Record<string, FacetResponse>> | undefined,
): SafeHtml {
  return html`${Object.entries(facets ?? {}).map(([name, { values, missing, others }]) => {
    const [field = name] = name.split(':')
    const isFilter = field === name
    return html`<section><h2>${fieldTitle(field)}</h2><ul class="columns">${values.map(
      ({ value, label, count }) =>
        html`<li>${
          isFilter
            ? html`<a href="${samePage(request, { [name]: value, facets: undefined, cursor: undefined })}"><bdi>${label ?? String(value)}</bdi></a>`
            : html`<bdi>${label ?? String(value).replace('X', '0s')}</bdi>`
        }: ${numberText(count)}</li>`,
    )}${others > 0 && html`<li>other values: ${numberText(others)}</li>`}${missing > 0 && html`<li>not stated: ${numberText(missing)}</li>`}</ul></section>`
  })}`
}

/** Links that count the list by a field. */
export function facetLinks(
  request: FastifyRequest,
  { list }: Collection,
  facets: ListResponse['facets'],
): SafeHtml | null {
  const names = Object.keys(list.facets ?? {})
  if (names.length === 0 || facets !== undefined) return null
  return html`<p>Count this list by ${names.map(
    (name, index) =>
      html`${index > 0 && ', '}<a href="${samePage(request, { facets: name, cursor: undefined })}">${fieldTitle(name.replace(':', ', by ')).toLowerCase()}</a>`,
  )}</p>`
}
