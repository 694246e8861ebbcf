import { describe, expect, it } from 'vitest'
import type { Json } from '../support/app.ts'
import { document, operations } from './made-document.ts'

describe.each(operations)('the operation GET %s', (_, operation) => {
  it('has an id, a summary, a description and a described tag', () => {
    expect(operation.operationId).toMatch(/^[a-z_]+$/)
    expect(operation.summary).toBeTruthy()
    expect(operation.description).toBeTruthy()
    const tags = document.tags.map(({ name }: Json) => name)
    expect(operation.tags.filter((tag: string) => !tags.includes(tag))).toEqual([])
  })

  it('describes each parameter', () => {
    for (const { name, description, schema } of operation.parameters)
      expect(description ?? schema.description, name).toBeTruthy()
  })

  // A cursor and a release are valid on one server only.
  it('shows an example, a default or the allowed values of each parameter but cursor and release', () => {
    for (const { name, schema, example } of operation.parameters) {
      const shown = example ?? schema.enum ?? schema.default ?? schema.examples
      if (name !== 'cursor' && name !== 'release') expect(shown, name).toBeDefined()
    }
  })

  it('describes each status and each header', () => {
    const statuses = Object.keys(operation.responses)
    expect(statuses).toEqual(expect.arrayContaining(['200', '400', '500']))
    for (const { description, headers } of Object.values<Json>(operation.responses)) {
      expect(description).toBeTruthy()
      expect(description).not.toBe('Default Response')
      for (const header of Object.values<Json>(headers)) {
        expect(header.description).toBeTruthy()
        expect(header.schema.examples ?? [header.schema.example]).toHaveLength(1)
      }
    }
  })
})
