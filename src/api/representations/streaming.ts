import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { ServedRecord } from '../../domain/record-serialization.ts'
import { FORMATS, formatDefinition } from '../../http/formats.ts'
import type { Collection } from '../collection.ts'
import { listFormats } from '../format-parameter.ts'
import type { ListQuery } from '../query-parameters.ts'
import { csvLine } from './csv.ts'
import { type CsvColumn, visibleColumns } from './csv-columns.ts'
import { jsonLdRepresentation } from './json-ld.ts'
import { documentRepresentations } from './representation.ts'

/** Lists as CSV and NDJSON, written in chunks as the client reads them. */
export function sendStream(
  reply: FastifyReply,
  { name, csvColumns }: Collection,
  query: ListQuery,
  chunks: Iterable<string[]>,
): FastifyReply {
  const isCsv = query.format === 'csv' && csvColumns !== undefined
  const lines = isCsv
    ? csvLines(visibleColumns(csvColumns, query), chunks, query.bom === true)
    : jsonLines(chunks)
  return reply
    .type(formatDefinition(query.format ?? 'json').contentType)
    .header('content-disposition', `inline; filename="${name}.${query.format}"`)
    .send(Readable.from(yieldToOthers(lines)))
}

/** Lets other requests run between the chunks. Without it, a download blocks them until it is complete. */
async function* yieldToOthers(lines: Iterable<string>): AsyncGenerator<string> {
  for (const line of lines) {
    yield line
    await setImmediate()
  }
}

const BYTE_ORDER_MARK = '\ufeff'

function* csvLines(
  columns: readonly CsvColumn[],
  chunks: Iterable<string[]>,
  hasBom: boolean,
): Generator<string> {
  yield `${hasBom ? BYTE_ORDER_MARK : ''}${csvLine(columns.map(({ name }) => name))}`
  for (const records of chunks)
    yield records
      .map((json) => {
        const record = JSON.parse(json) as ServedRecord
        return csvLine(columns.map(({ cell }) => cell(record) as string))
      })
      .join('')
}

function* jsonLines(chunks: Iterable<string[]>): Generator<string> {
  for (const records of chunks) yield records.map((json) => `${json}\n`).join('')
}

/** The representations of a list besides JSON, as the API document describes them. */
export function listRepresentations(collection: Collection) {
  const { csvColumns, schemas } = collection
  return {
    ...(csvColumns !== undefined && {
      [FORMATS.csv.mediaType]: {
        schema: Type.String({ description: describeColumns(csvColumns) }),
      },
    }),
    [FORMATS.ndjson.mediaType]: {
      schema: Type.String({ description: 'One record on each line, as in JSON.' }),
    },
    ...jsonLdRepresentation(schemas.list),
    ...documentRepresentations(listFormats(collection)),
  }
}

/** The columns of a table, and the meaning of those that are not fields. */
function describeColumns(columns: readonly CsvColumn[]): string {
  const names = columns.map(({ name }) => `\`${name}\``).join(', ')
  const explained = columns
    .filter(({ description }) => description !== '')
    .map(({ name, description }) => `\n- \`${name}\`: ${description}`)
  return `A table (RFC 4180) with the columns ${names}.\n${explained.join('')}`
}
