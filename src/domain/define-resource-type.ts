import { recordSchemas } from './record-schema.ts'
import type { ResourceDeclaration, ResourceType } from './resource-type.ts'

/**
 * Declares a resource type. `resources/leadership.ts` is an example.
 *
 * @param name the collection: path, table, seed section and tag
 * @param schemaName the name of its record in the API document
 */
export function defineResourceType(
  name: string,
  schemaName: string,
  declaration: Omit<ResourceDeclaration, 'name'>,
): ResourceType {
  return { name, ...declaration, schemas: recordSchemas(schemaName, declaration) }
}
