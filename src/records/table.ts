import { bounds, OPEN } from './edtf.ts'
import type { Value } from './evidence.ts'
import type { Declared } from './noun.ts'
import { BOUNDS, dateFields, hasStatus, type TimeBounds, timesOf } from './time.ts'

/** How a noun is stored: its table's columns, and its values in them. */

/** A value as SQLite holds it: it has no booleans. */
export type Cell = string | number | null

/** The columns that a record is served from, in order: fields are columns of the same name. */
export function servedColumns(noun: Declared): string[] {
  const status = timesOf(noun.time).some(hasStatus) ? ['status'] : []
  return ['id', ...Object.keys(noun.fields), ...status, 'known_from', 'known_to']
}

/** The columns that a record is told from: those, and what is computed from other records. */
export function toldColumns(noun: Declared): string[] {
  const known = ['known_from', 'known_to']
  const stored = servedColumns(noun).filter((name) => !known.includes(name))
  return [...stored, ...Object.keys(noun.computed ?? {}), ...known]
}

/** Date fields that are not the record's time, which keep bounds of their own for filters. */
export function datedApart(noun: Declared): string[] {
  const time = dateFields(noun.time)
  return Object.entries(noun.fields)
    .filter(([name, { form }]) => (form === 'day' || form === 'span') && !(name in time))
    .map(([name]) => name)
    .filter((name) => name !== 'attested')
}

/** Every column of a noun's table. */
export function columnsOf(noun: Declared): string[] {
  return [
    ...servedColumns(noun),
    ...datedApart(noun).flatMap((name) => [`${name}_min`, `${name}_max`]),
    ...(noun.time.kind === 'timeless' ? [] : BOUNDS),
  ]
}

/** One version of a record, as a row of its table. */
export function rowOf(
  noun: Declared,
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
  for (const name of [...Object.keys(noun.fields), 'status']) row[name] = cell(values[name] ?? null)
  for (const name of datedApart(noun)) {
    const value = values[name] ?? null
    const { min, max } = value === null ? { min: null, max: null } : bounds(String(value))
    row[`${name}_min`] = min
    row[`${name}_max`] = max
  }
  return { ...row, ...version.bounds }
}

/** The bounds of a date that stands alone, as of a source. */
export function boundsOr(value: Value | null) {
  return value === null ? OPEN : bounds(String(value))
}

export function cell(value: Value | null): Cell {
  return typeof value === 'boolean' ? Number(value) : value
}

/** A field's value from its cell. */
export function decoded(
  noun: Pick<Declared, 'fields' | 'computed'>,
  field: string,
  cell: Cell,
): Value | null {
  return isYesNo(noun, field) ? yesNo(cell) : cell
}

function isYesNo({ fields, computed }: Pick<Declared, 'fields' | 'computed'>, field: string) {
  const schema = (fields[field]?.schema ?? computed?.[field]) as { type?: string } | undefined
  return schema?.type === 'boolean'
}

const yesNo = (cell: Cell) => (cell === null ? null : cell === 1)
const asItIs = (cell: Cell) => cell
const statement = (cell: Cell) => (cell === null ? null : JSON.parse(String(cell)))

/** What is told beside its fields of a record that a time is asked about. */
const MOMENT = { certainty: asItIs, next: statement, previous: statement }

type Decoders = readonly [column: string, decode: (cell: Cell) => unknown][]

const decoders = new WeakMap<Declared, Decoders>()

/** How the columns of a noun are read, in the order in which a record tells them; found out once. */
function decodersOf(noun: Declared): Decoders {
  const known = decoders.get(noun)
  if (known !== undefined) return known
  const told = toldColumns(noun).filter((name) => name !== 'known_from' && name !== 'known_to')
  const found: Decoders = [
    ...told.map((name): Decoders[number] => [name, isYesNo(noun, name) ? yesNo : asItIs]),
    ...Object.entries(MOMENT).filter(([name]) => !told.includes(name)),
  ]
  decoders.set(noun, found)
  return found
}

/** A row as a record: those of the noun's columns that it has. */
export function recordOf(
  noun: Declared,
  row: Readonly<Record<string, Cell>>,
  evidence: readonly unknown[] | null,
): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [column, decode] of decodersOf(noun)) {
    const cell = row[column]
    if (cell !== undefined) record[column] = decode(cell)
  }
  if (evidence !== null) record.evidence = evidence
  if (row.known_from !== undefined) {
    record.known_from = row.known_from
    record.known_to = row.known_to
  }
  return record
}

/** Of a row those columns that it has, whatever else was selected. */
export function picked(
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
