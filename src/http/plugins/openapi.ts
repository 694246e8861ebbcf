import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { components } from '../schema-registry.ts'

/** The introduction of the API document. */
export interface ApiInfo {
  title: string
  version: string
  summary: string
  description: string
  contact: { name: string }
  license: { name: string; identifier: string }
  tags: { name: string; description: string }[]
}

export interface OpenApiOptions extends ApiInfo {
  /** Base URL of the API; if undefined, the origin of the document. */
  base?: string | undefined
  /** A document made earlier; if undefined, the document is made from the routes. */
  document?: object | undefined
}

/**
 * The OpenAPI 3.1 document (`app.swagger()`). It is made from the schemas that requests and responses are
 * validated with; register the plugin before the routes, because it collects them.
 */
export const openapi = fp(async (app: FastifyInstance, options: OpenApiOptions) => {
  const { tags, base = '/', document, ...info } = options
  const servers = [{ url: base }]
  if (document !== undefined) {
    // The plugin has types for OpenAPI 3.0 only.
    const specification = { document: { ...document, servers } as never }
    return void (await app.register(swagger, { mode: 'static', specification }))
  }
  for (const schema of Object.values(components)) app.addSchema(schema)
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info, tags, servers, security: [] },
    convertConstToEnum: false,
    transformObject: (generated) =>
      'openapiObject' in generated
        ? addRequestHeaders(openRecords(adjustParameters(usedSchemas(generated.openapiObject))))
        : generated.swaggerObject,
    refResolver: { buildLocalReference: (schema) => String(schema.$id) },
  })
})

/**
 * Keeps the schemas that the document refers to, sorted by name. Without sorting, their order would depend on
 * the order in which modules load.
 */
function usedSchemas<T extends { components?: { schemas?: object } }>(document: T): T {
  const text = JSON.stringify(document)
  const schemas = Object.entries(document.components?.schemas ?? {})
    .filter(([name]) => text.includes(`"#/components/schemas/${name}"`))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(schemas) },
  }
}

interface Parameter {
  in?: string
  required?: boolean
  description?: string
  schema?: { type?: string; anyOf?: object[]; examples?: unknown[]; default?: unknown }
  example?: unknown
  /** Several examples, by name. */
  examples?: Record<string, { value: unknown }>
  explode?: boolean
}

/**
 * Lets objects have more properties than the document names: fields may be added, and JSON-LD has `@type`.
 * The server itself sends no other property (response-validation.ts).
 */
function openRecords<T extends { components?: { schemas?: object } }>(document: T): T {
  const schemas: { additionalProperties?: unknown }[] = Object.values(
    document.components?.schemas ?? {},
  )
  for (const schema of schemas)
    if (schema.additionalProperties === false) delete schema.additionalProperties
  return document
}

function adjustParameters<T extends { paths?: object }>(document: T): T {
  const paths: { get?: { parameters?: Parameter[] } }[] = Object.values(document.paths ?? {})
  for (const { get } of paths)
    for (const parameter of get?.parameters ?? []) {
      const { schema, example, examples, required } = parameter
      if (schema === undefined) continue
      if (examples !== undefined) {
        schema.examples = Object.values(examples).map(({ value }) => value)
        delete parameter.examples
      }
      // Code generators fail on a union in a query string. The description explains the other branch.
      if (schema.anyOf !== undefined) {
        const { anyOf, ...rest } = schema
        parameter.schema = { ...anyOf[0], ...rest }
        continue
      }
      // Lists are comma-separated: see query-parsing.ts.
      if (schema.type === 'array') parameter.explode = false
      if (required || example === undefined) continue
      // Swagger UI fills in `example`, but only shows `examples` of a schema. If optional parameters
      // were filled in, the first request would return a small part of the list.
      schema.examples = [example]
      delete parameter.example
    }
  return document
}

/** Documented request headers. OpenAPI ignores a parameter named `Accept`; `format=` has the same effect. */
const IF_NONE_MATCH = {
  in: 'header',
  name: 'If-None-Match',
  description: '`ETag` of an earlier response. If it is current, the response is an empty 304.',
  schema: { type: 'string', examples: ['W/"-8JD3JcA3rHbSeruCp3u7v"'] },
}
const RANGE_HEADERS = [
  {
    in: 'header',
    name: 'Range',
    description: 'Part of the file, to resume a download (RFC 9110 section 14).',
    schema: { type: 'string', examples: ['bytes=0-99'] },
  },
  {
    in: 'header',
    name: 'If-Range',
    description:
      '`ETag` of the file to which `Range` refers. If it is old, the whole file is sent.',
    schema: { type: 'string', examples: ['"xPzFLyYTQvMG9MCPfHQOTRyTBVFzPJVOCzGRbp5DkPU"'] },
  },
]

/** Documents the request headers of operations that can respond with 304 or 206. */
function addRequestHeaders<T extends { paths?: object }>(document: T): T {
  const paths: { get?: { parameters?: object[]; responses: object } }[] = Object.values(
    document.paths ?? {},
  )
  for (const { get } of paths)
    if (get !== undefined)
      get.parameters = [
        ...(get.parameters ?? []),
        ...('304' in get.responses ? [IF_NONE_MATCH] : []),
        ...('206' in get.responses ? RANGE_HEADERS : []),
      ]
  return document
}
