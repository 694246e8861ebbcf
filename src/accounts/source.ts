import { sources } from '../facts/index.ts'
import { KINDS, type Kind } from '../facts/sources.ts'
import { bounds, EARLIEST, LATEST } from '../records/edtf.ts'
import type { Value } from '../records/evidence.ts'
import { type Field, Id } from '../records/noun.ts'
import type { Standing } from './claims.ts'
import { shown } from './problems.ts'
import { isMap, type Path, readField, refuseOthers, type Wrong } from './wrong.ts'

/** A document: the fields of `sources`, and what ranks it. */
export interface Source extends Standing {
  values: Record<string, Value | null>
}

export const idField: Field = { form: 'reference', role: 'key', schema: Id }

const PATH: Path = ['source']
const section = 'source'

/** Checks the `source:` of an account; null where it is wrong. */
export function checkSource(found: unknown, wrong: Wrong): Source | null {
  if (!isMap(found)) {
    wrong(PATH, { section }, 'no source; an account begins with `source:` and its fields')
    return null
  }
  refuseOthers(found, ['id', ...Object.keys(sources.fields)], PATH, { section }, wrong)
  const id = sourceId(found, wrong)
  const values = sourceValues(found, id, wrong)
  if (id === null || values === null) return null

  const published = bounds(String(values.published))
  const heard = published.max === LATEST ? readOn(values) : published.max
  if (!consistent(id, values, heard, wrong) || heard === null) return null
  return {
    source: id,
    standing: KINDS.indexOf(values.kind as Kind),
    earliest: published.min === EARLIEST ? '' : published.min,
    heard,
    values,
  }
}

function sourceId(found: Record<string, unknown>, wrong: Wrong): string | null {
  const about = { section, field: 'id' }
  if ('id' in found) return readField(idField, found.id, [...PATH, 'id'], about, wrong) as string
  wrong(PATH, about, 'missing; give the source an id')
  return null
}

function sourceValues(
  found: Record<string, unknown>,
  id: string | null,
  wrong: Wrong,
): Source['values'] | null {
  const values: Source['values'] = {}
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

function readOn(values: Source['values']): string | null {
  return typeof values.read === 'string' ? bounds(values.read).max : null
}

/** What one field demands of another. */
function consistent(
  id: string,
  values: Source['values'],
  heard: string | null,
  wrong: Wrong,
): boolean {
  const demands: [boolean, string, string][] = [
    [
      values.sha256 === null || /^[0-9a-f]{64}$/.test(String(values.sha256)),
      'sha256',
      `found ${shown(values.sha256)}; allowed: 64 hexadecimal digits`,
    ],
    [
      values.published_basis !== 'inferred' || values.note !== null,
      'note',
      'missing; where `published` is inferred, say how',
    ],
    [
      values.read === null || bounds(String(values.read)).min === readOn(values),
      'read',
      `found ${shown(values.read)}; allowed: one day, as 2026-11-22`,
    ],
    [
      heard === null || heard >= bounds(String(values.published)).min,
      'read',
      `found ${shown(values.read)}, which is before \`published\` begins`,
    ],
    [
      values.language === null || /^[a-z]{2}$/.test(String(values.language)),
      'language',
      `found ${shown(values.language)}; allowed: an ISO 639-1 code such as en`,
    ],
    [
      !/^\d{4}(-\d\d){0,2}$/.test(id),
      'id',
      `found ${shown(id)}, which is a date; \`known_at\` takes both, so name it otherwise`,
    ],
    [heard !== null, 'read', 'missing; where `published` has no last day, say when it was read'],
  ]
  for (const [met, field, message] of demands)
    if (!met) wrong([...PATH, field], { section, id, field }, message)
  return demands.every(([met]) => met)
}
