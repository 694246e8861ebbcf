import type { Database } from '../../database/connection.ts'
import { codeLists } from '../../domain/code-lists.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import type { Code, Vocabulary } from '../../domain/vocabularies.ts'
import { type Diagnostics, displayValue, suggestion } from '../diagnostics.ts'
import type { SeedPosition } from '../read/seed-position.ts'

type UndeclaredRow = SeedPosition & { record: string; value: string }

const UNDECLARED = `
  SELECT claims.record, claims.value,
         position.file, position.line, position.column, position.path
    FROM claims
    JOIN temp.claim_positions AS position ON position.claim = claims.id
   WHERE claims.collection = :collection
     AND claims.field      = :field
     AND NOT EXISTS (SELECT 1
                       FROM codes
                      WHERE codes.id = :vocabulary || '.' || claims.value)`

/** Reports codes that no seed file declares. It runs when all seed files were imported. */
export function reportUndeclaredCodes(
  db: Database,
  resourceTypes: readonly ResourceType[],
  diagnostics: Diagnostics,
): void {
  const undeclared = db.prepare<object, UndeclaredRow>(UNDECLARED)
  const codesOf = codeReader(db)
  for (const { name: collection, fields } of resourceTypes)
    for (const [field, { vocabulary, allowsCurrency }] of Object.entries(fields)) {
      if (vocabulary === undefined) continue
      for (const row of undeclared.all({ collection, field, vocabulary })) {
        const { record, value, ...position } = row
        if (allowsCurrency === true && codeLists['iso-4217'].check(value)) continue
        const message = undeclaredMessage(value, vocabulary, codesOf(vocabulary))
        diagnostics.add(position, { section: collection, id: record, field }, message)
      }
    }
}

export function undeclaredMessage(
  value: string,
  vocabulary: Vocabulary,
  declared: readonly string[],
): string {
  const likely = suggestion(value, declared)
  const known = declared.length === 0 ? '' : `; expected one of ${declared.join(', ')}`
  return `undeclared code ${displayValue(value)}; declare it under ${vocabulary} in codes.yaml, or correct it${likely || known}`
}

/** Reads the codes of a vocabulary. */
export function codeReader(db: Database): (vocabulary: Vocabulary) => string[] {
  const codes = db
    .prepare<[string], string>('SELECT code FROM codes WHERE vocabulary = ? ORDER BY code')
    .pluck()
  return (vocabulary) => codes.all(vocabulary)
}

/** The attributes of codes that are codes themselves, with their vocabularies. */
const CODED_ATTRIBUTES = {
  unit_kind: 'units',
  counts_roles: 'member_roles',
  inverse: 'relation_kinds',
} as const satisfies Partial<Record<keyof Code, Vocabulary>>

/** Reports attributes of codes that no seed file declares. */
export function reportUndeclaredAttributes(
  db: Database,
  positionOf: (id: string, field: string) => SeedPosition,
  diagnostics: Diagnostics,
): void {
  const codesOf = codeReader(db)
  for (const [field, vocabulary] of Object.entries(CODED_ATTRIBUTES)) {
    const rows = db.prepare<[], { id: string; section: string; code: string; values: string }>(`
      SELECT id, vocabulary AS section, code, ${field} AS "values"
        FROM codes
       WHERE ${field} IS NOT NULL
       ORDER BY id`)
    const declared = codesOf(vocabulary)
    for (const { id, section, code, values } of rows.all())
      for (const value of values.split(' ')) {
        if (declared.includes(value) || (field === 'unit_kind' && value === 'currency')) continue
        const message = undeclaredMessage(value, vocabulary, declared)
        diagnostics.add(positionOf(id, field), { section, id: code, field }, message)
      }
  }
}
