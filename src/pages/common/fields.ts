import type { FastifyRequest } from 'fastify'
import { codeLists } from '../../domain/code-lists.ts'
import { codeListLabel, labelIn } from '../../domain/labels.ts'
import { type Field, type ResourceDeclaration, storedFields } from '../../domain/resource-type.ts'
import { codes } from '../../domain/resources/codes.ts'
import { completeness } from '../../domain/resources/completeness.ts'
import { resourceTypes, sources } from '../../domain/resources/index.ts'
import { dateText, periodText } from './dates.ts'
import { html, type SafeHtml } from './html.ts'
import { recordUrl } from './page-url.ts'

/** How the fields of records are shown. */

export type PageRecord = Readonly<Record<string, unknown>>

const DECLARATIONS = new Map<string, ResourceDeclaration>(
  [...resourceTypes, sources, codes, completeness].map((type) => [type.name, type]),
)

/** The fields of a collection, in the order of their declaration; none if it is not declared. */
export function fieldsOf(collection: string): Readonly<Record<string, Partial<Field>>> {
  const declaration = DECLARATIONS.get(collection)
  if (declaration === undefined) return {}
  const computed = Object.keys(declaration.computed ?? {}).map((name) => [name, {}])
  return { ...Object.fromEntries(computed), ...storedFields(declaration) }
}

const TITLES: Readonly<Record<string, string>> = {
  id: 'Id',
  url: 'Address',
  archived_url: 'Archived copy',
  doi: 'DOI',
  sha256: 'SHA-256',
  attested: 'Last confirmed',
  acting: 'Acting',
  at: 'Place in the document',
}

/** The name of a field in words. */
export function fieldTitle(name: string): string {
  return TITLES[name] ?? sentenceCase(name.replaceAll('_', ' '))
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const NUMBERS = new Intl.NumberFormat('en')

export function numberText(value: number): string {
  return NUMBERS.format(value)
}

/** A value that a claim or a record has, where it comes without its label. */
export function plainValue(collection: string, field: string, value: unknown): string {
  const { type, schema, vocabulary } = fieldsOf(collection)[field] ?? {}
  if (value == null) return 'not known'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return numberText(value)
  // With `fields=`, a part of a change, a dispute or a profile.
  if (typeof value === 'object') return `${Object.keys(value).length} entries`
  const text = String(value)
  if (type === 'date' || isDay(field)) return dateText(text)
  if (type === 'period') return periodText(text)
  const isCode = vocabulary !== undefined || type === 'code' || field === 'status'
  if (isCode && /^[a-z_]+$/.test(text)) return sentenceCase(text.replaceAll('_', ' '))
  return codeName(schema, text) ?? text
}

/** Fields that hold a day in every collection. */
function isDay(field: string): boolean {
  return field === 'known_from' || field === 'known_to'
}

/** A field of a record: its label rather than its code, with a link to what it refers to. */
export function fieldValue(
  request: FastifyRequest,
  collection: string,
  field: string,
  record: PageRecord,
): SafeHtml {
  const value = record[field]
  if (value == null) return html``
  const { refersTo, type } = fieldsOf(collection)[field] ?? {}
  const label = labelIn(record, field)
  if (refersTo !== undefined)
    return html`<a href="${recordUrl(request, refersTo, String(value))}"><bdi>${label ?? String(value)}</bdi></a>`
  if (label !== null) return html`<bdi>${label}</bdi>`
  if (type === 'url') return externalLink(String(value))
  const text = plainValue(collection, field, value)
  const language = languageOf(field, record)
  return language === null ? html`<bdi>${text}</bdi>` : html`<bdi lang="${language}">${text}</bdi>`
}

/** The name of a code of an external list. */
function codeName(schema: object | undefined, code: string): string | null {
  const { format } = (schema ?? {}) as { format?: string }
  if (format === undefined || !(format in codeLists)) return null
  return codeListLabel(format as keyof typeof codeLists, code, 'en')
}

/** Only http and https: another scheme could run a script. */
export function externalLink(url: string): SafeHtml {
  return /^https?:\/\//i.test(url)
    ? html`<a href="${url}" rel="external noopener">${url}</a>`
    : html`<bdi>${url}</bdi>`
}

/** The language of a name, if the record has it. */
function languageOf(field: string, { language, name_language }: PageRecord): string | null {
  const tag = field === 'name' ? (name_language ?? language) : null
  return typeof tag === 'string' && tag !== 'und' && tag !== 'mul' ? tag : null
}
