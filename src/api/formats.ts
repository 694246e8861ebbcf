import { ALLOWED_DATES, edtfError } from '../domain/edtf.ts'
import type { StringFormat } from '../http/validation-errors.ts'

/** The formats of strings that parameters name, beside those of JSON Schema. */
export const stringFormats: Record<string, StringFormat> = {
  edtf: { check: (text) => edtfError(text) === null, allowed: ALLOWED_DATES },
}
