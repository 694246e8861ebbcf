import { closestMatch } from 'leven'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import type { Value } from '../../api/evidence-schema.ts'
import { ALLOWED_DATES, edtfError } from '../../domain/edtf.ts'
import type { Field } from '../../domain/resource-type.ts'
import { displayValue, UNPRINTABLE } from '../diagnostics.ts'

/** A value that was read, or why it was not: what is allowed in its place. */
export type Reading = { value: Value } | { problem: string }

/** Reads a scalar of an account by its field's type. */
export function readValue(field: Field, raw: unknown): Reading {
  if (raw === null || raw === '' || raw === 'null' || raw === '~')
    return { problem: 'no value; leave the field out, or write one' }
  if (typeof raw === 'object')
    return { problem: `found ${displayValue(raw)}; allowed: a single value` }
  const value = converted(field, raw)
  if (typeof value === 'string' && UNPRINTABLE.test(value))
    return { problem: `found ${displayValue(raw)}; control and direction characters are not taken` }
  const validator = validatorOf(field.schema)
  if (validator.Check(value)) return { value: value as Value }
  return { problem: `found ${displayValue(raw)}; allowed: ${allowed(field, validator, value)}` }
}

function converted({ type: form }: Field, raw: unknown): unknown {
  if (form === 'count') return typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw
  if (form === 'yes_no') return raw === 'true' ? true : raw === 'false' ? false : raw
  const text = typeof raw === 'string' ? raw : String(raw)
  return text
    .normalize('NFC')
    .replace(/[ \t\r\n\u00a0]+/g, ' ')
    .trim()
}

const validators = new WeakMap<TSchema, Validator>()

function validatorOf(schema: TSchema): Validator {
  let validator = validators.get(schema)
  if (validator === undefined) {
    validator = Compile(schema)
    validators.set(schema, validator)
  }
  return validator
}

function allowed({ type: form, schema }: Field, validator: Validator, value: unknown): string {
  const { enum: values, maxLength } = schema as { enum?: string[]; maxLength?: number }
  if (values !== undefined) return values.join(', ') + didYouMean(String(value), values)
  if (form === 'day' || form === 'span') return `${ALLOWED_DATES}; ${edtfError(String(value))}`
  const [, errors] = validator.Errors(value)
  const told = errors.find(({ keyword }) => keyword === '~refine')?.message
  if (told !== undefined) return told
  if (errors.some(({ keyword }) => keyword === 'maxLength'))
    return `at most ${maxLength} characters`
  switch (form) {
    case 'count':
      return 'a whole number from 0, without separators'
    case 'yes_no':
      return 'true or false'
    case 'url':
      return 'an http or https address'
    case 'reference':
      return 'an id: lower-case letters, digits and single hyphens'
    default:
      return (schema as { description?: string }).description ?? 'another value'
  }
}

/** The word that was probably meant, as an aside; empty where none is near. */
export function didYouMean(word: string, words: readonly string[]): string {
  const near = closestMatch(word, words, { maxDistance: Math.min(4, Math.ceil(word.length / 2)) })
  return near === undefined ? '' : ` (did you mean ${near}?)`
}
