import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'

const app = await fixtureApp()
const { resources, version, homepage } = await get(app, '/v1/dataset/datapackage.json')

/** The header and the rows of each table, by name. */
const tables = new Map<string, { header: string[]; rows: string[][] }>()
for (const { name, path } of resources) {
  const { pathname, search } = new URL(path)
  const { body } = await app.inject({ url: pathname + search })
  const [header = [], ...rows] = parseCsv(body)
  tables.set(name, { header, rows })
}

const PATTERNS: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d+$/,
  boolean: /^(?:true|false)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  string: /./s,
}

/** The cells of columns that do not have the type or the constraints of their field. */
function invalidCells(isTested: (resource: string, field: string) => boolean): string[] {
  return resources.flatMap(({ name, schema }: Json) =>
    schema.fields.flatMap(({ name: field, type, constraints = {} }: Json, column: number) => {
      if (!isTested(name, field)) return []
      const cells = tables.get(name)?.rows.map((row) => row[column] ?? '') ?? []
      const invalid = cells.filter((cell) => {
        if (cell === '') return constraints.required === true
        const isAllowed = constraints.enum?.includes(cell) ?? true
        return !isAllowed || !PATTERNS[type]?.test(cell)
      })
      const isUnique = new Set(cells).size === cells.length
      if (constraints.unique === true && !isUnique) invalid.push('a duplicate')
      return invalid.map((cell) => `${name}.${field}: ${cell}`)
    }),
  )
}

const isComputed = (resource: string, field: string) =>
  field in (resourceTypes.find(({ name }) => name === resource)?.computed ?? {})

describe('GET /v1/dataset/datapackage.json', () => {
  it('describes the table of each resource type, and that of sources', async () => {
    expect(resources.map(({ name }: Json) => name)).toEqual([
      ...resourceTypes.map(({ name }) => name),
      'sources',
    ])
    expect(version).toBe((await get(app, '/v1/dataset')).data.release)
    for (const { path } of resources) expect(new URL(path).origin).toBe(new URL(homepage).origin)
  })

  it('names the columns of each CSV table in their order', () => {
    for (const { name, schema } of resources) {
      expect(tables.get(name)?.header).toEqual(schema.fields.map((field: Json) => field.name))
      expect(tables.get(name)?.rows.length).toBeGreaterThan(0)
    }
  })

  it('names references that lead to rows of the other table', () => {
    for (const { name, schema } of resources)
      for (const { fields, reference } of schema.foreignKeys) {
        const column = tables.get(name)?.header.indexOf(fields[0]) ?? -1
        const ids = tables.get(reference.resource)?.rows.map(([id]) => id)
        for (const row of tables.get(name)?.rows ?? [])
          if (row[column] !== '') expect(ids).toContain(row[column])
      }
  })

  it('describes types and constraints that every cell has', () => {
    expect(invalidCells((name, field) => !isComputed(name, field))).toEqual([])
  })

  // `derivedField` describes computed columns as required strings: they are numbers or booleans, and
  // empty for counts that are not of member states.
  it.fails('describes types and constraints that every cell of a computed column has', () => {
    expect(invalidCells(isComputed)).toEqual([])
  })
})
