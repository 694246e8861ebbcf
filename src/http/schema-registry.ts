import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** The named schemas of the API: `components.schemas` of the API document. */
export const components: Record<string, TSchema> = {}

/** Adds a schema that has an `$id`. Throws if another schema has the same one. */
export function registerSchema<T extends TSchema>(schema: T): T {
  const { $id } = schema as { $id?: string }
  if ($id === undefined) throw new Error('A schema without $id cannot be registered.')
  if ($id in components && components[$id] !== schema)
    throw new Error(`Two schemas have the name ${$id}.`)
  components[$id] = schema
  return schema
}

/** Defines and registers an object that has these properties and no others. */
export function component<P extends TProperties>(
  name: string,
  description: string,
  properties: P,
): TObject<P> {
  const schema = Type.Object(properties, { $id: name, description, additionalProperties: false })
  return registerSchema(schema)
}

/** Refers to a registered schema: a `$ref` in the document, its type in TypeScript. */
export function ref<T extends TSchema>(schema: T) {
  const { $id } = schema as { $id?: string }
  if ($id === undefined) throw new Error('Only a registered schema can be referred to.')
  return Type.Unsafe<Static<T>>(Type.Ref($id))
}
