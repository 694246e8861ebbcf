import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import { components } from './schema-registry.ts'

/** By `$ref`. Validators depend on the schemas only, so that all apps of the process share them. */
const validators = new Map<string, Validator>()

/**
 * Returns a function that writes a value as JSON, and throws if the value does not have the schema. It is
 * compiled for the first value: compiling all schemas would delay the start.
 *
 * @param name what the value is, for the error message
 */
export function validatedJson(schema: TSchema, name: string): (value: unknown) => string {
  let validator: Validator | undefined
  return (value) => {
    validator ??= validatorFor(schema)
    if (validator.Check(value)) return JSON.stringify(value)
    const [, [error]] = validator.Errors(value)
    throw new Error(`invalid response: ${name} ${error?.instancePath}: ${error?.message}`)
  }
}

function validatorFor(schema: TSchema & { $ref?: string; $id?: string }): Validator {
  const name = schema.$ref ?? schema.$id
  const validator = validators.get(name ?? '') ?? Compile(components, schema)
  if (name !== undefined) validators.set(name, validator)
  return validator
}
