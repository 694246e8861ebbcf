import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { components } from './components.ts'

/**
 * No JSON leaves that its schema forbids. Fastify only shapes answers to their schema, which would
 * turn 1.5 into 1 in silence (fastify/fastify#3153); here a wrong one is an error of ours.
 */
export const checking = fp(async (app: FastifyInstance) => {
  app.setSerializerCompiler(({ schema, method, url, httpStatus }) => {
    const validator = Compile(components, schema as TSchema)
    return (body) => {
      if (validator.Check(body)) return JSON.stringify(body)
      const [error] = validator.Errors(body)
      throw new Error(`${method} ${url} ${httpStatus} ${error?.instancePath}: ${error?.message}`)
    }
  })
})
