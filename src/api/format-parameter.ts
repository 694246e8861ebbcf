import { Type } from 'typebox'
import type { Format } from '../http/plugins/content-negotiation.ts'
import type { CsvColumn } from './representations/csv-columns.ts'

/** The parameter `format`, and the formats of lists and items. */

const FORMATS: Readonly<Record<Format, string>> = {
  json: '`json`',
  csv: '`csv` is a table',
  ndjson: '`ndjson` has one record on each line',
  jsonld: '`jsonld` is the same JSON with a JSON-LD 1.1 context',
}

export const formatParameter = (formats: readonly Format[]) =>
  Type.Optional(
    Type.Enum([...formats], {
      type: 'string',
      description: `Format of the response; default: negotiated by \`Accept\`. ${formats.map((format) => FORMATS[format]).join(', ')}.`,
    }),
  )

/** The formats of a list. It is a table only if its records have columns. */
export function listFormats(columns: readonly CsvColumn[] | undefined): readonly Format[] {
  return columns === undefined ? ['json', 'ndjson', 'jsonld'] : ['json', 'csv', 'ndjson', 'jsonld']
}

export const ITEM_FORMATS = ['json', 'jsonld'] as const
