import { PlaceSchema } from '../../domain/record-components.ts'
import type { Field } from '../../domain/resource-type.ts'

/** The place in a document that an entry cites: a line, lines, or words. */
export const placeField: Field = {
  type: 'text',
  role: 'required',
  schema: PlaceSchema,
  check: { isValid: isPlace, allowed: 'a line from 1 (4), lines in order (23-24), or words' },
}

function isPlace(at: string): boolean {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(at) ?? []
  return from === undefined || (Number(from) > 0 && (to === undefined || Number(to) > Number(from)))
}

export function normalizePlace(at: string | null): string | null {
  if (at === null) return null
  if (/^\d+$/.test(at)) return `line ${at}`
  return /^\d+-\d+$/.test(at) ? `lines ${at}` : at
}
