import { describe, expect, it } from 'vitest'
import { compareDocuments } from '../../openapi/compare.ts'
import type { Json } from '../support/app.ts'
import { document } from './made-document.ts'

/** Compares the document with itself after a change. */
function compareAfter(change: (document: Json) => void) {
  const changed = structuredClone(document)
  change(changed)
  return compareDocuments(JSON.stringify(document), JSON.stringify(changed))
}

describe('compareDocuments', { timeout: 120_000 }, () => {
  it('reports an added parameter as a change that breaks no client', () => {
    const { isBreaking, report } = compareAfter(({ paths }) => {
      const schema = { type: 'string' }
      paths['/v1/people'].get.parameters.push({ name: 'new', in: 'query', schema })
    })
    expect(isBreaking).toBe(false)
    expect(report).toMatch(/GET \/v1\/people\n.*minor .*added/)
  })

  it('reports a removed property and a removed parameter as changes that break clients', () => {
    const { isBreaking, report } = compareAfter(({ paths, components }) => {
      delete components.schemas.Person.properties.honorific
      const { get } = paths['/v1/leadership']
      get.parameters = get.parameters.filter(({ name }: Json) => name !== 'post')
    })
    expect(isBreaking).toBe(true)
    expect(report).toContain('`post` query parameter was removed. (parameter-removed)')
    expect(report).toContain('Property `honorific` of `Person` was removed.')
  })
})
