import { Type } from 'typebox'
import { type Format, formatDefinition } from '../http/formats.ts'
import type { Collection } from './collection.ts'

/** The parameter `format`, and the formats of lists and items. */

export const formatParameter = (formats: readonly Format[]) =>
  Type.Optional(
    Type.Enum([...formats], {
      type: 'string',
      description: `Format; default: by \`Accept\`. ${formats.flatMap((format) => formatDefinition(format).description ?? []).join(', ')}.`,
    }),
  )

/** The formats of a list. It is a table only if its records have columns, and a chart only if they have periods. */
export function listFormats({
  csvColumns,
  hasPeriods,
}: Pick<Collection, 'csvColumns' | 'hasPeriods'>): readonly Format[] {
  return [
    'json',
    ...(csvColumns === undefined ? [] : (['csv'] as const)),
    ...(['ndjson', 'jsonld', 'html'] as const),
    ...(hasPeriods === true ? (['svg'] as const) : []),
  ]
}

export const ITEM_FORMATS = ['json', 'jsonld', 'html'] as const
