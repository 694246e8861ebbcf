import type { Fields, ResourceType } from '../../domain/resource-type.ts'
import { collectionUrl } from '../urls.ts'

/**
 * What answers mean to programs that know RDF (JSON-LD 1.1): the same JSON, with a context that maps
 * its names to terms of schema.org, W3C ORG and PROV-O. What those have no term for is a term of ours,
 * explained at `/v1/vocabulary`.
 */

/** Where our own terms are explained. */
export const VOCABULARY_URL = '/v1/vocabulary'

export const PREFIXES = {
  schema: 'https://schema.org/',
  org: 'http://www.w3.org/ns/org#',
  prov: 'http://www.w3.org/ns/prov#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  hydra: 'http://www.w3.org/ns/hydra/core#',
} as const

/** Dates as the Library of Congress types them. */
const EDTF = 'http://id.loc.gov/datatypes/edtf/EDTF'
export const DATE_TERM = { '@type': 'xsd:date' }
export const CODE_TERM = { '@type': '@vocab' }

type Terms = Readonly<Record<string, unknown>>

/** What a record means, and each of its fields. */
export interface JsonLdContext {
  /** Its class. */
  readonly type: string
  /** The terms of its fields, and where their ids lead. */
  context(origin: string): Terms
  /** A record with its class; where unsaid, there is nothing in it that has one of its own. */
  typed?(record: object): object
}

export function jsonLdContext({
  name,
  schemas,
  linkedData: linked,
  fields,
}: ResourceType): JsonLdContext {
  const { $id } = schemas.record as { $id?: string }
  return {
    type: linked?.type ?? String($id),
    context: (origin) => fieldTerms(name, fields, linked, origin),
  }
}

/** The terms of declared fields. */
export function fieldTerms(
  name: string,
  fields: Fields,
  linked: { terms?: Readonly<Record<string, string>> } | undefined,
  origin: string,
): Terms {
  const terms = Object.entries(fields).map(
    ([field, { type: form, refersTo: collection, schema }]) => {
      const term = linked?.terms?.[field]
      const iri = term === undefined ? {} : { '@id': term }
      if (form === 'reference' && collection !== undefined)
        return [field, referenceTerm(origin, collection, term)]
      if (form === 'url') return [field, { ...iri, '@type': '@id' }]
      if (form === 'day' || form === 'span') return [field, { ...iri, '@type': EDTF }]
      if (form === 'code' && 'enum' in schema) return [field, { ...iri, ...CODE_TERM }]
      return [field, term]
    },
  )
  return {
    ...idTerms(origin, name),
    // Not the next page, which the answer around it has.
    next: `${origin}${VOCABULARY_URL}#next`,
    ...Object.fromEntries(terms.filter(([, term]) => term !== undefined)),
    status: CODE_TERM,
    certainty: CODE_TERM,
    known_from: DATE_TERM,
    known_to: DATE_TERM,
    evidence: evidenceTerms(origin, 'prov:wasDerivedFrom'),
  }
}

/** Claims, which rest on sources. */
export function evidenceTerms(origin: string, term: string): Terms {
  return {
    '@id': term,
    '@container': '@set',
    '@context': {
      ...idTerms(origin, 'claims'),
      claim: '@id',
      field: CODE_TERM,
      stance: CODE_TERM,
      source: referenceTerm(origin, 'sources', 'prov:hadPrimarySource'),
      value: 'prov:value',
      note: 'rdfs:comment',
    },
  }
}

/** Ids are the last part of an address. */
export function idTerms(origin: string, collection: string): Terms {
  return { '@base': `${origin}${collectionUrl(collection)}/` }
}

/** A field that holds ids of records of a collection. */
export function referenceTerm(origin: string, collection: string, term?: string): Terms {
  return {
    ...(term !== undefined && { '@id': term }),
    '@type': '@id',
    '@context': idTerms(origin, collection),
  }
}

/** A source as an answer spells it out; of `sources` the same fields mean the same. */
export const SOURCE_SUMMARY_TERMS = {
  title: 'schema:name',
  publisher: 'schema:publisher',
  published: 'schema:datePublished',
  url: 'schema:url',
} as const

interface Answer {
  data: unknown
}

/** An answer as linked data: the same JSON, with its context, its address, and each record's class. */
export function toJsonLd(
  { origin, url }: { origin: string; url: string },
  { type, context, typed = (record) => ({ '@type': type, ...record }) }: JsonLdContext,
  answer: Answer,
): object {
  const isList = Array.isArray(answer.data)
  const { data, ...rest } = answer
  return {
    '@context': {
      '@version': 1.1,
      '@vocab': `${origin}${VOCABULARY_URL}#`,
      ...PREFIXES,
      id: '@id',
      data: {
        '@id': isList ? 'schema:itemListElement' : 'schema:mainEntity',
        ...(isList && { '@container': '@set' }),
        '@context': context(origin),
      },
      page: '@nest',
      total: 'schema:numberOfItems',
      totals: { '@type': '@json' },
      next: { '@id': 'hydra:next', '@type': '@id', '@context': { '@base': origin } },
      meta: '@nest',
      known_at: DATE_TERM,
      valid_at: { '@type': EDTF },
      sources: {
        '@id': 'schema:citation',
        '@container': '@id',
        '@context': {
          ...idTerms(origin, 'sources'),
          ...SOURCE_SUMMARY_TERMS,
          published: { '@id': SOURCE_SUMMARY_TERMS.published, '@type': EDTF },
          url: { '@id': SOURCE_SUMMARY_TERMS.url, '@type': '@id' },
        },
      },
    },
    '@id': `${origin}${url}`,
    '@type': isList ? 'schema:ItemList' : 'schema:CreativeWork',
    data: Array.isArray(data) ? data.map(typed) : typed(data as object),
    ...rest,
  }
}
