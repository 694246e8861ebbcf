import type { Value } from './claim.ts'
import { edtfBounds } from './edtf.ts'
import { foldText } from './folded-text.ts'
import { isDateType, labelField, type ResourceDeclaration, storedFields } from './resource-type.ts'
import {
  BOUND_COLUMNS,
  dateFields,
  hasStatus,
  storesTimeKind,
  type TimeBounds,
  type TimeKind,
  timeKinds,
} from './valid-time.ts'

/** From a version to the row that stores it, and from a row to the record that is served. */

/** A stored value. SQLite has no booleans: they are 0 and 1. */
export type Cell = string | number | null

export type Row = Record<string, Cell>

/** A record as a response shows it. */
export interface ServedRecord {
  [property: string]: unknown
}

/** The stored columns of a record, in order. Fields have columns of the same name. */
export function storedColumns(declaration: ResourceDeclaration): string[] {
  const status = timeKinds(declaration.time).some(hasStatus) ? ['status'] : []
  return ['id', ...Object.keys(storedFields(declaration)), ...status, 'known_from', 'known_to']
}

/** Date fields other than the record's time. They have bounds of their own, for filters. */
export function boundedDateFields({ time, fields }: ResourceDeclaration): string[] {
  const timeFields = dateFields(time)
  return Object.entries(fields)
    .filter(([name, { type }]) => isDateType(type) && !(name in timeFields))
    .map(([name]) => name)
    .filter((name) => name !== 'attested')
}

export function tableColumns(declaration: ResourceDeclaration): string[] {
  return [
    ...storedColumns(declaration),
    ...boundedDateFields(declaration).flatMap((name) => [`${name}_min`, `${name}_max`]),
    ...(labelField(declaration) === undefined ? [] : ['collation']),
    ...(storesTimeKind(declaration.time) ? ['time_kind'] : []),
    ...(declaration.time.kind === 'timeless' ? [] : BOUND_COLUMNS),
  ]
}

/** The row of one version of a record, with the bounds of its dates. */
export function recordRow(
  declaration: ResourceDeclaration,
  record: string,
  version: {
    known_from: string
    known_to: string | null
    values: Record<string, Value | null>
    time: TimeKind
    bounds: TimeBounds | null
  },
): Row {
  const { known_from, known_to, values, time } = version
  const row: Row = { id: record, known_from, known_to, time_kind: time.kind }
  for (const name of [...Object.keys(storedFields(declaration)), 'status'])
    row[name] = toCell(values[name] ?? null)
  for (const name of boundedDateFields(declaration)) {
    const value = values[name] ?? null
    const { min, max } = value === null ? { min: null, max: null } : edtfBounds(String(value))
    row[`${name}_min`] = min
    row[`${name}_max`] = max
  }
  const label = labelField(declaration)
  if (label !== undefined) row.collation = foldText(String(row[label] ?? ''))
  return { ...row, ...version.bounds }
}

const KNOWLEDGE_TIME: readonly string[] = ['known_from', 'known_to']

/** The columns that a record is made of, in order: stored and computed. */
export function recordColumns(declaration: ResourceDeclaration): string[] {
  const stored = storedColumns(declaration).filter((name) => !KNOWLEDGE_TIME.includes(name))
  return [...stored, ...Object.keys(declaration.computed ?? {}), ...KNOWLEDGE_TIME]
}

export function toCell(value: Value | null): Cell {
  return typeof value === 'boolean' ? Number(value) : value
}

/** The value of a field, from its cell. */
export function fromCell(declaration: ValueFields, field: string, cell: Cell): Value | null {
  return isBoolean(declaration, field) ? toBoolean(cell) : cell
}

/** What decides how a cell is read. */
export type ValueFields = Pick<ResourceDeclaration, 'fields' | 'derived' | 'computed'>

function isBoolean({ fields, computed }: ValueFields, field: string) {
  const schema = (fields[field]?.schema ?? computed?.[field]) as { type?: string } | undefined
  return schema?.type === 'boolean'
}

const toBoolean = (cell: Cell) => (cell === null ? null : cell === 1)

/** Makes a record of the stored columns of a row, without its knowledge time. */
export function toRecord(declaration: ResourceDeclaration, row: Readonly<Row>): ServedRecord {
  const names = storedColumns(declaration).filter((name) => !KNOWLEDGE_TIME.includes(name))
  return Object.fromEntries(
    names.flatMap((name) =>
      row[name] === undefined ? [] : [[name, fromCell(declaration, name, row[name])]],
    ),
  )
}

/** The given columns of a row, if the row has them. */
export function pickColumns(row: Readonly<Row>, columns: readonly string[]): Row {
  const picked: Row = {}
  for (const column of columns) {
    const cell = row[column]
    if (cell !== undefined) picked[column] = cell
  }
  return picked
}
