import { Type } from 'typebox'
import type { Noun } from '../records/noun.ts'

/** One of these values, as a parameter takes it. */
export function oneOf(values: readonly string[], description: string) {
  return Type.Enum([...values], { type: 'string', description })
}

/** The names of all fields of these nouns. */
export function fieldNames(nouns: readonly Noun[]): string[] {
  return [...new Set(nouns.flatMap(({ fields }) => Object.keys(fields)))].sort()
}
