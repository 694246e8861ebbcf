import { Compile, type Validator } from 'typebox/schema'
import { type Cell, storedColumns, toRecord } from '../../database/record-rows.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { components } from '../../http/schema-registry.ts'

const validators = new WeakMap<ResourceType, Validator>()

/** Why a row could not be served as the API says; null where it can be. */
export function schemaViolation(
  resourceType: ResourceType,
  cells: Readonly<Record<string, Cell>>,
): string | null {
  const validator = validators.get(resourceType) ?? Compile(components, resourceType.schemas.record)
  validators.set(resourceType, validator)
  const served = storedColumns(resourceType).map((name) => [name, cells[name] ?? null])
  const computed = Object.keys(resourceType.computed ?? {}).map((name) => [name, null])
  const record = toRecord(resourceType, Object.fromEntries([...served, ...computed]), null)
  if (validator.Check(record)) return null
  const [, [error]] = validator.Errors(record)
  return `${error?.instancePath} ${error?.message}`
}
