import type { FastifyInstance } from 'fastify'
import { LIST_HEADERS } from '../http/plugins/headers.ts'
import { addLinks, formatLink } from '../http/plugins/link-header.ts'
import { openapiSchema } from '../http/plugins/openapi.ts'
import type { Collection } from './collection.ts'
import type { CollectionService } from './collection-service.ts'
import { collectionExamples, type Examples, withExamples } from './openapi-examples.ts'
import { notModifiedResponse, okResponse, problemResponses } from './openapi-responses.ts'
import {
  ITEM_FORMATS,
  type ItemQuery,
  idParameter,
  itemParameters,
  type ListQuery,
  listFormats,
  listParameters,
} from './query-parameters.ts'
import {
  itemRepresentations,
  listRepresentations,
  sendJsonLd,
  sendStream,
} from './representations/streaming.ts'
import { collectionUrl } from './urls.ts'

/** `GET /v1/{collection}` and `GET /v1/{collection}/{id}`, for any collection. */

/** `GET /v1/{name}`, in every form that it offers. */
export function registerListRoute(
  app: FastifyInstance,
  collection: Collection,
  answers: CollectionService,
): void {
  const { name, summary, description, schemas } = collection
  const parameters = listParameters(collection)
  const schema = (examples?: Examples) => ({
    operationId: `list_${name}`,
    summary,
    description,
    tags: [name],
    querystring: withExamples(parameters, examples),
    response: {
      200: okResponse(
        schemas.list,
        examples?.page,
        listRepresentations(collection, examples),
        LIST_HEADERS,
      ),
      ...notModifiedResponse,
      ...problemResponses([406, 410]),
    },
  })
  app.get<{ Querystring: ListQuery }>(
    collectionUrl(name),
    {
      schema: schema(),
      config: {
        formats: listFormats(collection.csvColumns),
        ...openapiSchema(() => schema(collectionExamples(collection, answers))),
      },
    },
    async (request, reply) => {
      const { query } = request
      if (query.format === 'csv' || query.format === 'ndjson')
        return sendStream(reply, collection, answers, query)
      const page = answers.page(query)
      if (page.page.next !== null) addLinks(reply, formatLink(page.page.next, 'next'))
      return query.format === 'jsonld' ? sendJsonLd(request, reply, collection.jsonLd, page) : page
    },
  )
}

/** `GET /v1/{collection}/{id}`. */
export function registerItemRoute(
  app: FastifyInstance,
  collection: Collection,
  answers: CollectionService,
): void {
  const { name, summary, description, schemas } = collection
  if (schemas.item === null) return
  const item = schemas.item
  const parameters = itemParameters(collection)
  const schema = (examples?: Examples) => ({
    operationId: `get_${name}`,
    summary: `${summary}: one of them`,
    description,
    tags: [name],
    params: idParameter(examples?.item?.data),
    querystring: withExamples(parameters, examples),
    response: {
      200: okResponse(item, examples?.item, itemRepresentations),
      ...notModifiedResponse,
      ...problemResponses([404, 406, 410]),
    },
  })
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${collectionUrl(name)}/:id`,
    {
      schema: schema(),
      config: {
        formats: ITEM_FORMATS,
        ...openapiSchema(() => schema(collectionExamples(collection, answers))),
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const answer = answers.item(params.id, query)
      return query.format === 'jsonld'
        ? sendJsonLd(request, reply, collection.jsonLd, answer)
        : answer
    },
  )
}
