import type { FastifyInstance } from 'fastify'
import { LISTED } from '../http/headers.ts'
import { addLinks, linkTo } from '../http/links.ts'
import { documented } from '../http/openapi.ts'
import type { Answers } from './answers.ts'
import type { Collection } from './collection.ts'
import { type Examples, examplesOf, illustrated } from './examples.ts'
import { formsOfItem, formsOfList, sendLinked, sendRecords } from './forms.ts'
import {
  formatsOf,
  ITEM_FORMATS,
  type ItemQuery,
  idOf,
  itemParameters,
  type ListQuery,
  listParameters,
} from './parameters.ts'
import { pathOf } from './paths.ts'
import { found, problems, unchanged } from './responses.ts'

/** `GET /v1/{noun}` and `GET /v1/{noun}/{id}`, for any collection. */

/** `GET /v1/{name}`, in every form that it offers. */
export function serveList(app: FastifyInstance, collection: Collection, answers: Answers): void {
  const { name, summary, description, schemas } = collection
  const parameters = listParameters(collection)
  const schema = (examples?: Examples) => ({
    operationId: `list_${name}`,
    summary,
    description,
    tags: [name],
    querystring: illustrated(parameters, examples),
    response: {
      200: found(schemas.list, examples?.page, formsOfList(collection, examples), LISTED),
      ...unchanged,
      ...problems([406, 410]),
    },
  })
  app.get<{ Querystring: ListQuery }>(
    pathOf(name),
    {
      schema: schema(),
      config: {
        formats: formatsOf(collection.table),
        ...documented(() => schema(examplesOf(collection, answers))),
      },
    },
    async (request, reply) => {
      const { query } = request
      if (query.format === 'csv' || query.format === 'ndjson')
        return sendRecords(reply, collection, answers, query)
      const page = answers.page(query)
      if (page.page.next !== null) addLinks(reply, linkTo(page.page.next, 'next'))
      return query.format === 'jsonld' ? sendLinked(request, reply, collection.meaning, page) : page
    },
  )
}

/** `GET /v1/{noun}/{id}`. */
export function serveItem(app: FastifyInstance, collection: Collection, answers: Answers): void {
  const { name, summary, description, schemas } = collection
  if (schemas.item === null) return
  const item = schemas.item
  const parameters = itemParameters(collection)
  const schema = (examples?: Examples) => ({
    operationId: `get_${name}`,
    summary: `${summary}: one of them`,
    description,
    tags: [name],
    params: idOf(examples?.item?.data),
    querystring: illustrated(parameters, examples),
    response: {
      200: found(item, examples?.item, formsOfItem),
      ...unchanged,
      ...problems([404, 406, 410]),
    },
  })
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${pathOf(name)}/:id`,
    {
      schema: schema(),
      config: {
        formats: ITEM_FORMATS,
        ...documented(() => schema(examplesOf(collection, answers))),
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const answer = answers.item(params.id, query)
      return query.format === 'jsonld'
        ? sendLinked(request, reply, collection.meaning, answer)
        : answer
    },
  )
}
