import type { Database } from '../../database/connection.ts'
import { EARLIEST, edtfBounds, LATEST } from '../../domain/edtf.ts'
import { toCell } from '../../domain/record-serialization.ts'
import { codes } from '../../domain/resources/codes.ts'
import { completeness } from '../../domain/resources/completeness.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { ReferenceRow } from '../validate/reference-data.ts'

/** Writes codes and statements of completeness, which are reference data without claims. */
export function referenceDataWriter(db: Database, diagnostics: Diagnostics) {
  const insertCode = db.prepare(insertSql('codes', ['id', ...Object.keys(codes.fields)]))
  const insertRole = db.prepare(
    'INSERT OR IGNORE INTO counted_roles (category, role) VALUES (?, ?)',
  )
  const completenessColumns = ['id', ...Object.keys(completeness.fields), 'start_min', 'end_max']
  const insertCompleteness = db.prepare(insertSql('completeness', completenessColumns))
  const hasCode = db.prepare<[string], number>('SELECT 1 FROM codes WHERE id = ?').pluck()
  const hasId = db.prepare<[string], number>('SELECT 1 FROM completeness WHERE id = ?').pluck()

  return ({ table, values, position }: ReferenceRow): void => {
    const id = String(values.id)
    if (table === 'codes') {
      if (hasCode.get(id) !== undefined) {
        const about = { section: String(values.vocabulary), id: String(values.code) }
        diagnostics.add(position, about, 'is declared twice; remove one')
        return
      }
      insertCode.run(codeRow(values))
      for (const role of String(values.counts_roles ?? '')
        .split(' ')
        .filter(Boolean))
        insertRole.run(values.code, role)
      return
    }
    if (hasId.get(id) !== undefined) {
      const message = 'another statement has this id; choose another'
      diagnostics.add(position, { section: table, id }, message)
      return
    }
    const { start = null, end = null } = values
    insertCompleteness.run({
      ...values,
      start_min: start === null ? EARLIEST : edtfBounds(String(start)).min,
      end_max: end === null ? LATEST : edtfBounds(String(end)).max,
    })
  }
}

function codeRow(values: ReferenceRow['values']) {
  const cells = ['id', ...Object.keys(codes.fields)].map((name) => [
    name,
    toCell(values[name] ?? null),
  ])
  return Object.fromEntries(cells)
}

function insertSql(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')})
          VALUES (${columns.map((name) => `:${name}`).join(', ')})`
}
