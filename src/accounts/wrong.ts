import type { Value } from '../records/evidence.ts'
import type { Field } from '../records/noun.ts'
import type { Problem, Problems } from './problems.ts'
import type { Account } from './read.ts'
import { likely, readValue } from './values.ts'

/** The way from the top of an account to a place in it. */
export type Path = readonly (string | number)[]

/** Says what is wrong at a path of one account. */
export type Wrong = (
  path: Path,
  about: Problem['about'],
  message: string,
  what?: 'key' | 'value',
) => void

export function wrongIn(account: Account, problems: Problems): Wrong {
  return (path, about, message, what) => problems.add(account.place(path, what), about, message)
}

/** A field's value, or null where it is wrong, which is then said. */
export function readField(
  field: Field,
  raw: unknown,
  path: Path,
  about: Problem['about'],
  wrong: Wrong,
): Value | null {
  const reading = readValue(field, raw)
  if ('value' in reading) return reading.value
  wrong(path, about, reading.problem)
  return null
}

/** Says which keys of a map are none of the allowed. */
export function refuseOthers(
  map: Record<string, unknown>,
  allowed: readonly string[],
  path: Path,
  about: Problem['about'],
  wrong: Wrong,
): void {
  for (const name of Object.keys(map))
    if (!allowed.includes(name)) {
      const message = `unknown field; allowed: ${allowed.join(', ')}${likely(name, allowed)}`
      wrong([...path, name], { ...about, field: name }, message, 'key')
    }
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
