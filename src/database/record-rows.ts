import type { Value } from '../api/evidence-schema.ts'
import { edtfBounds, UNBOUNDED } from '../domain/edtf.ts'
import type { ResourceDeclaration } from '../domain/resource-type.ts'
import {
  BOUND_COLUMNS,
  dateFields,
  hasStatus,
  type TimeBounds,
  timeKinds,
} from '../domain/valid-time.ts'

/** How a collection is stored: its table's columns, and its values in them. */

/** A value as SQLite holds it: it has no booleans. */
export type Cell = string | number | null

/** The columns that a record is served from, in order: fields are columns of the same name. */
export function storedColumns(resourceType: ResourceDeclaration): string[] {
  const status = timeKinds(resourceType.time).some(hasStatus) ? ['status'] : []
  return ['id', ...Object.keys(resourceType.fields), ...status, 'known_from', 'known_to']
}

/** The columns that a record is told from: those, and what is computed from other records. */
export function recordColumns(resourceType: ResourceDeclaration): string[] {
  const known = ['known_from', 'known_to']
  const stored = storedColumns(resourceType).filter((name) => !known.includes(name))
  return [...stored, ...Object.keys(resourceType.computed ?? {}), ...known]
}

/** Date fields that are not the record's time, which keep bounds of their own for filters. */
export function boundedDateFields(resourceType: ResourceDeclaration): string[] {
  const time = dateFields(resourceType.time)
  return Object.entries(resourceType.fields)
    .filter(([name, { type: form }]) => (form === 'day' || form === 'span') && !(name in time))
    .map(([name]) => name)
    .filter((name) => name !== 'attested')
}

/** Every column of a collection's table. */
export function tableColumns(resourceType: ResourceDeclaration): string[] {
  return [
    ...storedColumns(resourceType),
    ...boundedDateFields(resourceType).flatMap((name) => [`${name}_min`, `${name}_max`]),
    ...(resourceType.time.kind === 'timeless' ? [] : BOUND_COLUMNS),
  ]
}

/** One version of a record, as a row of its table. */
export function recordRow(
  resourceType: ResourceDeclaration,
  record: string,
  version: {
    known_from: string
    known_to: string | null
    values: Record<string, Value | null>
    bounds: TimeBounds | null
  },
): Record<string, Cell> {
  const { known_from, known_to, values } = version
  const row: Record<string, Cell> = { id: record, known_from, known_to }
  for (const name of [...Object.keys(resourceType.fields), 'status'])
    row[name] = toCell(values[name] ?? null)
  for (const name of boundedDateFields(resourceType)) {
    const value = values[name] ?? null
    const { min, max } = value === null ? { min: null, max: null } : edtfBounds(String(value))
    row[`${name}_min`] = min
    row[`${name}_max`] = max
  }
  return { ...row, ...version.bounds }
}

/** The bounds of a date that stands alone, as of a source. */
export function boundsOrOpen(value: Value | null) {
  return value === null ? UNBOUNDED : edtfBounds(String(value))
}

export function toCell(value: Value | null): Cell {
  return typeof value === 'boolean' ? Number(value) : value
}

/** A field's value from its cell. */
export function fromCell(
  resourceType: Pick<ResourceDeclaration, 'fields' | 'computed'>,
  field: string,
  cell: Cell,
): Value | null {
  return isYesNo(resourceType, field) ? yesNo(cell) : cell
}

function isYesNo(
  { fields, computed }: Pick<ResourceDeclaration, 'fields' | 'computed'>,
  field: string,
) {
  const schema = (fields[field]?.schema ?? computed?.[field]) as { type?: string } | undefined
  return schema?.type === 'boolean'
}

const yesNo = (cell: Cell) => (cell === null ? null : cell === 1)
const asItIs = (cell: Cell) => cell
const statement = (cell: Cell) => (cell === null ? null : JSON.parse(String(cell)))

/** What is told beside its fields of a record that a time is asked about. */
const MOMENT = { certainty: asItIs, next: statement, previous: statement }

type Decoders = readonly [column: string, decode: (cell: Cell) => unknown][]

const decoders = new WeakMap<ResourceDeclaration, Decoders>()

/** How the columns of a collection are read, in the order in which a record tells them; found out once. */
function decodersOf(resourceType: ResourceDeclaration): Decoders {
  const known = decoders.get(resourceType)
  if (known !== undefined) return known
  const items = recordColumns(resourceType).filter(
    (name) => name !== 'known_from' && name !== 'known_to',
  )
  const found: Decoders = [
    ...items.map((name): Decoders[number] => [name, isYesNo(resourceType, name) ? yesNo : asItIs]),
    ...Object.entries(MOMENT).filter(([name]) => !items.includes(name)),
  ]
  decoders.set(resourceType, found)
  return found
}

/** A row as a record: those of the collection's columns that it has. */
export function toRecord(
  resourceType: ResourceDeclaration,
  row: Readonly<Record<string, Cell>>,
  evidence: readonly unknown[] | null,
): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [column, decode] of decodersOf(resourceType)) {
    const cell = row[column]
    if (cell !== undefined) record[column] = decode(cell)
  }
  if (evidence !== null) record.evidence = evidence
  if (row.known_from !== undefined) record.known_from = row.known_from
  if (row.known_to !== undefined) record.known_to = row.known_to
  return record
}

/** Of a row those columns that it has, whatever else was selected. */
export function pickColumns(
  row: Readonly<Record<string, Cell>>,
  columns: readonly string[],
): Record<string, Cell> {
  const shown: Record<string, Cell> = {}
  for (const column of columns) {
    const cell = row[column]
    if (cell !== undefined) shown[column] = cell
  }
  return shown
}
