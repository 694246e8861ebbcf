import { Type } from 'typebox'
import { sources } from '../facts/index.ts'
import type { Field } from '../records/noun.ts'
import { type Place, shown } from './problems.ts'
import type { Account } from './read.ts'
import { idField } from './source.ts'
import { isMap, type Path, readField, refuseOthers, type Wrong } from './wrong.ts'

/**
 * `acknowledged:` of an account: findings of `npm run check:seed` that its author has looked at and
 * leaves as they are, each with the reason. They are no claims, and are never served.
 */
export interface Acknowledged {
  finding: string
  /** The record that it is about. */
  about: string
  place: Place
}

export const ACKNOWLEDGED = 'acknowledged'

const finding: Field = {
  form: 'code',
  role: 'key',
  schema: Type.String({ pattern: '^[a-z]+(?:-[a-z]+)*$' }),
}
const reason = { ...sources.fields.note, role: 'needed' } as Field
const fields = { finding, reason }

export function checkAcknowledged(found: unknown, account: Account, wrong: Wrong): Acknowledged[] {
  if (found === undefined) return []
  if (!Array.isArray(found)) {
    wrong([ACKNOWLEDGED], { section: ACKNOWLEDGED }, `found ${shown(found)}; allowed: a list`)
    return []
  }
  return found.flatMap((entry: unknown, index) =>
    checkEntry(entry, [ACKNOWLEDGED, index], account, wrong),
  )
}

function checkEntry(entry: unknown, path: Path, account: Account, wrong: Wrong): Acknowledged[] {
  const section = ACKNOWLEDGED
  if (!isMap(entry)) {
    wrong(path, { section }, `found ${shown(entry)}; allowed: finding, about and reason`)
    return []
  }
  refuseOthers(entry, ['finding', 'about', 'reason'], path, { section }, wrong)
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
