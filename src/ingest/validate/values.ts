import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import type { Value } from '../../domain/claim.ts'
import { countrySuggestion } from '../../domain/countries.ts'
import { ALLOWED_DATES, edtfError } from '../../domain/edtf.ts'
import { type Field, isDateType } from '../../domain/resource-type.ts'
import { displayValue, type Report, type Subject, suggestion, UNPRINTABLE } from '../diagnostics.ts'
import type { SeedPath } from '../read/seed-position.ts'

/** Reads the value of a field. Reports it and returns null if the field does not allow it. */
export function readField(
  field: Field,
  raw: unknown,
  path: SeedPath,
  about: Subject,
  report: Report,
): Value | null {
  const result = parseValue(field, raw)
  if ('value' in result) return result.value
  report(path, about, result.error)
  return null
}

function parseValue(field: Field, raw: unknown): { value: Value } | { error: string } {
  if (raw === null || raw === '' || raw === 'null' || raw === '~')
    return { error: 'no value; leave the field out, or give it one' }
  const invalid = `invalid value ${displayValue(raw)}`
  if (typeof raw === 'object') return { error: `${invalid}; expected a single value` }
  const value = normalize(field, raw)
  if (typeof value === 'string' && UNPRINTABLE.test(value))
    return { error: `${invalid}; control and direction characters are not allowed` }
  const validator = validatorOf(field.schema)
  const isValid = validator.Check(value) && (field.check?.isValid(String(value)) ?? true)
  if (isValid) return { value: value as Value }
  return { error: invalid + expected(field, validator, value) }
}

/** Converts the text of a YAML scalar by the type of its field. NDJSON has numbers and booleans already. */
function normalize({ type }: Field, raw: unknown): unknown {
  if (type === 'integer') return typeof raw === 'string' && /^-?\d+$/.test(raw) ? Number(raw) : raw
  if (type === 'boolean') return raw === 'true' ? true : raw === 'false' ? false : raw
  return String(raw)
    .normalize('NFC')
    .replace(/[ \t\r\n\u00a0]+/g, ' ')
    .trim()
}

const validators = new WeakMap<TSchema, Validator>()

function validatorOf(schema: TSchema): Validator {
  const known = validators.get(schema)
  if (known !== undefined) return known
  const validator = Compile(schema)
  validators.set(schema, validator)
  return validator
}

/** The end of an error message: the reason if it is known, what is expected, and the likely value. */
function expected({ type, schema, check }: Field, validator: Validator, value: unknown): string {
  const { enum: codes, maxLength } = schema as { enum?: string[]; maxLength?: number }
  if (codes !== undefined)
    return `; expected ${codes.join(', ')}${suggestion(String(value), codes)}`
  if (isDateType(type)) return `: ${edtfError(String(value))}; expected ${ALLOWED_DATES}`
  const [, errors] = validator.Errors(value)
  if (check !== undefined && !errors.some(({ keyword }) => keyword === 'maxLength'))
    return `; expected ${check.allowed}${countryHint(schema, value)}`
  if (errors.some(({ keyword }) => keyword === 'maxLength'))
    return `; expected at most ${maxLength} characters`
  if (type === 'integer' && (schema as { minimum?: number }).minimum === 0)
    return '; expected a whole number from 0, without separators'
  return `; expected ${EXPECTED[type] ?? (schema as { description?: string }).description}`
}

/** The code of the country that a name or another code means. */
function countryHint(schema: TSchema, value: unknown): string {
  if ((schema as { format?: string }).format !== 'iso-3166-country') return ''
  const likely = countrySuggestion(String(value))
  return likely === undefined ? '' : `; did you mean ${likely}?`
}

const EXPECTED: Partial<Record<Field['type'], string>> = {
  integer: 'a whole number without separators',
  code: 'a code in lower-case letters, digits and underscores',
  boolean: 'true or false',
  url: 'an http or https address',
  reference: 'an id: lower-case letters, digits and single hyphens',
}
