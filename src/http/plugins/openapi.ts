import swagger from '@fastify/swagger'
import type { FastifyContextConfig, FastifyInstance, FastifySchema } from 'fastify'
import fp from 'fastify-plugin'
import { STATUS_CODES } from '../node-http.ts'
import { components } from '../schema-registry.ts'

export interface ApiInfo {
  title: string
  version: string
  summary: string
  description: string
  license: { name: string; identifier: string }
  tags: { name: string; description: string }[]
  /** Where the API is; where there is none, beside its document. */
  base?: string | undefined
}

/** The OpenAPI 3.1 document, generated from the schemas that requests and answers are checked by. */
export const openapi = fp(async (app: FastifyInstance, introduction: ApiInfo) => {
  for (const schema of Object.values(components)) app.addSchema(schema)
  const { tags, base = '/', ...info } = introduction
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info, tags, servers: [{ url: base }], security: [] },
    convertConstToEnum: false,
    transformObject: (document) =>
      'openapiObject' in document
        ? shared(mended(used(document.openapiObject)))
        : document.swaggerObject,
    refResolver: { buildLocalReference: (schema) => String(schema.$id) },
  })
})

/**
 * The schema by which an operation is told, where that has more to it than the one by which it is
 * checked: what it holds is made when the document is.
 */
export function openapiSchema(schema: () => FastifySchema): FastifyContextConfig {
  return { swaggerTransform: ({ url }) => ({ schema: schema(), url }) }
}

/** The document without components that nothing in it refers to. */
function used<T extends { components?: { schemas?: object } }>(document: T): T {
  const text = JSON.stringify(document)
  const schemas = Object.entries(document.components?.schemas ?? {}).filter(([name]) =>
    text.includes(`"#/components/schemas/${name}"`),
  )
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(schemas) },
  }
}

interface Parameter {
  in?: string
  required?: boolean
  schema?: { type?: string; examples?: unknown[] }
  example?: unknown
  explode?: boolean
}

/**
 * The document in which lists of values have commas between them (see value-lists.ts), and the
 * examples of optional parameters stand where Swagger UI shows them but fills none of them in.
 */
function mended<T extends { paths?: object }>(document: T): T {
  const paths: { get?: { parameters?: Parameter[] } }[] = Object.values(document.paths ?? {})
  for (const { get } of paths)
    for (const parameter of get?.parameters ?? []) {
      const { schema, example, required } = parameter
      if (schema === undefined) continue
      if (schema.type === 'array') parameter.explode = false
      if (required || example === undefined) continue
      schema.examples = [example]
      delete parameter.example
    }
  return document
}

interface Response {
  description?: string
}

/** The document in which an answer that many operations have is spelled out once. */
function shared<T extends { paths?: object; components?: object }>(document: T): T {
  const paths: { get?: { responses: Record<string, Response | { $ref: string }> } }[] =
    Object.values(document.paths ?? {})
  const operations = paths.flatMap(({ get }) => (get === undefined ? [] : [get]))
  const answers = operations.flatMap(({ responses }) => Object.entries(responses))
  const responses: Record<string, Response> = {}
  for (const [status, all] of Map.groupBy(answers, ([status]) => status)) {
    const [first, ...others] = all.map(([, response]) => JSON.stringify(response))
    if (first === undefined || others.length === 0 || others.some((other) => other !== first))
      continue
    responses[nameOf(status)] = JSON.parse(first)
    for (const operation of operations)
      if (status in operation.responses)
        operation.responses[status] = { $ref: `#/components/responses/${nameOf(status)}` }
  }
  return { ...document, components: { ...document.components, responses } }
}

/** `404` is `NotFound`. */
function nameOf(status: string): string {
  return (STATUS_CODES[status] ?? status).replaceAll(/[^A-Za-z]/g, '')
}
