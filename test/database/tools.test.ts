import { describe, expect, it } from 'vitest'
import type { Row } from '../../src/domain/record-serialization.ts'
import { storedFields } from '../../src/domain/resource-type.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { FIXTURE, fixtureApp, get, type Json, loadFolder } from '../support/app.ts'

/** How general tools read the database: they do not support versions and releases. */

const { db } = loadFolder(FIXTURE)
const app = await fixtureApp()

const cell = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value)

describe.each(resourceTypes)('the view current_$name', (resourceType) => {
  const { name } = resourceType
  const fields = storedFields(resourceType)
  const rows = db.prepare<[], Row>(`SELECT * FROM current_${name} ORDER BY id`).all()

  it('has the records that the API returns without known_at, with the same values', async () => {
    const { data, page } = await get(app, `/v1/${name}?sort=id&limit=500&evidence=none`)
    expect(rows).toHaveLength(page.total)
    for (const [index, record] of data.entries())
      for (const field of ['id', ...Object.keys(fields), 'status', 'known_from'])
        expect(rows[index]?.[field], `${record.id} ${field}`).toEqual(cell(record[field]))
  })

  it('has for each reference the name or title of the record, or else its id', async () => {
    for (const [field, { refersTo = '' }] of Object.entries(fields)) {
      if (refersTo === '') continue
      const { data } = await get(app, `/v1/${refersTo}?limit=500&evidence=none`)
      const names = new Map(data.map((one: Json) => [one.id, one.name ?? one.title ?? one.id]))
      for (const row of rows)
        expect(row[`${field}_label`]).toBe(row[field] === null ? null : names.get(row[field]))
    }
  })
})

describe('the table records', () => {
  it('has a name for each record, which Datasette shows where an id refers to it', () => {
    const nameOf = db.prepare<[string], string>('SELECT name FROM records WHERE id = ?').pluck()
    expect(nameOf.get('william-lacy-swing')).toBe('William Lacy Swing')
    expect(nameOf.get('iom-director-general-swing')).toBe('Director General')
    expect(nameOf.get('iom')).toBe('International Organization for Migration')
    expect(nameOf.get('example-foundation-staff-2008')).toBe('example-foundation-staff-2008')
    expect(nameOf.get('us-mission-statement-102')).toBe(
      db.prepare("SELECT title FROM sources WHERE id = 'us-mission-statement-102'").pluck().get(),
    )
    expect(db.prepare('SELECT count(*) FROM records WHERE name IS NULL').pluck().get()).toBe(0)
  })
})

describe('the full-text index', () => {
  it('is found by the query with which Datasette and sqlite-utils look for the index of claims', () => {
    const find = db
      .prepare<[string], string>(`
        SELECT name
          FROM sqlite_master
         WHERE rootpage = 0
           AND sql LIKE ?`)
      .pluck()
    expect(find.all('%VIRTUAL TABLE%USING FTS%content="claims"%')).toEqual(['search'])
  })

  it('finds claims by the row id that these tools join', () => {
    const found = db
      .prepare<[string], string>(`
        SELECT DISTINCT record
          FROM claims
         WHERE rowid IN (SELECT rowid FROM search WHERE search MATCH ?)`)
      .pluck()
      .all('"swing"')
    expect(found).toContain('william-lacy-swing')
  })
})
