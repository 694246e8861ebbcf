import type { StringFormat } from '../http/parameters.ts'
import { ALLOWED_DATES, whyNot } from './edtf.ts'

/** The formats of strings that parameters name, beside those of JSON Schema. */
export const formats: Record<string, StringFormat> = {
  edtf: { check: (text) => whyNot(text) === null, allowed: ALLOWED_DATES },
}
