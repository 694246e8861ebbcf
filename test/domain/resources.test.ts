import { describe, expect, it } from 'vitest'
import type { ResourceDeclaration } from '../../src/domain/resource-type.ts'
import { resourceTypes, sources } from '../../src/domain/resources/index.ts'
import { dateFields, timeKinds } from '../../src/domain/valid-time.ts'

const declarations: ResourceDeclaration[] = [...resourceTypes, sources]
const RESERVED = ['id', 'status', 'certainty', 'evidence', 'known_from', 'known_to']
const collectionNames = declarations.map(({ name }) => name)

describe.each(declarations)('the declaration of $name', (declaration) => {
  const { name, fields, filters, sort, time, computed = {}, linkedData } = declaration
  const fieldNames = Object.keys(fields)

  it('has a name that a path, a table and a seed section can have', () => {
    expect(name).toMatch(/^[a-z]+(?:_[a-z]+)*$/)
    expect(collectionNames.filter((other) => other === name)).toHaveLength(1)
  })

  it('describes each field, and declares none that every record has', () => {
    const schemas = [
      ...Object.entries(fields).map(([field, { schema }]) => [field, schema] as const),
      ...Object.entries(computed),
    ]
    for (const [field, schema] of schemas) {
      expect(field).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)*$/)
      expect(schema, field).toMatchObject({ description: expect.stringMatching(/\S/) })
      expect(RESERVED).not.toContain(field)
    }
  })

  it('filters and sorts by fields', () => {
    expect(fieldNames).toEqual(expect.arrayContaining([...filters]))
    expect(new Set(filters).size).toBe(filters.length)
    expect([...fieldNames, 'id', 'known_from']).toContain(sort.replace(/^-/, ''))
  })

  it('refers to collections that exist', () => {
    for (const { type, refersTo } of Object.values(fields)) {
      expect(type === 'reference').toBe(refersTo !== undefined)
      if (refersTo !== undefined) expect(collectionNames).toContain(refersTo)
    }
  })

  it('has the fields of its time', () => {
    expect(fieldNames).toEqual(expect.arrayContaining(Object.keys(dateFields(time))))
    for (const kind of timeKinds(time)) {
      if ('attested' in kind) expect(fieldNames).toContain(kind.attested)
      if ('within' in kind) expect(fields[kind.within ?? '']?.role).toBe('key')
    }
  })

  it('selects its time and its series by keys, because they must not change', () => {
    if (time.kind === 'conditional') {
      const { role, schema } = fields[time.field] ?? {}
      expect(role).toBe('key')
      expect((schema as { enum?: string[] }).enum).toEqual(expect.arrayContaining([...time.values]))
    }
    for (const kind of timeKinds(time))
      if (kind.kind === 'series')
        for (const field of [...kind.by, kind.date]) expect(fields[field]?.role, field).toBe('key')
  })

  it('maps fields to terms of vocabularies that JSON-LD responses declare', () => {
    const { type, terms = {} } = linkedData ?? {}
    expect(fieldNames).toEqual(expect.arrayContaining(Object.keys(terms)))
    for (const term of [...Object.values(terms), ...(type === undefined ? [] : [type])])
      expect(term).toMatch(/^(?:schema|org|prov|rdfs):[A-Za-z0-9]+$/)
  })
})
