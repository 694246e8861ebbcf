import { describe, expect, it } from 'vitest'
import { inlineComponents, shareComponents } from '../../openapi/components.ts'
import type { Json } from '../support/app.ts'
import { document } from './made-document.ts'

/** A document with these operations after sharing, which can be undone. */
function shared(operations: Record<string, Json>, schemas: Json = {}): Json {
  const paths = Object.entries(operations).map(([operationId, operation]) => [
    `/${operationId}`,
    { get: { operationId, responses: {}, ...operation } },
  ])
  const made = { paths: Object.fromEntries(paths), components: { schemas } }
  const result = structuredClone(made)
  shareComponents(result as Json)
  expect(inlineComponents(result as Json)).toEqual(made)
  return result
}

const parameter = (name: string, description = 'same') => ({ name, in: 'query', description })

/** The names that `known_at` gets when each operation has it with its description. */
const namesOf = (descriptions: Record<string, string>, schemas: Json = {}) =>
  Object.keys(
    shared(
      Object.fromEntries(
        Object.entries(descriptions).map(([operationId, description]) => [
          operationId,
          { parameters: [parameter('known_at', description)] },
        ]),
      ),
      schemas,
    ).components.parameters,
  )

describe('shareComponents', () => {
  it('moves a parameter, a response and a header that is in two places, and nothing else', () => {
    const headers = { 'Cache-Control': { description: 'same' }, ETag: { description: 'same' } }
    const notFound = { description: 'Not found.', headers }
    const { paths, components } = shared({
      list_people: {
        parameters: [parameter('limit'), parameter('post')],
        responses: { 200: { description: 'People', headers }, 404: notFound },
      },
      list_names: { parameters: [parameter('limit')], responses: { 404: notFound } },
    })
    const references = {
      'Cache-Control': { $ref: '#/components/headers/CacheControl' },
      ETag: { $ref: '#/components/headers/ETag' },
    }
    expect(components).toEqual({
      schemas: {},
      parameters: { Limit: parameter('limit') },
      responses: { NotFound: { description: 'Not found.', headers: references } },
      headers: { CacheControl: { description: 'same' }, ETag: { description: 'same' } },
    })
    expect(paths['/list_people'].get).toEqual({
      operationId: 'list_people',
      parameters: [{ $ref: '#/components/parameters/Limit' }, parameter('post')],
      responses: {
        200: { description: 'People', headers: references },
        404: { $ref: '#/components/responses/NotFound' },
      },
    })
  })

  it('names a part like its parameter when most operations have the same', () => {
    expect(namesOf({ list_a: 'x', list_b: 'x', list_c: 'y' })).toEqual(['KnownAt'])
  })

  it('names a part by the words that only its operations have in common', () => {
    expect(namesOf({ list_a: 'x', get_a: 'y', list_b: 'x', get_b: 'y' })).toEqual([
      'GetKnownAt',
      'ListKnownAt',
    ])
    expect(namesOf({ list_a: 'x', get_a: 'x', list_b: 'y', get_b: 'y' })).toEqual([
      'AKnownAt',
      'BKnownAt',
    ])
  })

  it('names a part by its first operation when other operations have the same words', () => {
    expect(namesOf({ list_a: 'x', list_b: 'x', list_c: 'y', list_d: 'y' })).toEqual([
      'ListAKnownAt',
      'ListCKnownAt',
    ])
  })

  it('adds the kind to a name that a schema has', () => {
    expect(namesOf({ list_a: 'x', list_b: 'x' }, { KnownAt: {} })).toEqual(['KnownAtParameter'])
  })
})

describe('the components of the API document', () => {
  it('are each referred to in several places', () => {
    const text = JSON.stringify(document)
    const { parameters, responses, headers } = document.components
    for (const [kind, parts] of Object.entries({ parameters, responses, headers }))
      for (const name of Object.keys(parts))
        expect(text.split(`"#/components/${kind}/${name}"`).length, name).toBeGreaterThan(2)
  })

  it('include what all lists have', () => {
    const { parameters, responses } = document.components
    expect(Object.keys(parameters)).toEqual(
      expect.arrayContaining(['Cursor', 'KnownAt', 'Limit', 'ListFormat', 'Release', 'ValidAt']),
    )
    expect(Object.keys(responses)).toEqual([
      ...['BadRequest', 'Gone', 'InternalServerError', 'NotAcceptable', 'NotFound', 'NotModified'],
      ...['PreconditionFailed', 'RangeNotSatisfiable', 'RequestHeaderFieldsTooLarge'],
      ...['ServiceUnavailable', 'TooManyRequests'],
      'URITooLong',
    ])
  })
})
