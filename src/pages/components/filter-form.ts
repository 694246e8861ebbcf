import type { FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Filter } from '../../query/filters.ts'
import { fieldTitle, sentenceCase } from '../common/fields.ts'
import { html, type SafeHtml } from '../common/html.ts'
import { keptParameters, samePage } from '../common/page-url.ts'

/** The filters of a list as a form. */

export interface FilterFormOptions {
  filters: Readonly<Record<string, Filter>>
  /** The codes of a vocabulary, with their labels. */
  codesOf(vocabulary: string): readonly { code: string; label: string }[]
  /** The filters without which there is no list. */
  required: readonly string[]
  hasValidTime: boolean
}

/** Parameters that make no sense in a form. */
const LEFT_OUT = ['id', 'suggest']
/** Parameters that links to a list have: they do not open the form. */
const USUAL = ['organization', 'q', 'range', 'include']

const TITLES: Readonly<Record<string, string>> = {
  q: 'Words',
  range: 'Dates that may lie outside',
  include: 'Claims set aside',
}

const OPTIONS: Readonly<Record<string, string>> = {
  overlaps: 'listed, too',
  within: 'left out',
}

type Option = readonly [value: string, label: string]

export function filterForm(request: FastifyRequest, options: FilterFormOptions): SafeHtml {
  const query = request.query as Record<string, unknown>
  const { filters, hasValidTime, required } = options
  const names = Object.keys(filters).filter(
    (name) => !LEFT_OUT.includes(name) && (name !== 'range' || query.range === 'within'),
  )
  const isFiltered = [...names, 'valid_at', 'known_at'].some(
    (name) => query[name] !== undefined && !USUAL.includes(name),
  )
  const { sort } = query
  const { lang } = keptParameters(request, String(request.routeOptions.url))
  const withoutFilters = Object.fromEntries(
    [...names, 'valid_at', 'known_at', 'certainty', 'cursor', 'facets']
      .filter((name) => !required.includes(name))
      .map((name) => [name, undefined]),
  )
  return html`<details class="filter"${isFiltered && html` open`}><summary>Filter this list</summary>
<form>
${names.map((name) => filterField(name, filters[name] as Filter, query[name], options))}
${hasValidTime && textField('valid_at', 'True on (date)', query.valid_at)}
${textField('known_at', 'Published by (date)', query.known_at)}
${lang !== undefined && html`<input type="hidden" name="lang" value="${lang}">`}
${typeof sort === 'string' && html`<input type="hidden" name="sort" value="${sort}">`}
<p><button>Show</button> <a href="${samePage(request, withoutFilters)}">Remove all filters</a></p>
</form></details>`
}

function filterField(
  name: string,
  { schema, vocabulary }: Filter,
  value: unknown,
  { codesOf }: FilterFormOptions,
): SafeHtml {
  const title = filterTitle(name)
  const choices = vocabulary
    ? codesOf(vocabulary).map(({ code, label }): Option => [code, label])
    : enumOptions(schema)
  const selected = [value ?? []].flat().map(String)
  if (choices === undefined || selected.length > 1) return textField(name, title, value)
  return html`<p><label for="filter-${name}">${title}</label>
<select id="filter-${name}" name="${name}"><option value=""></option>${choices.map(
    ([code, label]) =>
      html`<option value="${code}"${selected[0] === code && html` selected`}>${label}</option>`,
  )}</select></p>`
}

function textField(name: string, title: string, value: unknown): SafeHtml {
  return html`<p><label for="filter-${name}">${title}</label>
<input id="filter-${name}" name="${name}" value="${value === undefined ? '' : String(value)}" autocomplete="off"></p>`
}

/** The values of a schema, or of the items of its lists. */
function enumOptions(schema: TSchema): Option[] | undefined {
  const {
    type,
    enum: values,
    items,
  } = schema as { type?: string; enum?: string[]; items?: TSchema }
  if (type === 'boolean')
    return [
      ['true', 'yes'],
      ['false', 'no'],
    ]
  if (items !== undefined) return enumOptions(items)
  return values?.map(
    (value): Option => [value, OPTIONS[value] ?? sentenceCase(value.replaceAll('_', ' '))],
  )
}

function filterTitle(name: string): string {
  const title = TITLES[name]
  if (title !== undefined) return title
  if (name.endsWith('_from')) return `${fieldTitle(name.slice(0, -5))}: from`
  return name.endsWith('_to') ? `${fieldTitle(name.slice(0, -3))}: to` : fieldTitle(name)
}
