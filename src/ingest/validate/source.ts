import type { KnownSource, Value } from '../../domain/claim.ts'
import { closeInterval, EARLIEST, edtfBounds, isDay, LATEST } from '../../domain/edtf.ts'
import { IdSchema } from '../../domain/record-schema.ts'
import type { Field } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import { SOURCE_KINDS, type SourceKind } from '../../domain/resources/sources.ts'
import { displayValue, isObject, type Report, reportUnknownKeys } from '../diagnostics.ts'
import type { SeedPath } from '../read/seed-position.ts'
import { readField } from './values.ts'

/** A document: the values of its fields, its rank, and the day from which it is known. */
export interface SeedSource extends KnownSource {
  values: Record<string, Value | null>
}

/**
 * What the word `published` means as a date in an entry: the date of the source. An open end becomes the
 * day from which the source is known.
 */
export function publishedDate({ values, known_from }: SeedSource): string {
  return closeInterval(String(values.published), known_from)
}

export const idField: Field = { type: 'reference', role: 'key', schema: IdSchema }

const PATH: SeedPath = ['source']
const section = 'source'

/** Reads the section `source:` of a seed file. Reports errors and returns null if it has any. */
export function validateSource(value: unknown, report: Report): SeedSource | null {
  if (!isObject(value)) {
    report(PATH, { section }, 'no source; a seed file begins with `source:` and its fields')
    return null
  }
  reportUnknownKeys(value, ['id', ...Object.keys(sources.fields)], PATH, { section }, report)
  const id = readSourceId(value, report)
  const values = readSourceFields(value, id, report)
  if (id === null || values === null) return null

  const published = edtfBounds(String(values.published))
  // Without a last day of publication, a document is known from the day on which it was read.
  const known_from = published.max === LATEST ? lastDayOf(values.read) : published.max
  if (!isConsistent(id, values, known_from, report) || known_from === null) return null
  return {
    source: id,
    authority: SOURCE_KINDS.indexOf(values.kind as SourceKind),
    earliest: published.min === EARLIEST ? '' : published.min,
    known_from,
    values,
  }
}

function readSourceId(value: Record<string, unknown>, report: Report): string | null {
  const about = { section, field: 'id' }
  if ('id' in value) return readField(idField, value.id, [...PATH, 'id'], about, report) as string
  report(PATH, about, 'missing; give the source an id')
  return null
}

function readSourceFields(
  value: Record<string, unknown>,
  id: string | null,
  report: Report,
): SeedSource['values'] | null {
  const values: SeedSource['values'] = {}
  let isValid = true
  for (const [name, field] of Object.entries(sources.fields)) {
    const about = { section, id: id ?? undefined, field: name }
    const raw = value[name]
    const isOptional = field.role === 'plain'
    values[name] = null
    // `null` is allowed in an optional field: it shows that the document has no such value.
    if (isOptional && (raw === undefined || raw === null || raw === 'null')) continue
    if (raw === undefined) report(PATH, about, 'missing; every source has one')
    else values[name] = readField(field, raw, [...PATH, name], about, report)
    isValid &&= values[name] !== null
  }
  return isValid ? values : null
}

function lastDayOf(date: Value | null | undefined): string | null {
  return typeof date === 'string' ? edtfBounds(date).max : null
}

/** Reports fields that are valid alone, but not with one another. */
function isConsistent(
  id: string,
  values: SeedSource['values'],
  known_from: string | null,
  report: Report,
): boolean {
  const { sha256, published_basis, note, read, published, language } = values
  const invalid = (value: unknown) => `invalid value ${displayValue(value)}`
  const rules: [isMet: boolean, field: string, message: string][] = [
    [
      sha256 === null || /^[0-9a-f]{64}$/.test(String(sha256)),
      'sha256',
      `${invalid(sha256)}; expected 64 hexadecimal digits`,
    ],
    [
      published_basis !== 'inferred' || note !== null,
      'note',
      'missing; if `published` is inferred, explain how',
    ],
    [
      read === null || isDay(String(read)),
      'read',
      `${invalid(read)}; expected one day, such as 2026-11-22`,
    ],
    [
      known_from === null || known_from >= edtfBounds(String(published)).min,
      'read',
      `${invalid(read)}: it is before the first day of \`published\``,
    ],
    [
      language === null || /^[a-z]{2}$/.test(String(language)),
      'language',
      `${invalid(language)}; expected an ISO 639-1 code such as en`,
    ],
    [
      !/^\d{4}(-\d\d){0,2}$/.test(id),
      'id',
      `${invalid(id)}: it must not be a date, because \`known_at\` takes dates and source ids`,
    ],
    [
      known_from !== null,
      'read',
      'missing; if `published` has no last day, state when the document was read',
    ],
  ]
  for (const [isMet, field, message] of rules)
    if (!isMet) report([...PATH, field], { section, id, field }, message)
  return rules.every(([isMet]) => isMet)
}
