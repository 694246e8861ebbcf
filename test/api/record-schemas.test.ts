import type { TSchema } from 'typebox'
import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/collections/index.ts'
import { components } from '../../src/http/schema-registry.ts'

const nameOf = (schema: TSchema | null) => (schema as { $id?: string } | null)?.$id ?? ''

describe.each(collections)('the schemas of $name', ({ schemas }) => {
  it('require only the id of a record, because `fields=` can leave out the rest', () => {
    expect(schemas.record).toMatchObject({ required: ['id'], additionalProperties: false })
  })

  it('have a list of records, and an item if records have URLs', () => {
    expect(schemas.list).toMatchObject({
      required: ['data', 'page', 'sources', 'meta'],
      properties: { data: { items: { $ref: nameOf(schemas.record) } } },
    })
    if (schemas.item === null) return
    expect(schemas.item).toMatchObject({
      required: ['data', 'sources', 'meta'],
      properties: { data: { $ref: nameOf(schemas.record) } },
    })
  })

  it('are registered under their names, so that the API document has them', () => {
    for (const schema of [schemas.record, schemas.list, schemas.item])
      if (schema !== null) expect(components[nameOf(schema)]).toBe(schema)
  })
})

it('the collection search is the only one without items', () => {
  const withoutItems = collections.filter(({ schemas }) => schemas.item === null)
  expect(withoutItems.map(({ name }) => name)).toEqual(['timeline', 'search'])
})
