import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { completeness } from '../../domain/resources/completeness.ts'
import { FORMATS } from '../../http/formats.ts'
import { ref } from '../../http/schema-registry.ts'
import {
  DATE_TERM,
  EDTF,
  fieldTerms,
  idTerms,
  type JsonLdContext,
  PREFIXES,
  type Terms,
  VOCABULARY_URL,
} from './json-ld-terms.ts'

/** Responses as JSON-LD 1.1: the same JSON with a context. */

/** The terms of a source summary. `sources` uses the same terms for these fields. */
const SOURCE_SUMMARY_TERMS = {
  title: 'schema:name',
  publisher: 'schema:publisher',
  published: { '@id': 'schema:datePublished', '@type': EDTF },
  url: { '@id': 'schema:url', '@type': '@id' },
} as const

/** The terms of `meta`. It is a node of its own, because its `sources` are not those of the response. */
function metaTerms(baseUrl: string): Terms {
  return {
    known_at: DATE_TERM,
    valid_at: { '@type': EDTF },
    sources: { '@type': '@json' },
    near: { '@type': '@json' },
    completeness: {
      '@container': '@set',
      '@context': fieldTerms(completeness.name, completeness.fields, undefined, baseUrl),
    },
  }
}

/** Sends a response as JSON-LD: the JSON response with a context. */
export function sendJsonLd(
  request: FastifyRequest,
  reply: FastifyReply,
  context: JsonLdContext,
  response: unknown,
): FastifyReply {
  const document = toJsonLd(
    request.baseUrl,
    request.canonicalUrl(),
    context,
    response as { data: unknown },
  )
  return reply.send(JSON.stringify(document))
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
      facets: { '@type': '@json' },
      meta: { '@context': metaTerms(baseUrl) },
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
  return { [FORMATS.jsonld.mediaType]: { schema: ref(response) } }
}
