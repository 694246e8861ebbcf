import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { FORMATS } from '../../http/formats.ts'
import type { SeriesResult } from '../series-service.ts'
import { csvLine } from './csv.ts'

/** A series as CSV: a row for each statement, and one for each year without statements. */

const COLUMNS = [
  ...['year', 'roster_definite', 'roster_possible', 'code', 'value', 'unit', 'qualifier'],
  ...['date', 'agrees', 'record', 'sources'],
]

export const seriesTableRepresentation = {
  [FORMATS.csv.mediaType]: {
    schema: Type.String({
      description: `A table (RFC 4180) with the columns ${COLUMNS.map((name) => `\`${name}\``).join(', ')}: a row for each statement, and one for each year without statements. \`sources\` has ids, separated by spaces.`,
    }),
  },
}

export function sendSeriesTable(reply: FastifyReply, { data }: SeriesResult): FastifyReply {
  const rows = data.flatMap(({ year, roster, statements }) => {
    const counts = [year, roster?.definite, roster?.possible]
    if (statements.length === 0) return [csvLine([...counts, ...Array(8).fill(null)])]
    return statements.map(({ code, value, unit, qualifier, date, agrees, record, sources }) =>
      csvLine([
        ...counts,
        ...[code, value, unit, qualifier],
        ...[date, agrees, record, sources.join(' ')],
      ]),
    )
  })
  return reply
    .type(FORMATS.csv.contentType)
    .header('content-disposition', 'inline; filename="series.csv"')
    .send(csvLine(COLUMNS) + rows.join(''))
}
