import AjvCompiler from '@fastify/ajv-compiler'
import type { FastifyInstance, FastifySchemaValidationError } from 'fastify'
import fp from 'fastify-plugin'
import type { StringFormats } from '../validation-errors.ts'

/** What Fastify's compiler returns: a function of Ajv. */
interface Validator {
  (data: unknown): boolean
  errors?: FastifySchemaValidationError[] | null
}

/**
 * Validates requests with Fastify's own compiler, but compiles the schema of a route for its first request.
 * Compiling the schemas of all routes takes a fifth of the start. Register it before the routes.
 *
 * @param formats string formats that schemas use and JSON Schema does not define
 */
export const lazyRequestValidation = fp(
  async (app: FastifyInstance, { formats }: { formats: StringFormats }) => {
    const checks = Object.entries(formats).map(([name, { check }]) => [name, check])
    const compile = AjvCompiler()(
      {},
      {
        customOptions: {
          removeAdditional: false,
          coerceTypes: true,
          // A response lists all mistakes of a request.
          allErrors: true,
          formats: Object.fromEntries(checks),
        },
      },
    )
    app.setValidatorCompiler((route) => {
      let compiled: Validator | undefined
      return (data: unknown) => {
        compiled ??= compile(route) as Validator
        return compiled(data) ? { value: data } : { error: compiled.errors ?? [] }
      }
    })
  },
)
