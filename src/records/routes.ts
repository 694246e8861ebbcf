import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { csvLine, MEDIA_TYPE } from '../http/csv.ts'
import type { Answers, PageAnswer } from './answers.ts'
import type { Collection } from './collection.ts'
import {
  DEFAULTS,
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
          200: found(schemas.list, exampleOf(answers), {
            'text/csv': { schema: Type.String(), example: csvExample(answers) },
          }),
          ...problems([400, 410, 500]),
        },
      },
    },
    async ({ query }, reply) => {
      if (query.format === 'json') return answers.page(query)
      return reply.type(MEDIA_TYPE).send(Readable.from(table(answers, query)))
    },
  )
}

/** `GET /v1/{noun}/{id}`. */
export function serveItem(app: FastifyInstance, collection: Collection, answers: Answers): void {
  const { name, summary, description, schemas } = collection
  const { page: _, data, ...rest } = exampleOf(answers)
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

const FIRST = { ...DEFAULTS, limit: 1 } as ListQuery

/** Examples are real answers: they cannot promise what the data does not hold. */
function exampleOf({ page }: Answers): PageAnswer {
  return page(FIRST)
}

function csvExample(answers: Answers): string {
  return [...table(answers, FIRST)].join('')
}

function* table({ columns, rows }: Answers, query: ListQuery): Generator<string> {
  const header = columns(query)
  yield csvLine(header)
  for (const records of rows(query))
    yield records.map((record) => csvLine(header.map((name) => record[name] as string))).join('')
}
