import { Compile, type Validator } from 'typebox/schema'
import { components } from '../http/components.ts'
import type { Noun } from './noun.ts'
import { type Cell, recordOf, servedColumns } from './table.ts'

const validators = new WeakMap<Noun, Validator>()

/** Why a row could not be served as the API says; null where it can be. */
export function unservable(noun: Noun, cells: Readonly<Record<string, Cell>>): string | null {
  const validator = validators.get(noun) ?? Compile(components, noun.schemas.record)
  validators.set(noun, validator)
  const served = servedColumns(noun).map((name) => [name, cells[name] ?? null])
  const computed = Object.keys(noun.computed ?? {}).map((name) => [name, null])
  const record = recordOf(noun, Object.fromEntries([...served, ...computed]), null)
  if (validator.Check(record)) return null
  const [, [error]] = validator.Errors(record)
  return `${error?.instancePath} ${error?.message}`
}
