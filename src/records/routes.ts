import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { csvLine, MEDIA_TYPE } from '../http/csv.ts'
import type { Answers, PageAnswer } from './answers.ts'
import type { Collection } from './collection.ts'
import {
  defaultsOf,
  type ItemQuery,
  itemParameters,
  type ListQuery,
  listParameters,
} from './parameters.ts'
import { pathOf } from './paths.ts'
import { found, problems } from './responses.ts'

/** `GET /v1/{noun}` and `GET /v1/{noun}/{id}`, for any collection. */

/** `GET /v1/{name}`, as JSON or as a table. */
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
          200: found(schemas.list, exampleOf(collection, answers), {
            ...(collection.columns !== undefined && {
              'text/csv': { schema: Type.String(), example: csvExample(collection, answers) },
            }),
          }),
          ...problems([400, 410, 500]),
        },
      },
    },
    async ({ query }, reply) => {
      if (query.format !== 'csv') return answers.page(query)
      return reply.type(MEDIA_TYPE).send(Readable.from(table(answers, query)))
    },
  )
}

/** `GET /v1/{noun}/{id}`. */
export function serveItem(app: FastifyInstance, collection: Collection, answers: Answers): void {
  const { name, summary, description, schemas } = collection
  if (schemas.item === null) return
  const { page: _, data, ...rest } = exampleOf(collection, answers)
  const id = String(data[0]?.id ?? '')
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${pathOf(name)}/:id`,
    {
      schema: {
        operationId: `get_${name}`,
        summary: `${summary}: one of them`,
        description,
        tags: [name],
        params: Type.Object({ id: Type.String({ description: 'Its id.', examples: [id] }) }),
        querystring: itemParameters(collection),
        response: {
          200: found(schemas.item, { data: data[0], ...rest }),
          ...problems([400, 404, 500]),
        },
      },
    },
    async ({ params, query }) => answers.item(params.id, query),
  )
}

/** The first record, as asked for in an example. */
function first(collection: Collection): ListQuery {
  const defaults = defaultsOf(listParameters(collection)) as unknown as ListQuery
  return { ...defaults, ...collection.example, limit: 1 }
}

/** Examples are real answers: they cannot promise what the data does not hold. */
function exampleOf(collection: Collection, { page }: Answers): PageAnswer {
  return page(first(collection))
}

function csvExample(collection: Collection, answers: Answers): string {
  return [...table(answers, first(collection))].join('')
}

function* table({ columns, rows }: Answers, query: ListQuery): Generator<string> {
  const header = columns(query)
  yield csvLine(header)
  for (const records of rows(query))
    yield records.map((record) => csvLine(header.map((name) => record[name] as string))).join('')
}
