import type { KnownSource, Value } from '../../domain/claim.ts'
import {
  boundsOrOpen,
  closeInterval,
  EARLIEST,
  edtfBounds,
  isDay,
  LATEST,
} from '../../domain/edtf.ts'
import { IdSchema } from '../../domain/record-schema.ts'
import type { Field } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import { SOURCE_KINDS, type SourceKind } from '../../domain/resources/sources.ts'
import {
  displayValue,
  isObject,
  type Report,
  reportUnknownKeys,
  type Subject,
} from '../diagnostics.ts'
import type { SeedPath } from '../read/seed-position.ts'
import { readField } from './values.ts'

/** A document: the values of its fields, its rank, and the day from which it is known. */
export interface SeedSource extends KnownSource {
  values: Record<string, Value | null>
  /**
   * Of a derived source: the sources that it rests on. Its rank and its day follow from theirs when all sources
   * were read (write/derived-sources.ts).
   */
  restsOn: readonly string[]
}

/**
 * What the word `published` means as a date in an entry: the date of the source. An open end becomes the
 * day from which the source is known.
 */
export function publishedDate({ values, known_from }: SeedSource): string | null {
  return values.published == null ? null : closeInterval(String(values.published), known_from)
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

  const restsOn = typeof values.rests_on === 'string' ? values.rests_on.split(' ') : []
  if (restsOn.length > 0)
    return isConsistent(id, values, LATEST, report) && isUndated(id, values, report)
      ? { source: id, ...UNRANKED, values, restsOn }
      : null
  if (values.published === null || values.published === undefined) {
    report(PATH, { section, id, field: 'published' }, 'missing; every document has one')
    return null
  }
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
    restsOn,
  }
}

/** Until the sources are known that a source rests on. */
const UNRANKED = { authority: 0, earliest: '', known_from: LATEST }

/** A derived source has no date of its own. */
function isUndated(id: string, values: SeedSource['values'], report: Report): boolean {
  const dated = ['published', 'published_basis', 'read'].filter((name) => values[name] !== null)
  for (const field of dated) {
    const message = 'not allowed beside `rests_on`; the date follows from those sources'
    report([...PATH, field], { section, id, field }, message)
  }
  return dated.length === 0
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
    if (name === 'rests_on' && Array.isArray(raw)) {
      values[name] = readIds(raw, [...PATH, name], about, report)
      isValid &&= values[name] !== null
      continue
    }
    // `null` is allowed in an optional field: it shows that the document has no such value.
    if (isOptional && (raw === undefined || raw === null || raw === 'null')) continue
    if (raw === undefined) report(PATH, about, 'missing; every source has one')
    else values[name] = readField(field, raw, [...PATH, name], about, report)
    isValid &&= values[name] !== null
  }
  return isValid ? values : null
}

/** Reads a list of ids. A record has them as one text, separated by spaces. */
function readIds(
  list: readonly unknown[],
  path: SeedPath,
  about: Subject,
  report: Report,
): string | null {
  if (list.length === 0) report(path, about, 'no value; name the sources that it uses')
  const ids = list.map((id, index) => readField(idField, id, [...path, index], about, report))
  return ids.length === 0 || ids.includes(null) ? null : ids.join(' ')
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
  const { sha256, published_basis, note, read, published = null } = values
  const invalid = (value: unknown) => `invalid value ${displayValue(value)}`
  const rules: [isMet: boolean, field: string, message: string][] = [
    [
      sha256 === null || /^[0-9a-f]{64}$/.test(String(sha256)),
      'sha256',
      `${invalid(sha256)}; expected 64 hexadecimal digits`,
    ],
    [
      published === null || published_basis !== null,
      'published_basis',
      'missing; state whether the document states its date',
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
      known_from === null || published === null || known_from >= boundsOrOpen(published).min,
      'read',
      `${invalid(read)}: it is before the first day of \`published\``,
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
