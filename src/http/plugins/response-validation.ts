import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { TSchema } from 'typebox'
import { validatedJson } from '../response-validator.ts'

/**
 * Validates JSON responses that a handler returns as objects. Fastify only converts a response to its schema,
 * which silently turns 1.5 into 1 (fastify/fastify#3153). Here an invalid response is an internal error. Register
 * it before the routes.
 */
export const responseValidation = fp(async (app: FastifyInstance) => {
  app.setSerializerCompiler(({ schema, method, url, httpStatus }) =>
    validatedJson(schema as TSchema, `${method} ${url} ${httpStatus}`),
  )
})
