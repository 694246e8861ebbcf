import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database/connection.ts'
import { tableColumns } from '../../src/database/record-rows.ts'
import { APPLICATION_ID, createSchema, schemaVersion } from '../../src/database/schema.ts'
import { resourceTypes, sources } from '../../src/domain/resources/index.ts'
import { migrations } from '../support/app.ts'

/** The tables in migrations/ are written by hand; here they are held to what the collections declare. */

const db = createDatabase(':memory:')
createSchema(db, migrations)

interface Column {
  name: string
  type: string
  notnull: number
}

function columns(table: string): Map<string, Column> {
  const found = db
    .prepare<[string], Column>('SELECT name, type, "notnull" FROM pragma_table_info(?)')
    .all(table)
  return new Map(found.map((column) => [column.name, column]))
}

describe.each(resourceTypes)('the table $name', (resourceType) => {
  it('has the columns that the collection declares, and no others', () => {
    expect([...columns(resourceType.name).keys()].sort()).toEqual(tableColumns(resourceType).sort())
  })

  it('holds each field as its form is stored, and refuses null where it is always decided', () => {
    const table = columns(resourceType.name)
    for (const [name, { type: form, role }] of Object.entries(resourceType.fields)) {
      const type = form === 'count' || form === 'boolean' ? 'INTEGER' : 'TEXT'
      expect(table.get(name)).toEqual({ name, type, notnull: role === 'plain' ? 0 : 1 })
    }
  })

  it('has a foreign key for each reference', () => {
    const keys = db
      .prepare<[string], { from: string; table: string }>(
        'SELECT "from", "table" FROM pragma_foreign_key_list(?)',
      )
      .all(resourceType.name)
    const references = Object.entries(resourceType.fields).filter(
      ([, { type: form }]) => form === 'reference',
    )
    expect(keys.map((key) => `${key.from} ${key.table}`).sort()).toEqual(
      ['id records', ...references.map(([name]) => `${name} records`)].sort(),
    )
  })
})

describe('every table', () => {
  it('is STRICT', () => {
    const loose = db
      .prepare<[], { name: string }>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all()
    expect(loose).toEqual([])
  })

  it('of sources has a column for each of their fields', () => {
    const own = ['id', 'known_from', 'authority', 'earliest', 'published_min', 'published_max']
    expect([...columns('sources').keys()].sort()).toEqual(
      [...own, ...Object.keys(sources.fields)].sort(),
    )
  })

  it('has another version with whatever is changed in it', () => {
    const changed = migrations.map((sql) => sql.replace('place      INTEGER', 'place INTEGER'))
    expect(schemaVersion(changed)).not.toBe(schemaVersion(migrations))
    expect(schemaVersion(migrations)).toBeLessThan(2 ** 31)
  })

  it('stands in a file that says whose it is, and of which schema', () => {
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion(migrations))
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  })
})
