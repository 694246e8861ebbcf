import type { Fact } from './collection.ts'
import type { Listing } from './listing.ts'
import type { Noun } from './noun.ts'
import { type OneTime, timesOf } from './time.ts'

/** Records as rows of a table: what is nested in one has flat columns of its own. */

export interface Column {
  name: string
  description: string
  /** The field that it is of: it is there where that is. */
  field: string
  /** Whether it is only there where a time is asked about. */
  timed?: true
  cell(record: Fact): unknown
}

/** The column of a field that is flat already. */
export function plain(name: string, description = ''): Column {
  return { name, description, field: name, cell: (record) => record[name] }
}

type Claims = readonly { source: string; stance: string }[] | undefined

/** Who says so, and who says otherwise: the ids of sources, with spaces between them. */
export const SAID_BY: readonly Column[] = [
  saidBy(
    'sources',
    'evidence',
    'Ids of the sources of which a claim agrees with a value, with spaces between them.',
    ({ stance }) => stance === 'agrees',
  ),
  saidBy(
    'dissenting',
    'evidence',
    'Ids of the sources that disagree with a value, with spaces between them.',
    ({ stance }) => stance === 'disagrees',
  ),
]

/** A column of the sources of those claims of a field that are wanted. */
export function saidBy(
  name: string,
  field: string,
  description: string,
  wanted: (claim: { stance: string }) => boolean = () => true,
): Column {
  return {
    name,
    description,
    field,
    cell: (record) => {
      const claims = (record[field] as Claims)?.filter(wanted) ?? []
      return [...new Set(claims.map(({ source }) => source))].sort().join(' ')
    },
  }
}

/** The columns of a noun's records, in order. */
export function columnsOf(noun: Noun, { columns, validity }: Listing): readonly Column[] {
  const certainty: Column = {
    ...plain('certainty', 'How certain it is that it held at `valid_at`.'),
    timed: true,
  }
  return [
    ...columns.map((name) => plain(name)),
    ...(validity === null ? [] : [certainty]),
    ...timesOf(noun.time).flatMap((time) => (time.kind === 'series' ? neighbours(noun, time) : [])),
    ...SAID_BY,
  ]
}

/** The statements before and after one, each field with a column of its own. */
function neighbours(noun: Noun, { by }: Extract<OneTime, { kind: 'series' }>): Column[] {
  const fields = ['id', ...Object.keys(noun.fields).filter((name) => !by.includes(name))]
  return ['next', 'previous'].flatMap((which) =>
    fields.map(
      (field): Column => ({
        timed: true,
        name: `${which}_${field}`,
        description: `\`${field}\` of the ${which} statement of the series.`,
        field: which,
        cell: (record) => (record[which] as Fact | null | undefined)?.[field],
      }),
    ),
  )
}

/** Those columns of which there is something to show. */
export function shown(
  columns: readonly Column[],
  asked: {
    evidence?: 'full' | 'none' | undefined
    fields?: readonly string[] | undefined
    valid_at?: string | undefined
  },
): readonly Column[] {
  return columns.filter(({ field, timed = false }) => {
    if (timed && asked.valid_at === undefined) return false
    if (field === 'evidence' && asked.evidence !== undefined) return asked.evidence === 'full'
    return ['id', 'certainty'].includes(field) || (asked.fields?.includes(field) ?? true)
  })
}
