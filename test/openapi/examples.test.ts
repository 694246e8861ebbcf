import type { TSchema } from 'typebox'
import { Compile } from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { collections } from '../../src/api/endpoints/index.ts'
import { fixtureApp, get, type Json } from '../support/app.ts'
import { document, operations } from './made-document.ts'

const app = await fixtureApp()

/** The errors of a value by a schema of the document. */
function errorsOf(schema: Json, value: Json): unknown {
  const validator = Compile({ ...schema, components: document.components } as TSchema)
  return validator.Check(value) ? [] : validator.Errors(value)[1]
}

/** A response, cut to the properties and the lengths of lists that an example has. */
function cut(response: Json, example: Json): Json {
  if (typeof example !== 'object' || example === null) return response
  if (Array.isArray(example)) return example.map((item, index) => cut(response?.[index], item))
  const properties = Object.entries(example)
  return Object.fromEntries(properties.map(([name, value]) => [name, cut(response?.[name], value)]))
}

const examplesOf = ({ example, schema }: Json): Json[] => [
  ...(example === undefined ? [] : [example]),
  ...(schema.examples ?? []),
  ...(schema.default === undefined ? [] : [schema.default]),
]

/** Requests with the examples of an operation: without optional parameters, and with each alone. */
function exampleRequests(path: string, parameters: Json[]): string[] {
  const id = parameters.find((parameter) => parameter.in === 'path')?.example
  const url = path.replace('{id}', id)
  const query = parameters.filter((parameter) => parameter.in === 'query')
  const required = query
    .filter((parameter) => parameter.required)
    .map((parameter) => [parameter.name, examplesOf(parameter)[0]])
  const optional = query
    .filter((parameter) => !parameter.required)
    .flatMap((parameter) => examplesOf(parameter).map((example) => [parameter.name, example]))
  return [[], ...optional.map((pair) => [pair])].map((pairs) => {
    const search = new URLSearchParams([...required, ...pairs] as [string, string][])
    return search.size === 0 ? url : `${url}?${search}`
  })
}

describe.each(operations)('the examples of GET %s', (path, operation) => {
  const parameters: Json[] = operation.parameters ?? []

  it('are values that the schemas of the parameters allow', () => {
    for (const parameter of parameters)
      for (const example of examplesOf(parameter))
        expect(errorsOf(parameter.schema, example), `${parameter.name}=${example}`).toEqual([])
  })

  it('make requests that return 200', async () => {
    for (const url of exampleRequests(path, parameters))
      expect((await app.inject({ url })).statusCode, url).toBe(200)
  })

  it('include a response that the schema allows and that the server returns', async () => {
    const json = operation.responses['200'].content['application/json']
    if (json?.example === undefined) return
    expect(errorsOf(json.schema, json.example)).toEqual([])
    const list = collections.find(({ name }) => path === `/v1/${name}`)
    const query = new URLSearchParams({ ...list?.exampleQuery, limit: '1' })
    const item = path.replace('{id}', json.example.data?.id)
    const response = await get(app, list === undefined ? item : `${path}?${query}`)
    expect(cut(response, json.example)).toEqual(json.example)
  })
})

describe('the examples', () => {
  it('include a response for each list and each item', () => {
    const paths = operations
      .filter(([, { responses }]) => responses['200'].content['application/json']?.example)
      .map(([path]) => path)
    for (const { name, schemas } of collections) {
      expect(paths).toContain(`/v1/${name}`)
      if (schemas.item !== null) expect(paths).toContain(`/v1/${name}/{id}`)
    }
  })

  it('are rejected by these tests when they are wrong', () => {
    const { example, schema } =
      document.paths['/v1/people'].get.responses['200'].content['application/json']
    const [person, ...others] = example.data
    expect(errorsOf(schema, { ...example, data: [{ ...person, name: 7 }, ...others] })).not.toEqual(
      [],
    )
    expect(errorsOf(schema, { ...example, extra: true })).not.toEqual([])
  })
})
