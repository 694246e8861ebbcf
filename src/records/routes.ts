import type { FastifyInstance } from 'fastify'
import { addLink } from '../http/links.ts'
import type { Answers, PageAnswer } from './answers.ts'
import type { Collection } from './collection.ts'
import { formsOfItem, formsOfList, sendLinked, sendRecords } from './forms.ts'
import {
  DEFAULTS,
  defaultsOf,
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
  app.get<{ Querystring: ListQuery }>(
    pathOf(name),
    {
      schema: {
        operationId: `list_${name}`,
        summary,
        description,
        tags: [name],
        querystring: listParameters(collection),
        response: {
          200: found(
            schemas.list,
            exampleOf(collection, answers),
            formsOfList(collection, answers, first(collection)),
          ),
          ...unchanged,
          ...problems([406, 410]),
        },
      },
      config: { formats: formatsOf(collection.table) },
    },
    async (request, reply) => {
      const { query } = request
      if (query.format === 'csv' || query.format === 'ndjson')
        return sendRecords(reply, collection, answers, query)
      const page = answers.page(query)
      if (page.page.next !== null) addLink(reply, page.page.next, 'next')
      return query.format === 'jsonld' ? sendLinked(request, reply, collection.meaning, page) : page
    },
  )
}

/** `GET /v1/{noun}/{id}`. */
export function serveItem(app: FastifyInstance, collection: Collection, answers: Answers): void {
  const { name, summary, description, schemas } = collection
  if (schemas.item === null) return
  const { page: _, data, ...rest } = exampleOf(collection, answers)
  const [one] = data
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${pathOf(name)}/:id`,
    {
      schema: {
        operationId: `get_${name}`,
        summary: `${summary}: one of them`,
        description,
        tags: [name],
        params: idOf(one),
        querystring: itemParameters(collection),
        response: {
          200: found(schemas.item, one === undefined ? null : { data: one, ...rest }, formsOfItem),
          ...unchanged,
          ...problems([404, 406, 410]),
        },
      },
      config: { formats: ITEM_FORMATS },
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

/** The first record, as asked for in an example. */
function first(collection: Collection): ListQuery {
  return { ...DEFAULTS, ...defaultsOf(listParameters(collection)), ...collection.example, limit: 1 }
}

/** Examples are real answers: they cannot promise what the data does not hold. */
function exampleOf(collection: Collection, { page }: Answers): PageAnswer {
  return page(first(collection))
}
