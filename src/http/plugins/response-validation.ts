import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import { components } from '../schema-registry.ts'

/**
 * Validates JSON responses. Fastify only converts a response to its schema, which silently turns 1.5
 * into 1 (fastify/fastify#3153). Here an invalid response is an internal error. Register it before
 * the routes.
 */
export const responseValidation = fp(async (app: FastifyInstance) => {
  app.setSerializerCompiler(({ schema, method, url, httpStatus }) => {
    // Compiled for the first response: compiling all schemas would delay the start.
    let validator: Validator | undefined
    return (body) => {
      validator ??= validatorFor(schema as TSchema & { $ref?: string })
      if (validator.Check(body)) return JSON.stringify(body)
      const [, [error]] = validator.Errors(body)
      throw new Error(
        `invalid response: ${method} ${url} ${httpStatus} ${error?.instancePath}: ${error?.message}`,
      )
    }
  })
})

/** By `$ref`. Validators depend on the schemas only, so that all apps of the process share them. */
const validators = new Map<string, Validator>()

function validatorFor(schema: TSchema & { $ref?: string }): Validator {
  const { $ref } = schema
  const validator = validators.get($ref ?? '') ?? Compile(components, schema)
  if ($ref !== undefined) validators.set($ref, validator)
  return validator
}
