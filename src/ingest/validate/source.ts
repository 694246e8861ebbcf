import type { Value } from '../../api/evidence-schema.ts'
import type { KnownSource } from '../../domain/claim.ts'
import { EARLIEST, edtfBounds, LATEST } from '../../domain/edtf.ts'
import { type Field, Id } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import { SOURCE_KINDS, type SourceKind } from '../../domain/resources/sources.ts'
import { displayValue } from '../diagnostics.ts'
import { isMap, type Report, readField, reportUnknownKeys, type SeedPath } from './report.ts'

/** A document: the fields of `sources`, and what ranks it. */
export interface SeedSource extends KnownSource {
  values: Record<string, Value | null>
}

export const idField: Field = { type: 'reference', role: 'key', schema: Id }

const PATH: SeedPath = ['source']
const section = 'source'

/** Checks the `source:` of an account; null where it is wrong. */
export function validateSource(found: unknown, wrong: Report): SeedSource | null {
  if (!isMap(found)) {
    wrong(PATH, { section }, 'no source; an account begins with `source:` and its fields')
    return null
  }
  reportUnknownKeys(found, ['id', ...Object.keys(sources.fields)], PATH, { section }, wrong)
  const id = sourceId(found, wrong)
  const values = sourceValues(found, id, wrong)
  if (id === null || values === null) return null

  const published = edtfBounds(String(values.published))
  const known_from = published.max === LATEST ? readOn(values) : published.max
  if (!consistent(id, values, known_from, wrong) || known_from === null) return null
  return {
    source: id,
    authority: SOURCE_KINDS.indexOf(values.kind as SourceKind),
    earliest: published.min === EARLIEST ? '' : published.min,
    known_from,
    values,
  }
}

function sourceId(found: Record<string, unknown>, wrong: Report): string | null {
  const about = { section, field: 'id' }
  if ('id' in found) return readField(idField, found.id, [...PATH, 'id'], about, wrong) as string
  wrong(PATH, about, 'missing; give the source an id')
  return null
}

function sourceValues(
  found: Record<string, unknown>,
  id: string | null,
  wrong: Report,
): SeedSource['values'] | null {
  const values: SeedSource['values'] = {}
  let complete = true
  for (const [name, field] of Object.entries(sources.fields)) {
    const about = { section, id: id ?? undefined, field: name }
    const raw = found[name]
    const optional = field.role === 'plain'
    values[name] = null
    if (raw === undefined && !optional) wrong(PATH, about, 'missing; every source has one')
    else if (raw !== undefined && !(optional && (raw === null || raw === 'null')))
      values[name] = readField(field, raw, [...PATH, name], about, wrong)
    else continue
    complete &&= values[name] !== null
  }
  return complete ? values : null
}

function readOn(values: SeedSource['values']): string | null {
  return typeof values.read === 'string' ? edtfBounds(values.read).max : null
}

/** What one field demands of another. */
function consistent(
  id: string,
  values: SeedSource['values'],
  known_from: string | null,
  wrong: Report,
): boolean {
  const demands: [boolean, string, string][] = [
    [
      values.sha256 === null || /^[0-9a-f]{64}$/.test(String(values.sha256)),
      'sha256',
      `found ${displayValue(values.sha256)}; allowed: 64 hexadecimal digits`,
    ],
    [
      values.published_basis !== 'inferred' || values.note !== null,
      'note',
      'missing; where `published` is inferred, say how',
    ],
    [
      values.read === null || edtfBounds(String(values.read)).min === readOn(values),
      'read',
      `found ${displayValue(values.read)}; allowed: one day, as 2026-11-22`,
    ],
    [
      known_from === null || known_from >= edtfBounds(String(values.published)).min,
      'read',
      `found ${displayValue(values.read)}, which is before \`published\` begins`,
    ],
    [
      values.language === null || /^[a-z]{2}$/.test(String(values.language)),
      'language',
      `found ${displayValue(values.language)}; allowed: an ISO 639-1 code such as en`,
    ],
    [
      !/^\d{4}(-\d\d){0,2}$/.test(id),
      'id',
      `found ${displayValue(id)}, which is a date; \`known_at\` takes both, so name it otherwise`,
    ],
    [
      known_from !== null,
      'read',
      'missing; where `published` has no last day, say when it was read',
    ],
  ]
  for (const [met, field, message] of demands)
    if (!met) wrong([...PATH, field], { section, id, field }, message)
  return demands.every(([met]) => met)
}
