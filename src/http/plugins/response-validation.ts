import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import { components } from '../schema-registry.ts'

/**
 * No JSON leaves that its schema forbids. Fastify only shapes answers to their schema, which would
 * turn 1.5 into 1 in silence (fastify/fastify#3153); here a wrong one is an error of ours.
 */
export const responseValidation = fp(async (app: FastifyInstance) => {
  app.setSerializerCompiler(({ schema, method, url, httpStatus }) => {
    // Compiled when it is first needed: most operations are not asked for most of the time.
    let validator: Validator | undefined
    return (body) => {
      validator ??= validatorOf(schema as TSchema & { $ref?: string })
      if (validator.Check(body)) return JSON.stringify(body)
      const [, [error]] = validator.Errors(body)
      throw new Error(`${method} ${url} ${httpStatus} ${error?.instancePath}: ${error?.message}`)
    }
  })
})

const compiled = new Map<string, Validator>()

/** The validator of a schema; that of a component is compiled once. */
function validatorOf(schema: TSchema & { $ref?: string }): Validator {
  const { $ref } = schema
  const validator = compiled.get($ref ?? '') ?? Compile(components, schema)
  if ($ref !== undefined) compiled.set($ref, validator)
  return validator
}
