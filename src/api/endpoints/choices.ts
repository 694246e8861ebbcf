import { Type } from 'typebox'
import type { ResourceType } from '../../domain/resource-type.ts'

/** One of these values, as a parameter takes it. */
export function enumParameter(values: readonly string[], description: string) {
  return Type.Enum([...values], { type: 'string', description })
}

/** The names of all fields of these collections. */
export function fieldNames(resourceTypes: readonly ResourceType[]): string[] {
  return [...new Set(resourceTypes.flatMap(({ fields }) => Object.keys(fields)))].sort()
}
