import type { TObject, TSchema } from 'typebox'
import { describe, expect, it } from 'vitest'
import { recordOf } from '../../src/domain/record-schema.ts'
import { recordColumns } from '../../src/domain/record-serialization.ts'
import { storedFields } from '../../src/domain/resource-type.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { timeKinds } from '../../src/domain/valid-time.ts'

const allowsNull = (schema: TSchema | undefined) =>
  ((schema as { anyOf?: { type?: string }[] } | undefined)?.anyOf ?? []).some(
    ({ type }) => type === 'null',
  )

const names = (schema: TObject) => Object.keys(schema.properties)

describe.each(resourceTypes)('the record schema of $name', (resourceType) => {
  const { fields, time, schemas, computed = {} } = resourceType
  const { record, statement } = schemas
  const kinds = timeKinds(time).map(({ kind }) => kind)

  it('requires only the id, because `fields=` can leave out the rest', () => {
    expect(record).toMatchObject({ required: ['id'], additionalProperties: false })
  })

  it('has each column of the record and its evidence', () => {
    expect(names(record)).toEqual(
      expect.arrayContaining([...recordColumns(resourceType), 'evidence']),
    )
  })

  it('allows null for a field that may be undecided, and not for a key or required field', () => {
    for (const [name, { role }] of Object.entries(storedFields(resourceType)))
      expect(allowsNull(record.properties[name]), name).toBe(role === 'plain')
    for (const name of Object.keys(computed))
      expect(allowsNull(record.properties[name]), name).toBe(true)
  })

  it('has `certainty` if it has valid time, and the neighbouring statements if it is a series', () => {
    const hasValidTime = kinds.some((kind) => kind !== 'timeless')
    expect(names(record).includes('certainty')).toBe(hasValidTime)
    const added = names(record).filter(
      (name) => ['next', 'previous'].includes(name) && !(name in fields),
    )
    expect(added.includes('next')).toBe(kinds.includes('series'))
    expect(statement !== null).toBe(kinds.includes('series'))
  })

  it('has a neighbouring statement with the fields that differ within the series', () => {
    const series = timeKinds(time).find((kind) => kind.kind === 'series')
    if (statement === null || series === undefined) return
    const differing = Object.keys(fields).filter((name) => !series.by.includes(name))
    expect(names(statement)).toEqual(['id', ...differing])
    expect(statement.required).toEqual(['id', ...differing])
  })
})

describe('the record schemas of all resource types', () => {
  it('have different names', () => {
    const ids = resourceTypes.map(({ schemas }) => (schemas.record as { $id?: string }).$id)
    expect(new Set(ids).size).toBe(resourceTypes.length)
  })
})

describe('recordOf', () => {
  it('makes every property but the id optional, also of a record without properties', () => {
    expect(recordOf('Empty', '', {}).required).toEqual(['id'])
  })
})
