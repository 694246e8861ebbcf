import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database/connection.ts'
import { APPLICATION_ID, createSchema, schemaVersion } from '../../src/database/schema.ts'
import { storedColumns, tableColumns } from '../../src/domain/record-serialization.ts'
import { storedFields } from '../../src/domain/resource-type.ts'
import { codes } from '../../src/domain/resources/codes.ts'
import { completeness } from '../../src/domain/resources/completeness.ts'
import { resourceTypes, sources } from '../../src/domain/resources/index.ts'
import { migrations } from '../support/app.ts'

/** The tables and views in migrations/ are written by hand. These tests keep them equal to the declarations. */

const db = createDatabase(':memory:')
createSchema(db, migrations)

interface Column {
  name: string
  type: string
  notnull: number
}

function columnsOf(table: string): Map<string, Column> {
  const columns = db
    .prepare<[string], Column>('SELECT name, type, "notnull" FROM pragma_table_info(?)')
    .all(table)
  return new Map(columns.map((column) => [column.name, column]))
}

describe.each(resourceTypes)('the table $name', (resourceType) => {
  it('has exactly the columns that the resource type declares', () => {
    expect([...columnsOf(resourceType.name).keys()].sort()).toEqual(
      tableColumns(resourceType).sort(),
    )
  })

  it('stores each field by its type, and is NOT NULL when a record is not served without it', () => {
    const columns = columnsOf(resourceType.name)
    for (const [name, { type: fieldType, role }] of Object.entries(storedFields(resourceType))) {
      const type = fieldType === 'integer' || fieldType === 'boolean' ? 'INTEGER' : 'TEXT'
      expect(columns.get(name)).toEqual({ name, type, notnull: role === 'plain' ? 0 : 1 })
    }
  })

  it('has a foreign key for each reference', () => {
    const keys = db
      .prepare<[string], { from: string; table: string }>(
        'SELECT "from", "table" FROM pragma_foreign_key_list(?)',
      )
      .all(resourceType.name)
    const references = Object.entries(storedFields(resourceType)).filter(
      ([, { type }]) => type === 'reference',
    )
    expect(keys.map(({ from, table }) => `${from} ${table}`).sort()).toEqual(
      ['id records', ...references.map(([name]) => `${name} records`)].sort(),
    )
  })
})

describe.each(resourceTypes)('the view current_$name', (resourceType) => {
  it('has the fields without bounds, and a label for each reference', () => {
    const labels = Object.entries(storedFields(resourceType))
      .filter(([, { refersTo }]) => refersTo !== undefined)
      .map(([name]) => `${name}_label`)
    expect([...columnsOf(`current_${resourceType.name}`).keys()]).toEqual([
      ...storedColumns(resourceType).filter((name) => name !== 'known_to'),
      ...labels,
    ])
  })
})

describe('the schema', () => {
  it('has a foreign key of one column for each id of a record or source, because tools follow no others', () => {
    const keys = db
      .prepare<[], string>(`
        SELECT list.name || '.' || key."from" || ' ' || key."table"
          FROM pragma_table_list AS list, pragma_foreign_key_list(list.name) AS key
         WHERE list.schema = 'main'
         GROUP BY list.name, key.id
        HAVING count(*) = 1`)
      .pluck()
      .all()
    expect(keys).toEqual(
      expect.arrayContaining([
        ...['claims.record records', 'claims.source sources', 'stances.claim claims'],
        ...['stances.record records', 'versions.record records', 'versions.organization records'],
        ...['disputes.record records', 'disputes.organization records'],
        ...['version_json.record records', 'changes.organization records'],
      ]),
    )
  })

  it('has a view of what is known now for each resource type, and no other view', () => {
    const views = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
      .pluck()
      .all()
    expect(views).toEqual(resourceTypes.map(({ name }) => `current_${name}`).sort())
  })

  it('declares every table STRICT', () => {
    const notStrict = db
      .prepare<[], { name: string }>(`
        SELECT name
          FROM pragma_table_list
         WHERE schema = 'main'
           AND type = 'table'
           AND strict = 0
           AND name NOT LIKE 'sqlite_%'`)
      .all()
    expect(notStrict).toEqual([])
  })

  it('has a column of sources for each of their fields', () => {
    const other = ['id', 'collation', 'known_from', 'authority', 'earliest']
    expect([...columnsOf('sources').keys()].sort()).toEqual(
      [...other, 'published_min', 'published_max', ...Object.keys(sources.fields)].sort(),
    )
  })

  it.each([
    [codes, ['id']],
    [completeness, ['id', 'start_min', 'end_max']],
  ])('has a column of $0.name for each of their fields', ({ name, fields }, other) => {
    expect([...columnsOf(name).keys()].sort()).toEqual([...other, ...Object.keys(fields)].sort())
  })

  it('gets another version when a single character of it changes', () => {
    const changed = migrations.map((sql) => sql.replace('position   INTEGER', 'position INTEGER'))
    expect(changed).not.toEqual(migrations)
    expect(schemaVersion(changed)).not.toBe(schemaVersion(migrations))
  })

  it('has a version that fits into user_version, a signed integer of 32 bits', () => {
    expect(schemaVersion(migrations)).toBeLessThan(2 ** 31)
  })

  it('marks the database as an orgfacts database of this version, with foreign keys on', () => {
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID)
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion(migrations))
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  })
})
