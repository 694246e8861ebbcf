import type { Database, Statement } from '../../database/connection.ts'
import type { Value } from '../../domain/claim.ts'
import { type Cell, fromCell } from '../../domain/record-serialization.ts'
import type { ResourceType } from '../../domain/resource-type.ts'
import { codes } from '../../domain/resources/codes.ts'
import type { AttributeLookup } from '../resolve/resolve.ts'

/**
 * Looks up attributes of codes in `codes`, and keys of referenced records in their tables, which are written
 * before. A key is the same in all versions of a record.
 */
export function attributeLookup(db: Database, { fields }: ResourceType): AttributeLookup {
  const statements = new Map<string, Statement<[string], Cell>>()
  const select = (table: string, attribute: string) => {
    const sql = `SELECT "${attribute}" FROM ${table} WHERE id = ? LIMIT 1`
    const statement = statements.get(sql) ?? db.prepare<[string], Cell>(sql).pluck()
    statements.set(sql, statement)
    return statement
  }
  const known = new Map<string, Value | null>()
  return (field, value, attribute) => {
    const { vocabulary, refersTo } = fields[field] ?? {}
    const table = vocabulary === undefined ? refersTo : 'codes'
    if (table === undefined) return null
    const id = vocabulary === undefined ? String(value) : `${vocabulary}.${value}`
    const key = `${field} ${id} ${attribute}`
    const found = known.get(key)
    if (found !== undefined) return found
    const cell = select(table, attribute).get(id) ?? null
    const read = table === 'codes' ? fromCell(codes, attribute, cell) : cell
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(key, read)
    return read
  }
}

/** Posts of many organizations are looked up once each, so the cache is bounded. */
const MAX_KNOWN = 10_000
