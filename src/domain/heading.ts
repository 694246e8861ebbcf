import type { Row, ServedRecord } from './record-serialization.ts'
import { labelField, type ResourceType, storedFields } from './resource-type.ts'
import { fillSentence } from './sentence.ts'

/**
 * What a record is called: its name or title, otherwise what its resource type declares; null if it has neither.
 *
 * @param record with its labels
 */
export function recordHeading(
  type: ResourceType | undefined,
  record: ServedRecord | Row,
): string | null {
  const name = type === undefined ? undefined : nameField(type)
  if (name !== undefined) return (record[name] as string | null | undefined) ?? null
  return type?.heading === undefined ? null : fillSentence(type.heading, record, storedFields(type))
}

/** The field with the name of a record. A title that a term may have is the name of its post. */
function nameField(type: ResourceType): string | undefined {
  if ('name' in (type.computed ?? {})) return 'name'
  const field = labelField(type)
  return field !== undefined && type.fields[field]?.role !== 'plain' ? field : undefined
}
