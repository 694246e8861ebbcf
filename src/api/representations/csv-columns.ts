import type { ResourceType } from '../../domain/resource-type.ts'
import { type TimeKind, timeKinds } from '../../domain/valid-time.ts'
import type { ListDefinition } from '../../query/list-definition.ts'
import type { ServedRecord } from '../collection.ts'

/** Records as rows of a table: what is nested in one has flat columns of its own. */

export interface CsvColumn {
  name: string
  description: string
  /** The field that it is of: it is there where that is. */
  field: string
  /** Whether it is only there where a time is asked about. */
  timed?: true
  cell(record: ServedRecord): unknown
}

/** The column of a field that is flat already. */
export function flatColumn(name: string, description = ''): CsvColumn {
  return { name, description, field: name, cell: (record) => record[name] }
}

type Claims = readonly { source: string; stance: string }[] | undefined

/** Who says so, and who says otherwise: the ids of sources, with spaces between them. */
export const SOURCE_COLUMNS: readonly CsvColumn[] = [
  sourcesColumn(
    'sources',
    'evidence',
    'Ids of the sources of which a claim agrees with a value, with spaces between them.',
    ({ stance }) => stance === 'agrees',
  ),
  sourcesColumn(
    'dissenting',
    'evidence',
    'Ids of the sources that disagree with a value, with spaces between them.',
    ({ stance }) => stance === 'disagrees',
  ),
]

/** A column of the sources of those claims of a field that are wanted. */
export function sourcesColumn(
  name: string,
  field: string,
  description: string,
  wanted: (claim: { stance: string }) => boolean = () => true,
): CsvColumn {
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

/** The columns of a collection's records, in order. */
export function csvColumnsOf(
  resourceType: ResourceType,
  { columns, validTime: validity }: ListDefinition,
): readonly CsvColumn[] {
  const certainty: CsvColumn = {
    ...flatColumn('certainty', 'How certain it is that it held at `valid_at`.'),
    timed: true,
  }
  return [
    ...columns.map((name) => flatColumn(name)),
    ...(validity === null ? [] : [certainty]),
    ...timeKinds(resourceType.time).flatMap((time) =>
      time.kind === 'series' ? neighbours(resourceType, time) : [],
    ),
    ...SOURCE_COLUMNS,
  ]
}

/** The statements before and after one, each field with a column of its own. */
function neighbours(
  resourceType: ResourceType,
  { by }: Extract<TimeKind, { kind: 'series' }>,
): CsvColumn[] {
  const fields = ['id', ...Object.keys(resourceType.fields).filter((name) => !by.includes(name))]
  return ['next', 'previous'].flatMap((which) =>
    fields.map(
      (field): CsvColumn => ({
        timed: true,
        name: `${which}_${field}`,
        description: `\`${field}\` of the ${which} statement of the series.`,
        field: which,
        cell: (record) => (record[which] as ServedRecord | null | undefined)?.[field],
      }),
    ),
  )
}

/** Those columns of which there is something to show. */
export function visibleColumns(
  columns: readonly CsvColumn[],
  asked: {
    evidence?: 'full' | 'none' | undefined
    fields?: readonly string[] | undefined
    valid_at?: string | undefined
  },
): readonly CsvColumn[] {
  return columns.filter(({ field, timed = false }) => {
    if (timed && asked.valid_at === undefined) return false
    if (field === 'evidence' && asked.evidence !== undefined) return asked.evidence === 'full'
    return ['id', 'certainty'].includes(field) || (asked.fields?.includes(field) ?? true)
  })
}
