import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../../src/database/connection.ts'
import { createSchema } from '../../../src/database/schema.ts'
import { fromCell, type Row, storedColumns } from '../../../src/domain/record-serialization.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { people } from '../../../src/domain/resources/people.ts'
import { writeVersionJson } from '../../../src/ingest/write/version-json.ts'
import { FIXTURE, loadFolder, migrations } from '../../support/app.ts'

const { db } = loadFolder(FIXTURE)

interface JsonRow {
  fields: string
  evidence: string
  sources: string
  evidence_days: string
  complete_from: string
}

describe('the JSON of a version', () => {
  it.each(resourceTypes)(
    'has the values of the row of $name, in the order of its columns',
    (type) => {
      const columns = storedColumns(type).filter((name) => !name.startsWith('known_'))
      const rows = db
        .prepare<[], Row & JsonRow>(
          `SELECT * FROM ${type.name} JOIN version_json ON (record, version_json.known_from) = (id, ${type.name}.known_from)`,
        )
        .all()
      expect(rows).toHaveLength(db.prepare(`SELECT 1 FROM ${type.name}`).all().length)
      for (const row of rows)
        expect(Object.entries(JSON.parse(row.fields))).toEqual(
          columns.map((name) => [name, fromCell(type, name, row[name] ?? null)]),
        )
    },
  )

  it('has a day for each claim, and the last of them and of the start of the version', () => {
    const rows = db
      .prepare<[], JsonRow & { known_from: string }>('SELECT * FROM version_json')
      .all()
    const knownFrom = new Map(
      db
        .prepare<[], { id: string; known_from: string }>('SELECT id, known_from FROM claims')
        .all()
        .map(({ id, known_from }) => [id, known_from]),
    )
    for (const { known_from, evidence, evidence_days, complete_from, sources } of rows) {
      const claims: { claim: string; source: string }[] = JSON.parse(evidence)
      const days = claims.map(({ claim }) => knownFrom.get(claim) ?? '')
      expect(complete_from).toBe([known_from, ...days].sort().at(-1))
      expect(JSON.parse(evidence_days)).toEqual(complete_from > known_from ? days : [])
      expect(sources).toBe([...new Set(claims.map(({ source }) => source))].join(' '))
    }
  })

  it('fails the build if a record does not have the schema of responses', () => {
    const broken = { ...people.schemas.record, required: ['id', 'nickname'] }
    const types = resourceTypes.map((type) =>
      type === people
        ? { ...people, schemas: { ...people.schemas, record: Type.Unsafe(broken) } }
        : type,
    ) as typeof resourceTypes
    // As during a build: rows are written while others are read.
    db.unsafeMode(true)
    db.exec('SAVEPOINT before; DELETE FROM version_json')
    expect(() => writeVersionJson(db, types)).toThrow(/^people \S+ cannot be served: .*nickname/)
    db.exec('ROLLBACK TO before; RELEASE before')
  })
})

describe('the table version_json', () => {
  const empty = createDatabase(':memory:')
  createSchema(empty, migrations)
  empty.pragma('foreign_keys = OFF')
  const version = { fields: '{}', evidence: '[]', evidence_days: '[]' }

  const insert = (changed: Partial<typeof version>) => () =>
    empty
      .prepare(`
        INSERT OR REPLACE INTO version_json (record, known_from, fields, evidence, sources, evidence_days, complete_from)
        VALUES ('x', '2020-01-01', :fields, :evidence, '', :evidence_days, '2020-01-01')`)
      .run({ ...version, ...changed })

  it('takes an object and two arrays', () => {
    expect(insert({})).not.toThrow()
  })

  it.each([
    [{ fields: '{"id":"x"' }, /malformed JSON/],
    [{ fields: '' }, /malformed JSON/],
    [{ evidence: '[{]' }, /malformed JSON/],
    [{ evidence_days: '["2020-01-01"' }, /malformed JSON/],
    [{ fields: '[]' }, /CHECK constraint failed/],
    [{ evidence: '{}' }, /CHECK constraint failed/],
    [{ evidence_days: '"2020-01-01"' }, /CHECK constraint failed/],
  ])('refuses %j', (changed, message) => {
    expect(insert(changed)).toThrow(message)
  })
})
