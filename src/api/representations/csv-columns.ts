import { labelNameOf, labelSources } from '../../domain/labels.ts'
import { BOUND_PROPERTIES } from '../../domain/record-components.ts'
import { recordColumns, type ServedRecord } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { type TimeKind, timeKinds } from '../../domain/valid-time.ts'

/** The columns of a CSV table. Nested parts of a record have flat columns of their own. */
export interface CsvColumn {
  name: string
  description: string
  /** The property that the value comes from. The column is left out if that property is. */
  property: string
  /** Whether the column is only present with `valid_at`. */
  needsValidAt?: true
  /** Whether the column is only present with `bounds=true`. */
  needsBounds?: true
  cell(record: ServedRecord): unknown
}

/** The column of a property that is not nested. */
export function flatColumn(name: string, description = ''): CsvColumn {
  return { name, description, property: name, cell: (record) => record[name] }
}

/** The label of a property, beside it. */
function labelColumn(field: string): CsvColumn {
  const name = labelNameOf(field)
  return {
    name,
    description: `Name of what \`${field}\` stands for.`,
    property: field,
    cell: (record) => record[name],
  }
}

type Claims = readonly { source: string; stance: string }[] | undefined

/** The ids of the sources of some claims, separated by spaces. */
export function sourcesColumn(
  name: string,
  property: string,
  description: string,
  isIncluded: (claim: { stance: string }) => boolean = () => true,
): CsvColumn {
  return {
    name,
    description,
    property,
    cell: (record) => {
      const claims = (record[property] as Claims)?.filter(isIncluded) ?? []
      return [...new Set(claims.map(({ source }) => source))].sort().join(' ')
    },
  }
}

const SOURCE_COLUMNS: readonly CsvColumn[] = [
  sourcesColumn(
    'sources',
    'evidence',
    'Ids of the sources with a claim that agrees, separated by spaces.',
    ({ stance }) => stance === 'agrees',
  ),
  sourcesColumn(
    'dissenting',
    'evidence',
    'Ids of the sources with a claim that disagrees, separated by spaces.',
    ({ stance }) => stance === 'disagrees',
  ),
]

const BOUND_CSV_COLUMNS = Object.values(BOUND_PROPERTIES).map(
  (name): CsvColumn => ({ ...flatColumn(name), needsBounds: true }),
)

/** The columns of a resource type, in order. */
export function csvColumnsOf(resourceType: ResourceType): readonly CsvColumn[] {
  const kinds = timeKinds(resourceType.time)
  const labels = labelSources(resourceType)
  const certainty: CsvColumn = {
    ...flatColumn('certainty', 'How certain it is that the record was true at `valid_at`.'),
    needsValidAt: true,
  }
  return [
    ...recordColumns(resourceType).flatMap((name) =>
      name in labels ? [flatColumn(name), labelColumn(name)] : [flatColumn(name)],
    ),
    ...(kinds.some(({ kind }) => kind !== 'timeless') ? [certainty, ...BOUND_CSV_COLUMNS] : []),
    ...kinds.flatMap((time) =>
      time.kind === 'series' ? neighbourColumns(resourceType, time) : [],
    ),
    ...SOURCE_COLUMNS,
  ]
}

/** A column for each field of the next and the previous statement. */
function neighbourColumns(
  { fields }: ResourceType,
  { by }: Extract<TimeKind, { kind: 'series' }>,
): CsvColumn[] {
  const names = ['id', ...Object.keys(fields).filter((name) => !by.includes(name))]
  return ['next', 'previous'].flatMap((neighbour) =>
    names.map(
      (name): CsvColumn => ({
        name: `${neighbour}_${name}`,
        description: `\`${name}\` of the ${neighbour} statement of the series.`,
        property: neighbour,
        needsValidAt: true,
        cell: (record) => (record[neighbour] as ServedRecord | null | undefined)?.[name],
      }),
    ),
  )
}

/** The columns that a response has, by the parameters of the request. */
export function visibleColumns(
  columns: readonly CsvColumn[],
  query: {
    evidence?: 'full' | 'none' | undefined
    fields?: readonly string[] | undefined
    valid_at?: string | undefined
    bounds?: boolean | undefined
  },
): readonly CsvColumn[] {
  return columns.filter(({ property, needsValidAt = false, needsBounds = false }) => {
    if (needsValidAt && query.valid_at === undefined) return false
    if (needsBounds) return query.bounds === true
    if (property === 'evidence' && query.evidence !== undefined) return query.evidence === 'full'
    return ['id', 'certainty'].includes(property) || (query.fields?.includes(property) ?? true)
  })
}
