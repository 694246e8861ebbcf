import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { buildApp } from '../../../src/server/app.ts'
import { FIXTURE, fixtureApp, get, type Json, loadFolder } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'
import { isInstalled, run } from '../../support/python-tools.ts'

const app = await fixtureApp()
const descriptor = await get(app, '/v1/dataset/datapackage.json')
const { resources } = descriptor

/** The header and the rows of each table, by name. */
const tables = new Map<string, { header: string[]; rows: string[][] }>()
for (const { name, path } of resources) {
  const { pathname, search } = new URL(path)
  const { body } = await app.inject({ url: pathname + search })
  const [header = [], ...rows] = parseCsv(body)
  tables.set(name, { header, rows })
}

/** The cells of some columns, one array a row. */
function cellsOf(table: string, columns: readonly string[]): string[][] {
  const { header = [], rows = [] } = tables.get(table) ?? {}
  return rows.map((row) => columns.map((name) => row[header.indexOf(name)] ?? ''))
}

const PATTERNS: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d+$/,
  boolean: /^(?:true|false)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  string: /./s,
  any: /./s,
}

/** Why a cell is not as its field describes it. */
function cellError({ type, constraints: { required, minimum, ...rest } }: Json, cell: string) {
  if (cell === '') return required === true ? 'is missing' : null
  if (!PATTERNS[type]?.test(cell)) return `is no ${type}`
  if (rest.enum !== undefined && !rest.enum.includes(cell)) return 'is not one of the values'
  return minimum !== undefined && Number(cell) < minimum ? 'is too small' : null
}

/** The field of a column. */
function fieldOf(table: string, column: string): Json {
  const { schema } = resources.find(({ name }: Json) => name === table)
  return schema.fields.find(({ name }: Json) => name === column)
}

describe('GET /v1/dataset/datapackage.json', () => {
  it('describes the release, its licence and its contact', async () => {
    const { data } = await get(app, '/v1/dataset')
    const { version, licenses, contributors, homepage } = descriptor
    expect(version).toBe(data.release)
    expect(licenses).toMatchObject([{ name: data.license }])
    expect(contributors).toEqual([
      {
        title: data.contact.name,
        path: homepage + data.contact.href.slice(1),
        roles: ['contact'],
      },
    ])
  })

  it('describes the table of every collection but search, which needs q, and changes, which has none', () => {
    expect(resources.map(({ name }: Json) => name)).toEqual([
      ...resourceTypes.map(({ name }) => name),
      ...['codes', 'completeness', 'sources', 'claims', 'disputes'],
    ])
    for (const { path } of resources)
      expect(new URL(path).origin).toBe(new URL(descriptor.homepage).origin)
  })

  it('names the columns of each CSV table in their order', () => {
    for (const { name, schema } of resources) {
      expect(tables.get(name)?.header).toEqual(schema.fields.map((field: Json) => field.name))
      expect(tables.get(name)?.rows.length).toBeGreaterThan(0)
    }
  })

  it('describes types and constraints that every cell has', () => {
    const errors = resources.flatMap(({ name, schema }: Json) =>
      schema.fields.flatMap((field: Json) =>
        cellsOf(name, [field.name]).flatMap(([cell = '']) => {
          const error = cellError(field, cell)
          return error === null ? [] : [`${name}.${field.name}: ${cell} ${error}`]
        }),
      ),
    )
    expect(errors).toEqual([])
  })

  it('names a primary key that no two rows share', () => {
    for (const { name, schema } of resources) {
      const keys = cellsOf(name, schema.primaryKey).map((cells) => JSON.stringify(cells))
      expect(new Set(keys).size, name).toBe(keys.length)
    }
  })

  it('names references that lead to rows of the other table', () => {
    for (const { name, schema } of resources)
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const keys = new Set(cellsOf(reference.resource ?? name, reference.fields).flat())
        for (const cell of cellsOf(name, fields).flat())
          if (cell !== '') expect(keys).toContain(cell)
      }
  })

  it('names every reference, and leaves out the table if it is the same one', () => {
    const keysOf = (table: string) =>
      resources
        .find(({ name }: Json) => name === table)
        .schema.foreignKeys.map(({ fields, reference }: Json) => [fields[0], reference.resource])
    expect(keysOf('leadership')).toEqual([
      ['post', 'posts'],
      ['person', 'people'],
      ['replaces', undefined],
      ['organization', 'organizations'],
    ])
    expect(keysOf('bodies')).toEqual([
      ['organization', 'organizations'],
      ['parent', undefined],
    ])
    expect(keysOf('completeness')).toEqual([
      ['organization', 'organizations'],
      ['post', 'posts'],
    ])
    expect(keysOf('claims')).toEqual([['source', 'sources']])
    expect(keysOf('disputes')).toEqual([['organization', 'organizations']])
  })

  it('has no empty list and no empty text, which the profile does not allow', () => {
    const empty = (value: Json): boolean =>
      value === '' || (Array.isArray(value) && value.length === 0)
    const paths = (value: Json, path: string): string[] =>
      typeof value === 'object' && value !== null && !empty(value)
        ? Object.entries(value).flatMap(([key, part]) => paths(part, `${path}/${key}`))
        : empty(value) && !path.includes('/missingValues/')
          ? [path]
          : []
    expect(paths(descriptor, '')).toEqual([])
  })

  it.each([
    ['member_counts', 'count', 'integer', { required: true, minimum: 0 }],
    ['member_counts', 'counted_definite', 'integer', { minimum: 0 }],
    ['member_counts', 'roster_agrees', 'boolean', {}],
    ['compacts', 'binding', 'boolean', {}],
    ['people', 'known_from', 'date', { required: true }],
    ['people', 'known_to', 'date', {}],
    ['leadership', 'start', 'string', {}],
    ['sources', 'claims', 'integer', { required: true }],
    ['claims', 'value', 'any', { required: true }],
    ['disputes', 'value', 'any', {}],
    ['claims', 'id', 'string', { required: true, unique: true }],
  ])('describes %s.%s as %s with the constraints %j', (table, column, type, constraints) => {
    const field = fieldOf(table, column)
    expect([field.type, field.constraints]).toEqual([type, constraints])
  })

  it('lists the values of a column that has only these', () => {
    expect(fieldOf('leadership', 'status').constraints.enum).toContain('end_unknown')
    expect(fieldOf('claims', 'stance').constraints.enum).toContain('set_aside')
    expect(fieldOf('posts', 'holders').constraints.enum).toEqual(['one', 'several'])
  })

  it('lists no codes, because codes may be added', () => {
    expect(fieldOf('publications', 'kind').constraints).toEqual({})
    expect(fieldOf('members', 'role').constraints).toEqual({ required: true })
  })
})

describe.skipIf(!isInstalled('frictionless'))('frictionless (pip install frictionless)', () => {
  it('finds no error in the descriptor and in any table', { timeout: 120_000 }, async () => {
    const server = await buildApp({ db: loadFolder(FIXTURE).db })
    onTestFinished(() => server.close())
    const origin = await server.listen({ host: '127.0.0.1', port: 0 })
    const url = `${origin}/v1/dataset/datapackage.json`
    const [output] = await run('frictionless', ['validate', url, '--json'])
    const { valid, tasks, errors } = JSON.parse(output)
    const found = tasks.flatMap((task: Json) => task.errors.map(({ message }: Json) => message))
    expect([...errors, ...found]).toEqual([])
    expect([valid, tasks.length]).toEqual([true, resources.length])
  })
})
