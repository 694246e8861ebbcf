import type { TSchema } from 'typebox'
import { Compile } from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { exampleListUrl } from '../../openapi/examples.ts'
import { collections } from '../../src/api/collections/index.ts'
import { fixtureApp, get, type Json, seedApp } from '../support/app.ts'
import { document, operations } from './made-document.ts'

const app = await fixtureApp()
const realApp = await seedApp()

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

interface ExampleRequest {
  url: string
  headers: Record<string, string>
}

/** A request with one value of each of these parameters. */
function requestWith(path: string, values: [parameter: Json, example: Json][]): ExampleRequest {
  const partsIn = (location: string): [string, string][] =>
    values
      .filter(([parameter]) => parameter.in === location)
      .map(([{ name }, example]) => [name, String(example)])
  const url = partsIn('path').reduce((text, [name, id]) => text.replace(`{${name}}`, id), path)
  const query = new URLSearchParams(partsIn('query'))
  const headers = Object.fromEntries(partsIn('header'))
  return { url: query.size === 0 ? url : `${url}?${query}`, headers }
}

/** Requests with the examples of an operation: none, each alone, and one of each. Required ones are in each. */
function exampleRequests(path: string, parameters: Json[]): ExampleRequest[] {
  const pairs = (some: Json[]): [Json, Json][] =>
    some.flatMap((parameter) =>
      examplesOf(parameter).map((example): [Json, Json] => [parameter, example]),
    )
  // A statement about no organization selects many records; a series is of members or of a measure.
  const isRequired = (parameter: Json) =>
    parameter.required || (path === '/v1/check' && parameter.name === 'organization')
  const required = parameters.filter(isRequired)
  // A unit needs a measure.
  const isDependent = ({ name }: Json) => path === '/v1/series' && name === 'unit'
  const optional = pairs(
    parameters.filter((parameter) => !isRequired(parameter) && !isDependent(parameter)),
  )
  const oneOfEach = [...new Map(optional)].filter(
    ([{ name }]) => path !== '/v1/series' || name !== 'measure',
  )
  return [[], ...optional.map((pair) => [pair]), oneOfEach].map((some) =>
    requestWith(path, [...pairs(required), ...some]),
  )
}

describe.each(operations)('the examples of GET %s', (path, operation) => {
  it('are values that the schemas of the parameters allow', () => {
    for (const parameter of operation.parameters)
      for (const example of examplesOf(parameter))
        expect(errorsOf(parameter.schema, example), `${parameter.name}=${example}`).toEqual([])
  })

  it('make requests that succeed with the fixture and with the real data, each alone and all together', async () => {
    for (const request of exampleRequests(path, operation.parameters)) {
      expect((await app.inject(request)).statusCode, `fixture: ${request.url}`).toBeLessThan(400)
      expect((await realApp.inject(request)).statusCode, `seed: ${request.url}`).toBeLessThan(400)
    }
  })

  it('include a response that the schema allows and that the server returns', async () => {
    const json = operation.responses['200'].content['application/json']
    if (json?.example === undefined) return
    expect(errorsOf(json.schema, json.example)).toEqual([])
    const list = collections.find(({ name }) => path === `/v1/${name}`)
    const item = path.replace('{id}', json.example.data?.id)
    const response = await get(app, list === undefined ? item : exampleListUrl(list, 1))
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
    expect(errorsOf(schema, { ...example, page: null })).not.toEqual([])
  })
})
