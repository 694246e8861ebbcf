import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Format, formatDefinition } from '../../http/formats.ts'
import { sendJsonLd } from './json-ld.ts'
import type { JsonLdContext } from './json-ld-terms.ts'

/**
 * Makes the body of a response in one format.
 *
 * @param response the response as the API serves it in JSON
 */
export type Renderer = (request: FastifyRequest, response: unknown) => string

declare module 'fastify' {
  interface FastifyInstance {
    /** The formats that other folders make: the server injects their functions. */
    renderers: Readonly<Partial<Record<Format, Renderer>>>
  }
}

/** The representations that are documents, as the API document describes them. */
export function documentRepresentations(formats: readonly Format[]): Record<string, object> {
  const documents = formats.map(formatDefinition).filter(({ isDocument }) => isDocument)
  return Object.fromEntries(
    documents.map(({ mediaType }) => [mediaType, { schema: Type.String() }]),
  )
}

/**
 * Sends a response in the negotiated format.
 *
 * @param body the response: as JSON, or as an object that Fastify writes
 * @param jsonLd needed if the route offers JSON-LD
 */
export function sendRepresentation(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string | object,
  jsonLd?: JsonLdContext,
): FastifyReply {
  const { format = 'json' } = request.query as { format?: Format }
  reply.type(formatDefinition(format).contentType)
  if (format === 'json') return reply.send(body)
  const response: unknown = typeof body === 'string' ? JSON.parse(body) : body
  if (format === 'jsonld' && jsonLd !== undefined)
    return sendJsonLd(request, reply, jsonLd, response)
  const render = request.server.renderers[format]
  if (render === undefined) throw new Error(`No renderer of ${format} was injected.`)
  return reply.send(render(request, response))
}
