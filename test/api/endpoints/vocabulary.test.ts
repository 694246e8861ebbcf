import { describe, expect, it } from 'vitest'
import { collections } from '../../../src/api/collections/index.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { fixtureApp, get, type Json } from '../../support/app.ts'

const app = await fixtureApp()
const vocabulary = await get(app, '/v1/vocabulary')
const terms = new Map<string, Json>(vocabulary['@graph'].map((term: Json) => [term['@id'], term]))

describe('GET /v1/vocabulary', () => {
  it('has each term once, with its own URL and label', () => {
    expect(terms.size).toBe(vocabulary['@graph'].length)
    for (const [id, term] of terms) {
      expect(id).toBe(`#${term['rdfs:label']}`)
      expect(['rdf:Property', 'rdfs:Class', 'skos:Concept']).toContain(term['@type'])
    }
    expect(vocabulary['@context']['@base']).toMatch(/^http:\/\/[^/]+\/v1\/vocabulary$/)
  })

  it.each(collections)('explains the class and every property of $name', ({ schemas }) => {
    const { $id, properties } = schemas.record as unknown as { $id: string; properties: object }
    expect(terms.get(`#${$id}`)).toMatchObject({
      '@type': 'rdfs:Class',
      'rdfs:comment': expect.stringMatching(/\S/),
    })
    for (const name of Object.keys(properties)) expect(terms.has(`#${name}`), name).toBe(true)
  })

  it.each(resourceTypes)('has every code of $name', ({ fields }) => {
    for (const { schema } of Object.values(fields))
      for (const code of (schema as { enum?: string[] }).enum ?? [])
        expect(terms.has(`#${code}`), code).toBe(true)
  })
})
