import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formatDefinition } from '../http/formats.ts'
import { sendHead } from '../http/head-response.ts'
import { LIST_HEADERS } from '../http/response-headers.ts'
import type { Collection } from './collection.ts'
import type { CollectionService } from './collection-service.ts'
import { ITEM_FORMATS, listFormats } from './format-parameter.ts'
import { notModifiedResponse, okResponse, problemResponses } from './openapi-responses.ts'
import {
  type ItemQuery,
  idParameter,
  itemParameters,
  type ListQuery,
  listParameters,
} from './query-parameters.ts'
import { jsonLdRepresentation } from './representations/json-ld.ts'
import { documentRepresentations, sendRepresentation } from './representations/representation.ts'
import { listRepresentations, sendStream } from './representations/streaming.ts'
import { itemJson, listJson } from './response-json.ts'
import { collectionUrl } from './urls.ts'

/** The routes of a collection: `GET /v1/{name}` and `GET /v1/{name}/{id}`. */

export function registerListRoute(
  app: FastifyInstance,
  collection: Collection,
  service: CollectionService,
): void {
  const { name, summary, description, schemas, jsonLd } = collection
  app.get<{ Querystring: ListQuery }>(
    collectionUrl(name),
    {
      schema: {
        operationId: `list_${name}`,
        summary,
        description,
        tags: [name],
        querystring: listParameters(collection),
        response: {
          200: okResponse(schemas.list, listRepresentations(collection), LIST_HEADERS),
          ...notModifiedResponse,
          ...problemResponses([406, 410]),
        },
      },
      config: { formats: listFormats(collection) },
    },
    async (request, reply) => {
      const { query } = request
      const { contentType, isDownload, isDocument } = formatDefinition(query.format ?? 'json')
      if (request.method === 'HEAD') {
        service.validate(query)
        return sendHead(reply, contentType)
      }
      if (isDownload) {
        const { chunks, next } = service.stream(query)
        linkNextPage(request, reply, next)
        return sendStream(reply, collection, query, chunks)
      }
      // Charts show from when to when a record may have been true.
      const needsBounds = isDocument === true && collection.hasPeriods === true
      const result = service.page(needsBounds ? { ...query, bounds: true } : query)
      const next = linkNextPage(request, reply, result.page.next)
      return sendRepresentation(request, reply, listJson(result, { ...result.page, next }), jsonLd)
    },
  )
}

/** Adds the link to the next page, and returns its URL; null on the last page. */
function linkNextPage(
  request: FastifyRequest,
  reply: FastifyReply,
  cursor: string | null,
): string | null {
  if (cursor === null) return null
  const { format } = request.query as ListQuery
  const url = request.canonicalUrl({ cursor, format: format === 'json' ? undefined : format })
  reply.addLink(url, 'next')
  return request.server.basePath + url
}

export function registerItemRoute(
  app: FastifyInstance,
  collection: Collection,
  service: CollectionService,
): void {
  const { name, summary, description, schemas, jsonLd } = collection
  if (schemas.item === null) return
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${collectionUrl(name)}/:id`,
    {
      schema: {
        operationId: `get_${name}`,
        summary: `${summary}: one record`,
        description,
        tags: [name],
        params: idParameter,
        querystring: itemParameters(collection),
        response: {
          200: okResponse(schemas.item, {
            ...jsonLdRepresentation(schemas.item),
            ...documentRepresentations(ITEM_FORMATS),
          }),
          ...notModifiedResponse,
          ...problemResponses([404, 406, 410]),
        },
      },
      config: { formats: ITEM_FORMATS },
    },
    async (request, reply) => {
      const { params, query } = request
      if (request.method === 'HEAD') {
        service.requireItem(params.id, query)
        return sendHead(reply, formatDefinition(query.format ?? 'json').contentType)
      }
      return sendRepresentation(request, reply, itemJson(service.item(params.id, query)), jsonLd)
    },
  )
}
