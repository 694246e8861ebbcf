import type { Value } from './claim.ts'
import type { ResourceDeclaration } from './resource-type.ts'
import { hasStatus, timeKinds } from './valid-time.ts'

/** Between rows and records: a row holds cells, a record holds values. */

/** A stored value. SQLite has no booleans: they are 0 and 1. */
export type Cell = string | number | null

export type Row = Record<string, Cell>

/** A record as a response shows it. */
export interface ServedRecord {
  [property: string]: unknown
}

/** The stored columns of a record, in order. Fields have columns of the same name. */
export function storedColumns({ time, fields }: ResourceDeclaration): string[] {
  const status = timeKinds(time).some(hasStatus) ? ['status'] : []
  return ['id', ...Object.keys(fields), ...status, 'known_from', 'known_to']
}

/** The columns that a record is made of, in order: stored and computed. */
export function recordColumns(declaration: ResourceDeclaration): string[] {
  const knowledgeTime = ['known_from', 'known_to']
  const stored = storedColumns(declaration).filter((name) => !knowledgeTime.includes(name))
  return [...stored, ...Object.keys(declaration.computed ?? {}), ...knowledgeTime]
}

export function toCell(value: Value | null): Cell {
  return typeof value === 'boolean' ? Number(value) : value
}

/** The value of a field, from its cell. */
export function fromCell(
  declaration: Pick<ResourceDeclaration, 'fields' | 'computed'>,
  field: string,
  cell: Cell,
): Value | null {
  return isBoolean(declaration, field) ? toBoolean(cell) : cell
}

function isBoolean(
  { fields, computed }: Pick<ResourceDeclaration, 'fields' | 'computed'>,
  field: string,
) {
  const schema = (fields[field]?.schema ?? computed?.[field]) as { type?: string } | undefined
  return schema?.type === 'boolean'
}

const toBoolean = (cell: Cell) => (cell === null ? null : cell === 1)
const unchanged = (cell: Cell) => cell
const parseJson = (cell: Cell) => (cell === null ? null : JSON.parse(String(cell)))

type Decoders = readonly [column: string, decode: (cell: Cell) => unknown][]

const decoders = new WeakMap<ResourceDeclaration, Decoders>()

/** How the columns of a resource type are decoded, in the order of a record. */
function decodersOf(declaration: ResourceDeclaration): Decoders {
  const known = decoders.get(declaration)
  if (known !== undefined) return known
  const columns = recordColumns(declaration).filter(
    (name) => name !== 'known_from' && name !== 'known_to',
  )
  // A query with `valid_at` adds these, unless a field has the name. The neighbours are JSON.
  const added: Decoders = [
    ['certainty', unchanged],
    ['next', parseJson],
    ['previous', parseJson],
  ]
  const made: Decoders = [
    ...columns.map((name): Decoders[number] => [
      name,
      isBoolean(declaration, name) ? toBoolean : unchanged,
    ]),
    ...added.filter(([name]) => !columns.includes(name)),
  ]
  decoders.set(declaration, made)
  return made
}

/**
 * Makes a record of a row. It has the properties for which the row has a column.
 *
 * @param evidence null to leave it out
 */
export function toRecord(
  declaration: ResourceDeclaration,
  row: Readonly<Row>,
  evidence: readonly unknown[] | null,
): ServedRecord {
  const record: ServedRecord = {}
  for (const [column, decode] of decodersOf(declaration)) {
    const cell = row[column]
    if (cell !== undefined) record[column] = decode(cell)
  }
  if (evidence !== null) record.evidence = evidence
  if (row.known_from !== undefined) record.known_from = row.known_from
  if (row.known_to !== undefined) record.known_to = row.known_to
  return record
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
