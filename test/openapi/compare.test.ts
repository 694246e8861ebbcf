import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareDocuments } from '../../openapi/compare.ts'
import { inlineComponents } from '../../openapi/components.ts'
import { makeDocument } from '../../openapi/document.ts'
import { VOCABULARIES } from '../../src/domain/vocabularies.ts'
import { FIXTURE, type Json, temporaryFolder } from '../support/app.ts'
import { document, documentText, operations } from './made-document.ts'

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

  it('reports no change when a shared component moves into the operations that refer to it', () => {
    const { isBreaking, report } = compareDocuments(
      JSON.stringify(document),
      JSON.stringify(inlineComponents(document)),
    )
    expect(isBreaking).toBe(false)
    expect(report).toContain('0 major, 0 minor, 0 patch')
  })

  it('reports a change of a shared component for each operation that refers to it', () => {
    const { isBreaking, report } = compareAfter(({ components }) => {
      components.parameters.Limit.schema.maximum = 100
    })
    expect(isBreaking).toBe(true)
    expect(report.match(/Upper bound changed from '<= 500' to '<= 100'/g)).toHaveLength(
      operations.filter(([, { operationId }]) => operationId.startsWith('list_')).length,
    )
  })

  it('reports a value that is added to an enum, because the list does not grow', () => {
    const { report } = compareAfter(({ components }) => {
      components.schemas.Member.properties.status.enum.push('suspended')
    })
    expect(report).not.toContain('0 major, 0 minor, 0 patch')
  })
})

describe('codes of the API document', { timeout: 120_000 }, () => {
  it('may be added to every vocabulary of codes.yaml without a change for clients', async () => {
    const folder = temporaryFolder({})
    cpSync(FIXTURE, folder, { recursive: true })
    const file = join(folder, 'codes.yaml')
    const codes = readFileSync(file, 'utf8')
    const added = codes.replaceAll(/^ {2}([a-z_]+):$/gm, (line, vocabulary) => {
      const nature = vocabulary === 'measures' ? ', nature: stock, unit_kind: persons' : ''
      return `${line}\n    - { code: added_code, label: Added${nature} }`
    })
    expect(added.split('added_code')).toHaveLength(VOCABULARIES.length + 1)
    writeFileSync(file, added)
    expect(compareDocuments(documentText, await makeDocument(folder))).toEqual({
      isBreaking: false,
      report: '0 major, 0 minor, 0 patch.',
    })
  })

  it('are strings with a pattern and an example, and never an enum', () => {
    const codes = operations.flatMap(([path, { parameters }]) =>
      parameters
        .filter(({ description }: Json) => description?.includes('`/v1/codes`'))
        .map(({ name, schema }: Json) => ({ name: `${path} ${name}`, schema })),
    )
    expect(codes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['/v1/members role', '/v1/figures measure', '/v1/figures unit']),
    )
    for (const { name, schema } of codes) {
      const { items } = schema
      expect(items, name).toMatchObject({ type: 'string', pattern: expect.any(String) })
      expect(schema.examples, name).not.toEqual([])
      expect(items, name).not.toHaveProperty('enum')
    }
  })
})
