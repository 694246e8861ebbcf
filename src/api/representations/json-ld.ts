import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { type Fields, isDateType, type ResourceType } from '../../domain/resource-type.ts'
import { MEDIA_TYPES } from '../../http/plugins/content-negotiation.ts'
import { ref } from '../../http/schema-registry.ts'
import { collectionUrl } from '../urls.ts'

/**
 * Responses as JSON-LD 1.1: the same JSON with a context that maps its names to terms of schema.org, W3C
 * ORG and PROV-O. Names without such a term are explained at `/v1/vocabulary`.
 */

/** The vocabulary with the terms of orgfacts. */
export const VOCABULARY_URL = '/v1/vocabulary'

export const PREFIXES = {
  schema: 'https://schema.org/',
  org: 'http://www.w3.org/ns/org#',
  prov: 'http://www.w3.org/ns/prov#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
} as const

/** The datatype of EDTF dates, as defined by the Library of Congress. */
const EDTF = 'http://id.loc.gov/datatypes/edtf/EDTF'
export const DATE_TERM = { '@type': 'xsd:date' }
export const CODE_TERM = { '@type': '@vocab' }

type Terms = Readonly<Record<string, unknown>>

/** How a record maps to JSON-LD. */
export interface JsonLdContext {
  /** The class of the record. */
  readonly type: string
  /** The terms of its properties. */
  terms(baseUrl: string): Terms
  /** Adds `@type` to a record; by default only to the record itself. */
  addTypes?(record: object): object
}

/** The context of a resource type, from its declaration. */
export function jsonLdContext({ name, schemas, linkedData, fields }: ResourceType): JsonLdContext {
  const { $id } = schemas.record as { $id?: string }
  return {
    type: linkedData?.type ?? String($id),
    terms: (baseUrl) => fieldTerms(name, fields, linkedData, baseUrl),
  }
}

/** The terms of declared fields. */
export function fieldTerms(
  name: string,
  fields: Fields,
  linkedData: { terms?: Readonly<Record<string, string>> } | undefined,
  baseUrl: string,
): Terms {
  const terms = Object.entries(fields).map(([field, { type, refersTo, schema }]) => {
    const term = linkedData?.terms?.[field]
    const iri = term === undefined ? {} : { '@id': term }
    if (refersTo !== undefined) return [field, referenceTerm(baseUrl, refersTo, term)]
    if (type === 'url') return [field, { ...iri, '@type': '@id' }]
    if (isDateType(type)) return [field, { ...iri, '@type': EDTF }]
    if (type === 'code' && 'enum' in schema) return [field, { ...iri, ...CODE_TERM }]
    return [field, term]
  })
  return {
    ...idTerms(baseUrl, name),
    // The envelope has a `next` with another meaning: the next page.
    next: `${baseUrl}${VOCABULARY_URL}#next`,
    ...Object.fromEntries(terms.filter(([, term]) => term !== undefined)),
    status: CODE_TERM,
    certainty: CODE_TERM,
    known_from: DATE_TERM,
    known_to: DATE_TERM,
    evidence: evidenceTerms(baseUrl, 'prov:wasDerivedFrom'),
  }
}

/** A list of claims. */
export function evidenceTerms(baseUrl: string, term: string): Terms {
  return {
    '@id': term,
    '@container': '@set',
    '@context': {
      ...idTerms(baseUrl, 'claims'),
      claim: '@id',
      field: CODE_TERM,
      stance: CODE_TERM,
      source: referenceTerm(baseUrl, 'sources', 'prov:hadPrimarySource'),
      value: 'prov:value',
      note: 'rdfs:comment',
    },
  }
}

/** An id is the last segment of a URL. */
export function idTerms(baseUrl: string, collection: string): Terms {
  return { '@base': `${baseUrl}${collectionUrl(collection)}/` }
}

/** A property that holds the id of a record of another collection. */
export function referenceTerm(baseUrl: string, collection: string, term?: string): Terms {
  return {
    ...(term !== undefined && { '@id': term }),
    '@type': '@id',
    '@context': idTerms(baseUrl, collection),
  }
}

/** The terms of a source summary. `sources` uses the same terms for these fields. */
const SOURCE_SUMMARY_TERMS = {
  title: 'schema:name',
  publisher: 'schema:publisher',
  published: { '@id': 'schema:datePublished', '@type': EDTF },
  url: { '@id': 'schema:url', '@type': '@id' },
} as const

/** Sends a response as JSON-LD. Validates it before, as the JSON response that it extends. */
export function sendJsonLd<T extends { data: unknown }>(
  request: FastifyRequest,
  reply: FastifyReply,
  context: JsonLdContext,
  response: T,
): FastifyReply {
  reply.serializeInput({ ...response }, '200', MEDIA_TYPES.json)
  return reply
    .type(MEDIA_TYPES.jsonld)
    .send(JSON.stringify(toJsonLd(request.baseUrl, request.canonicalUrl(), context, response)))
}

function toJsonLd(
  baseUrl: string,
  url: string,
  { type, terms, addTypes = (record) => ({ '@type': type, ...record }) }: JsonLdContext,
  { data, ...envelope }: { data: unknown },
): object {
  const isList = Array.isArray(data)
  return {
    '@context': {
      '@version': 1.1,
      '@vocab': `${baseUrl}${VOCABULARY_URL}#`,
      ...PREFIXES,
      id: '@id',
      data: {
        '@id': isList ? 'schema:itemListElement' : 'schema:mainEntity',
        ...(isList && { '@container': '@set' }),
        '@context': terms(baseUrl),
      },
      page: '@nest',
      total: 'schema:numberOfItems',
      totals: { '@type': '@json' },
      next: { '@id': 'hydra:next', '@type': '@id', '@context': { '@base': baseUrl } },
      meta: '@nest',
      known_at: DATE_TERM,
      valid_at: { '@type': EDTF },
      sources: {
        '@id': 'schema:citation',
        '@container': '@id',
        '@context': { ...idTerms(baseUrl, 'sources'), ...SOURCE_SUMMARY_TERMS },
      },
    },
    // The URL has `format=jsonld`, so the document has another IRI than the record in `data`.
    '@id': `${baseUrl}${url}`,
    '@type': isList ? 'schema:ItemList' : 'schema:CreativeWork',
    data: isList ? data.map(addTypes) : addTypes(data as object),
    ...envelope,
  }
}

/**
 * The JSON-LD representation of a response. It has the schema of the JSON response, so that generated clients
 * have the same types for both. JSON-LD adds `@context`, `@id` and `@type`.
 */
export function jsonLdRepresentation(response: TSchema) {
  return { [MEDIA_TYPES.jsonld]: { schema: ref(response) } }
}
