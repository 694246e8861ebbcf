import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { compare } from '../../openapi/compare.ts'
import { collections } from '../../src/api/endpoints/index.ts'
import { type Json, ROOT, fixtureApp } from '../support/app.ts'
import { resolved } from './document-requests.ts'

const app = await fixtureApp()
const response = await app.inject({ url: '/openapi.json' })
const document: Json = response.json()
const operations: [string, Json][] = Object.entries<Json>(document.paths).map(([path, { get }]) => [
  path,
  get,
])

describe('the API document', () => {
  it('is the committed one; after a change, `npm run openapi` tells what it is and writes it', () => {
    const committed = readFileSync(join(ROOT, 'openapi/openapi.json'), 'utf8')
    const text = `${JSON.stringify(document, null, 2)}\n`
    if (text !== committed) expect.fail(compare(committed, text).report)
  })

  it('tells changes that break what callers rely on from those that do not, and names them', () => {
    const changed = structuredClone(document)
    changed.paths['/v1/people'].get.parameters.push({
      name: 'new',
      in: 'query',
      schema: { type: 'string' },
    })
    const added = compare(JSON.stringify(document), JSON.stringify(changed))
    expect(added.breaking).toBe(false)
    expect(added.report).toMatch(/GET \/v1\/people\n.*minor .*added/)
    delete changed.components.schemas.Person.properties.honorific
    changed.paths['/v1/leadership'].get.parameters.splice(1, 1)
    const taken = compare(JSON.stringify(document), JSON.stringify(changed))
    expect(taken.breaking).toBe(true)
    expect(taken.report).toContain('`post` query parameter was removed. (parameter-removed)')
    expect(taken.report).toContain('Property `honorific` of `Person` was removed.')
  })

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it('has an operation for each list, and for each item', () => {
    const paths = collections.flatMap(({ name, schemas }) => [
      `/v1/${name}`,
      ...(schemas.item ? [`/v1/${name}/{id}`] : []),
    ])
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths))
  })

  it('names each component after what it is', () => {
    const names = Object.keys(document.components.schemas)
    expect(names.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([])
  })

  it('gives each operation an id of its own', () => {
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe.each(operations)('%s', (path, operation) => {
  it('has an id, a summary, a description and a tag that is described', () => {
    expect(operation.operationId).toMatch(/^[a-z_]+$/)
    expect(operation.summary).not.toBe('')
    expect(operation.description).not.toBe('')
    const tags = document.tags.map(({ name }: Json) => name)
    expect(operation.tags.filter((tag: string) => !tags.includes(tag))).toEqual([])
  })

  it('describes each parameter, and each status', () => {
    for (const { description, schema } of operation.parameters ?? [])
      expect(description ?? schema.description).toBeTruthy()
    const statuses = Object.keys(operation.responses)
    expect(statuses).toEqual(expect.arrayContaining(['200', '400', '500']))
    for (const response of Object.values<Json>(operation.responses)) {
      const { description, headers } = resolved(document, response)
      expect(description).not.toBe('Default Response')
      for (const header of Object.values<Json>(headers)) {
        expect(header.description).toBeTruthy()
        expect(header.schema.examples ?? [header.schema.example]).toHaveLength(1)
      }
    }
  })

  it('gives for each parameter what it may be: an example, a default, or the values that there are', () => {
    for (const { name, schema, example } of operation.parameters ?? []) {
      const { enum: values, default: unsaid, examples } = schema
      // Of a list that fits a page there is no cursor.
      if (name === 'cursor' && examples === undefined) continue
      expect(example ?? values ?? unsaid ?? examples, name).toBeDefined()
    }
  })

  it('has an example that is a real answer, unless it is a file', async () => {
    const example = operation.responses['200'].content['application/json']?.example
    if (/^\/v1\/(?:dataset\/|vocabulary)/.test(path) && example === undefined) return
    const list = collections.find(({ name }) => path === `/v1/${name}`)
    const query = new URLSearchParams({ ...list?.example, limit: '1' })
    const bare = path === '/v1/organizations/{id}' ? '?evidence=none' : ''
    const one = `${path.replace('{id}', example.data?.id)}${bare}`
    const url = list === undefined ? one : `${path}?${query}`
    const answer = await app.inject({ url, headers: { host: 'localhost:3000' } })
    expect(answer.json()).toEqual(example)
  })
})
