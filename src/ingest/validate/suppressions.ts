import { Type } from 'typebox'
import type { Field } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import { displayValue, type SeedPosition } from '../diagnostics.ts'
import type { SeedFile } from '../read/seed-files.ts'
import { isMap, type Report, readField, reportUnknownKeys, type SeedPath } from './report.ts'
import { idField } from './source.ts'

/**
 * `suppressions:` of an account: findings of `npm run check` that its author has looked at and
 * leaves as they are, each with the reason. They are no claims, and are never served.
 */
export interface Suppression {
  finding: string
  /** The record that it is about. */
  about: string
  place: SeedPosition
}

export const SUPPRESSIONS = 'suppressions'

const finding: Field = {
  type: 'code',
  role: 'key',
  schema: Type.String({ pattern: '^[a-z]+(?:-[a-z]+)*$' }),
}
const reason = { ...sources.fields.note, role: 'needed' } as Field
const fields = { finding, reason }

export function validateSuppressions(
  found: unknown,
  account: SeedFile,
  wrong: Report,
): Suppression[] {
  if (found === undefined) return []
  if (!Array.isArray(found)) {
    wrong(
      [SUPPRESSIONS],
      { section: SUPPRESSIONS },
      `found ${displayValue(found)}; allowed: a list`,
    )
    return []
  }
  return found.flatMap((entry: unknown, index) =>
    checkEntry(entry, [SUPPRESSIONS, index], account, wrong),
  )
}

function checkEntry(
  entry: unknown,
  path: SeedPath,
  account: SeedFile,
  wrong: Report,
): Suppression[] {
  const section = SUPPRESSIONS
  if (!isMap(entry)) {
    wrong(path, { section }, `found ${displayValue(entry)}; allowed: finding, about and reason`)
    return []
  }
  reportUnknownKeys(entry, ['finding', 'about', 'reason'], path, { section }, wrong)
  const [name] = Object.entries(fields).map(([key, field]) => {
    if (entry[key] !== undefined)
      return readField(field, entry[key], [...path, key], { section, field: key }, wrong)
    wrong(path, { section, field: key }, 'missing')
    return null
  })
  const ids = Array.isArray(entry.about) ? entry.about : [entry.about]
  return ids.flatMap((id: unknown, index) => {
    const at = Array.isArray(entry.about) ? [...path, 'about', index] : [...path, 'about']
    const about = readField(idField, id, at, { section, field: 'about' }, wrong)
    return name === null || about === null
      ? []
      : [{ finding: String(name), about: String(about), place: account.place(at) }]
  })
}
