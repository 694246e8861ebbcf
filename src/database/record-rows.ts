import type { Value } from '../domain/claim.ts'
import { type DateBounds, edtfBounds, UNBOUNDED } from '../domain/edtf.ts'
import { type Row, storedColumns, toCell } from '../domain/record-serialization.ts'
import type { ResourceDeclaration } from '../domain/resource-type.ts'
import { BOUND_COLUMNS, dateFields, type TimeBounds } from '../domain/valid-time.ts'

/** The table of a resource type: its columns, and the row of a version. */

/** Date fields other than the record's time. They have bounds of their own, for filters. */
export function boundedDateFields({ time, fields }: ResourceDeclaration): string[] {
  const timeFields = dateFields(time)
  return Object.entries(fields)
    .filter(([name, { type }]) => (type === 'date' || type === 'period') && !(name in timeFields))
    .map(([name]) => name)
    .filter((name) => name !== 'attested')
}

export function tableColumns(declaration: ResourceDeclaration): string[] {
  return [
    ...storedColumns(declaration),
    ...boundedDateFields(declaration).flatMap((name) => [`${name}_min`, `${name}_max`]),
    ...(declaration.time.kind === 'timeless' ? [] : BOUND_COLUMNS),
  ]
}

/** The row of one version of a record. */
export function recordRow(
  declaration: ResourceDeclaration,
  record: string,
  version: {
    known_from: string
    known_to: string | null
    values: Record<string, Value | null>
    bounds: TimeBounds | null
  },
): Row {
  const { known_from, known_to, values } = version
  const row: Row = { id: record, known_from, known_to }
  for (const name of [...Object.keys(declaration.fields), 'status'])
    row[name] = toCell(values[name] ?? null)
  for (const name of boundedDateFields(declaration)) {
    const value = values[name] ?? null
    const { min, max } = value === null ? { min: null, max: null } : edtfBounds(String(value))
    row[`${name}_min`] = min
    row[`${name}_max`] = max
  }
  return { ...row, ...version.bounds }
}

/** The bounds of a date that may be missing. */
export function boundsOrOpen(value: Value | null): DateBounds {
  return value === null ? UNBOUNDED : edtfBounds(String(value))
}
