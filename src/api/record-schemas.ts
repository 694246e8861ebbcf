import type { TSchema } from 'typebox'
import { RECORD_COMPONENTS } from '../domain/record-components.ts'
import type { ResourceType } from '../domain/resource-type.ts'
import { registerSchema } from '../http/schema-registry.ts'
import { itemSchema, listSchema } from './envelope.ts'

for (const schema of Object.values(RECORD_COMPONENTS)) registerSchema(schema)

/** The schemas of a collection: a record, and the responses that hold one or many of them. */
export interface CollectionSchemas {
  readonly record: TSchema
  readonly list: TSchema
  /** Null if the collection has only a list. */
  readonly item: TSchema | null
}

/** Adds the schemas of a resource type to the API document. */
export function resourceSchemas({ schemas }: ResourceType): CollectionSchemas {
  const { record, statement } = schemas
  if (statement !== null) registerSchema(statement)
  return collectionSchemas(registerSchema(record))
}

/** The schemas of a collection whose record is registered. */
export function collectionSchemas(record: TSchema): CollectionSchemas & { item: TSchema } {
  const { $id } = record as { $id?: string }
  return { record, list: listSchema(String($id), record), item: itemSchema(String($id), record) }
}
