import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** Every named schema of the API, as it stands under `components.schemas` of the document. */
export const components: Record<string, TSchema> = {}

/** A named object that has these fields and no others. */
export function component<P extends TProperties>(
  name: string,
  description: string,
  properties: P,
): TObject<P> {
  if (name in components) throw new Error(`Two components are named ${name}.`)
  const schema = Type.Object(properties, { $id: name, description, additionalProperties: false })
  components[name] = schema
  return schema
}

/** Points at a component: a `$ref` in the document, the component's own type in TypeScript. */
export function ref<T extends TSchema>(schema: T) {
  const { $id } = schema as { $id?: string }
  if ($id === undefined) throw new Error('Only a component can be referred to.')
  return Type.Unsafe<Static<T>>(Type.Ref($id))
}

/** A value that may be missing: null means that nothing is known, and nothing else. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}
