import jsonld from 'jsonld'
import { expect } from 'vitest'
import { fixtureApp, type Json } from '../../support/app.ts'

/** JSON-LD responses of the fixture, read by a JSON-LD processor that loads nothing from the network. */

export const ORIGIN = 'http://facts.example'

/** In safe mode, the processor throws if a name has no term or an IRI is invalid. */
const SAFE = {
  safe: true,
  documentLoader: (url: string) => Promise.reject(new Error(`${url} must not be loaded.`)),
}

export async function getJsonLd(url: string, headers: object = {}): Promise<Json> {
  const app = await fixtureApp()
  const response = await app.inject({ url, headers: { host: 'facts.example', ...headers } })
  expect(response.statusCode, url).toBe(200)
  expect(response.headers['content-type']).toMatch(/^application\/ld\+json/)
  return response.json()
}

export async function expandJsonLd(document: Json): Promise<Json> {
  return await jsonld.expand(document, SAFE)
}

/** Every node of a document, by its IRI. */
export async function nodesById(document: Json): Promise<Map<string, Json>> {
  const nodes: Json = await jsonld.flatten(document, undefined, SAFE)
  return new Map(nodes.map((node: Json) => [node['@id'], node]))
}

/** The N-Triples of a response. */
export async function triplesOf(url: string): Promise<string[]> {
  const text = await jsonld.toRDF(await getJsonLd(url), { ...SAFE, format: 'application/n-quads' })
  return String(text).trim().split('\n')
}
