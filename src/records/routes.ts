import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { type Format, MEDIA_TYPES } from '../http/accept.ts'
import { MEDIA_TYPE as CSV, csvLine } from '../http/csv.ts'
import type { Answers, PageAnswer } from './answers.ts'
import type { Collection, Fact } from './collection.ts'
import {
  DEFAULTS,
  defaultsOf,
  formatsOf,
  type ItemQuery,
  idOf,
  itemParameters,
  type ListQuery,
  listParameters,
} from './parameters.ts'
import { pathOf } from './paths.ts'
import { found, problems, unchanged } from './responses.ts'

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
          200: found(schemas.list, exampleOf(collection, answers), downloads(collection, answers)),
          ...unchanged,
          ...problems([400, 406, 410, 500]),
        },
      },
      config: { formats: formatsOf(collection.columns) },
    },
    async ({ query }, reply) => {
      if (query.format === 'csv' || query.format === 'ndjson')
        return sendRecords(reply, collection, answers, query)
      const page = answers.page(query)
      if (page.page.next !== null) reply.header('link', `<${page.page.next}>; rel="next"`)
      return page
    },
  )
}

/** Records as a file: a table, or one of them a line; written as they are taken. */
function sendRecords(
  reply: FastifyReply,
  { name }: Collection,
  answers: Answers,
  query: ListQuery,
): FastifyReply {
  const { chunks, next } = answers.records(query)
  const isTable = query.format === 'csv'
  const text = isTable ? table(answers.columns(query), chunks) : lines(chunks)
  if (next !== null) reply.header('link', `<${next}>; rel="next"`)
  return reply
    .type(isTable ? CSV : MEDIA_TYPES.ndjson)
    .header('content-disposition', `inline; filename="${name}.${query.format}"`)
    .send(Readable.from(text))
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
          200: found(schemas.item, one === undefined ? null : { data: one, ...rest }),
          ...unchanged,
          ...problems([400, 404, 410, 500]),
        },
      },
    },
    async ({ params, query }) => answers.item(params.id, query),
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

/** The other forms of a list, each with an example. */
function downloads(collection: Collection, answers: Answers) {
  const query = first(collection)
  const example = (format: Format) => {
    const { chunks } = answers.records(query)
    const text = format === 'csv' ? table(answers.columns(query), chunks) : lines(chunks)
    return { schema: Type.String(), example: [...text].join('') }
  }
  const others = formatsOf(collection.columns).filter((format) => format !== 'json')
  return Object.fromEntries(others.map((format) => [MEDIA_TYPES[format], example(format)]))
}

function* table(columns: readonly string[], chunks: Iterable<Fact[]>): Generator<string> {
  yield csvLine(columns)
  for (const records of chunks)
    yield records.map((record) => csvLine(columns.map((name) => record[name] as string))).join('')
}

function* lines(chunks: Iterable<Fact[]>): Generator<string> {
  for (const records of chunks)
    yield records.map((record) => `${JSON.stringify(record)}\n`).join('')
}
