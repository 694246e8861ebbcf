import type { Value } from '../../api/evidence-schema.ts'
import type { Field } from '../../domain/resource-type.ts'
import type { Diagnostic, Diagnostics } from '../diagnostics.ts'
import type { SeedFile } from '../read/seed-files.ts'
import { didYouMean, readValue } from './values.ts'

/** The way from the top of an account to a place in it. */
export type SeedPath = readonly (string | number)[]

/** Says what is wrong at a path of one account. */
export type Report = (
  path: SeedPath,
  about: Diagnostic['about'],
  message: string,
  what?: 'key' | 'value',
) => void

export function reporter(account: SeedFile, problems: Diagnostics): Report {
  return (path, about, message, what) => problems.add(account.place(path, what), about, message)
}

/** A field's value, or null where it is wrong, which is then said. */
export function readField(
  field: Field,
  raw: unknown,
  path: SeedPath,
  about: Diagnostic['about'],
  wrong: Report,
): Value | null {
  const reading = readValue(field, raw)
  if ('value' in reading) return reading.value
  wrong(path, about, reading.problem)
  return null
}

/** Says which keys of a map are none of the allowed. */
export function reportUnknownKeys(
  map: Record<string, unknown>,
  allowed: readonly string[],
  path: SeedPath,
  about: Diagnostic['about'],
  wrong: Report,
): void {
  for (const name of Object.keys(map))
    if (!allowed.includes(name)) {
      const message = `unknown field; allowed: ${allowed.join(', ')}${didYouMean(name, allowed)}`
      wrong([...path, name], { ...about, field: name }, message, 'key')
    }
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
