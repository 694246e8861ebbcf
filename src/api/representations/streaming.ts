import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { ServedRecord } from '../../domain/record-serialization.ts'
import { type Format, MEDIA_TYPES } from '../../http/plugins/content-negotiation.ts'
import type { Collection } from '../collection.ts'
import type { ListQuery } from '../query-parameters.ts'
import { CSV_MEDIA_TYPE, csvLine, FORMULA_GUARD } from './csv.ts'
import { type CsvColumn, visibleColumns } from './csv-columns.ts'
import { jsonLdRepresentation } from './json-ld.ts'

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
    .type(listMediaType(query.format))
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

/** The media type of a list, with its parameters. */
export function listMediaType(format: Format = 'json'): string {
  return format === 'csv' ? CSV_MEDIA_TYPE : MEDIA_TYPES[format]
}

/** The representations of a list besides JSON, as the API document describes them. */
export function listRepresentations({ csvColumns, schemas }: Collection) {
  return {
    ...(csvColumns !== undefined && {
      [MEDIA_TYPES.csv]: { schema: Type.String({ description: describeColumns(csvColumns) }) },
    }),
    [MEDIA_TYPES.ndjson]: {
      schema: Type.String({ description: 'One record on each line, as in JSON.' }),
    },
    ...jsonLdRepresentation(schemas.list),
  }
}

/** The columns of a table, and the meaning of those that are not fields. */
function describeColumns(columns: readonly CsvColumn[]): string {
  const names = columns.map(({ name }) => `\`${name}\``).join(', ')
  const explained = columns
    .filter(({ description }) => description !== '')
    .map(({ name, description }) => `\n- \`${name}\`: ${description}`)
  return `A table (RFC 4180) with the columns ${names}. ${FORMULA_GUARD}\n${explained.join('')}`
}
