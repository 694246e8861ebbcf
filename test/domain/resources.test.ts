import { describe, expect, it } from 'vitest'
import { type ResourceDeclaration, storedFields } from '../../src/domain/resource-type.ts'
import { codes } from '../../src/domain/resources/codes.ts'
import { completeness } from '../../src/domain/resources/completeness.ts'
import { resourceTypes, sources } from '../../src/domain/resources/index.ts'
import { dateFields, hasStatus, timeKinds } from '../../src/domain/valid-time.ts'
import { VOCABULARIES } from '../../src/domain/vocabularies.ts'

const declarations: ResourceDeclaration[] = [...resourceTypes, sources, codes, completeness]
const RESERVED = ['id', 'status', 'certainty', 'evidence', 'known_from', 'known_to']
const collectionNames = declarations.map(({ name }) => name)

describe.each(declarations)('the declaration of $name', (declaration) => {
  const { name, fields, filters, sort, time, computed = {}, linkedData } = declaration
  const stored = storedFields(declaration)
  const storedNames = Object.keys(stored)

  it('has a name that a path, a table and a seed section can have', () => {
    expect(name).toMatch(/^[a-z]+(?:_[a-z]+)*$/)
    expect(collectionNames.filter((other) => other === name)).toHaveLength(1)
  })

  it('describes each field once, and declares none that every record has', () => {
    const schemas = [
      ...Object.entries(stored).map(([field, { schema }]) => [field, schema] as const),
      ...Object.entries(computed),
    ]
    for (const [field, schema] of schemas) {
      expect(field).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)*$/)
      expect(schema, field).toMatchObject({ description: expect.stringMatching(/\S/) })
      expect(RESERVED).not.toContain(field)
    }
    expect(new Set(schemas.map(([field]) => field)).size).toBe(
      Object.keys({ ...fields, ...computed }).length +
        Object.keys(declaration.derived ?? {}).length,
    )
  })

  it('filters by stored fields, and sorts by one', () => {
    expect(storedNames).toEqual(expect.arrayContaining([...filters]))
    expect(new Set(filters).size).toBe(filters.length)
    expect([...storedNames, 'id', 'known_from']).toContain(sort.replace(/^-/, ''))
  })

  it('refers to collections and vocabularies that exist', () => {
    for (const { type, refersTo, vocabulary } of Object.values(stored)) {
      expect(type === 'reference').toBe(refersTo !== undefined)
      if (refersTo !== undefined) expect(collectionNames).toContain(refersTo)
      if (vocabulary !== undefined) expect(VOCABULARIES).toContain(vocabulary)
    }
  })

  it('is limited in time only by collections with a lifetime that the build resolves before', () => {
    for (const { isBound, refersTo } of Object.values(fields)) {
      if (isBound !== true) continue
      const limiting = resourceTypes.findIndex((one) => one.name === refersTo)
      expect(limiting).toBeGreaterThanOrEqual(0)
      expect(limiting).toBeLessThan(resourceTypes.findIndex((one) => one.name === name))
      const { time: limitingTime, lifetime } = resourceTypes[limiting] as ResourceDeclaration
      expect(lifetime !== undefined || timeKinds(limitingTime).some(hasStatus)).toBe(true)
    }
  })

  it('has the fields of its time', () => {
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(dateFields(time))))
    for (const kind of timeKinds(time)) {
      if ('attested' in kind) expect(Object.keys(fields)).toContain(kind.attested)
      if ('within' in kind) expect(storedNames).toEqual(expect.arrayContaining([...kind.within]))
      if (kind.kind === 'series') expect(storedNames).toEqual(expect.arrayContaining([...kind.by]))
    }
  })

  it('decides its kind of time and the date of its series by keys, because they never change', () => {
    if (time.kind === 'conditional') expect(fields[time.field]?.role).toBe('key')
    for (const kind of timeKinds(time))
      if (kind.kind === 'series') expect(fields[kind.date]?.role).toBe('key')
  })

  it('maps fields to terms of vocabularies that JSON-LD responses declare', () => {
    const { type, terms = {} } = linkedData ?? {}
    expect([...storedNames, ...Object.keys(computed)]).toEqual(
      expect.arrayContaining(Object.keys(terms)),
    )
    for (const term of [...Object.values(terms), ...(type === undefined ? [] : [type])])
      expect(term).toMatch(/^(?:(?:schema|org|prov|rdfs):[A-Za-z0-9]+|http:\/\/\S+#\w+)$/)
  })
})
