import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { MEDIA_TYPES } from '../../http/plugins/content-negotiation.ts'
import { addLinks, formatLink } from '../../http/plugins/link-header.ts'
import type { Collection, ServedRecord } from '../collection.ts'
import type { CollectionService, ItemResponse, ListResponse } from '../collection-service.ts'
import type { Examples } from '../openapi-examples.ts'
import type { ListQuery } from '../query-parameters.ts'
import { CSV_MEDIA_TYPE as CSV, csvLine, FORMULA_GUARD } from './csv.ts'
import { type CsvColumn, visibleColumns } from './csv-columns.ts'
import { type JsonLdContext, toJsonLd } from './json-ld.ts'

/** The forms of an answer beside plain JSON: a table, one record a line, and linked data. */

/** Records as a file: a table, or one of them a line; written as they are taken. */
export function sendStream(
  reply: FastifyReply,
  { name, csvColumns: table }: Collection,
  answers: CollectionService,
  query: ListQuery,
): FastifyReply {
  const { chunks, next } = answers.records(query)
  const isTable = query.format === 'csv' && table !== undefined
  if (next !== null) addLinks(reply, formatLink(next, 'next'))
  return reply
    .type(isTable ? CSV : MEDIA_TYPES.ndjson)
    .header('content-disposition', `inline; filename="${name}.${query.format}"`)
    .send(Readable.from(isTable ? rows(visibleColumns(table, query), chunks) : lines(chunks)))
}

/** An answer as linked data, once it was checked as the JSON that it is. */
export function sendJsonLd(
  request: FastifyRequest,
  reply: FastifyReply,
  meaning: JsonLdContext,
  answer: ListResponse | ItemResponse,
): FastifyReply {
  reply.serializeInput({ ...answer }, '200', MEDIA_TYPES.json)
  return reply.type(MEDIA_TYPES.jsonld).send(JSON.stringify(toJsonLd(request, meaning, answer)))
}

const LINKED = Type.Object(
  {
    '@context': Type.Object({}, { description: 'What the names in it mean.' }),
    '@id': Type.String({ description: 'Its address.' }),
    '@type': Type.String({ description: 'Its class.' }),
    data: Type.Unknown({ description: 'As in JSON, each record with its class.' }),
  },
  { description: 'The same JSON, with a context that says what it means (JSON-LD 1.1).' },
)

/** The other forms of one record. */
export const itemRepresentations = { [MEDIA_TYPES.jsonld]: { schema: LINKED } }

/** The other forms of a list, those that are text with an example. */
export function listRepresentations({ csvColumns: table }: Collection, examples?: Examples) {
  const records = examples?.page.data
  const example = (text: (records: ServedRecord[]) => Iterable<string>) =>
    records && { example: [...text(records)].join('') }
  return {
    ...(table !== undefined && {
      [MEDIA_TYPES.csv]: {
        schema: Type.String({ description: described(table) }),
        ...example((records) => rows(visibleColumns(table, {}), [records])),
      },
    }),
    [MEDIA_TYPES.ndjson]: {
      schema: Type.String({ description: 'One record a line, each as in JSON.' }),
      ...example((records) => lines([records])),
    },
    ...itemRepresentations,
  }
}

/** Which columns a table has, in words: those that are not just fields are explained. */
function described(columns: readonly CsvColumn[]): string {
  const names = columns.map(({ name }) => `\`${name}\``).join(', ')
  const explained = columns
    .filter(({ description }) => description !== '')
    .map(({ name, description }) => `\n- \`${name}\`: ${description}`)
  return `A table (RFC 4180) with the columns ${names}, each where there is something to show in it. ${FORMULA_GUARD}\n${explained.join('')}`
}

function* rows(columns: readonly CsvColumn[], chunks: Iterable<ServedRecord[]>): Generator<string> {
  yield csvLine(columns.map(({ name }) => name))
  for (const records of chunks)
    yield records
      .map((record) => csvLine(columns.map(({ cell }) => cell(record) as string)))
      .join('')
}

function* lines(chunks: Iterable<ServedRecord[]>): Generator<string> {
  for (const records of chunks)
    yield records.map((record) => `${JSON.stringify(record)}\n`).join('')
}
