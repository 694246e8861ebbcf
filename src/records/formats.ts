import type { StringFormat } from '../http/parameters.ts'
import { ALLOWED_DATES, bounds } from './edtf.ts'

/** The formats of strings that parameters name, beside those of JSON Schema. */
export const formats: Record<string, StringFormat> = {
  edtf: { check: isEdtf, allowed: ALLOWED_DATES },
}

function isEdtf(text: string): boolean {
  try {
    bounds(text)
    return true
  } catch {
    return false
  }
}
