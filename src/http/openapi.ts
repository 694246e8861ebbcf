import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { components } from './components.ts'

export interface Introduction {
  title: string
  version: string
  summary: string
  description: string
  license: { name: string; identifier: string }
  tags: { name: string; description: string }[]
}

/** The OpenAPI 3.1 document, generated from the schemas that requests and answers are checked by. */
export const openapi = fp(async (app: FastifyInstance, introduction: Introduction) => {
  for (const schema of Object.values(components)) app.addSchema(schema)
  const { tags, ...info } = introduction
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info, tags, servers: [{ url: '/' }] },
    convertConstToEnum: false,
    refResolver: { buildLocalReference: (schema) => String(schema.$id) },
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
})
