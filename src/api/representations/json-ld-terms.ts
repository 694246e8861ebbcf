import {
  type Fields,
  isDateType,
  type ResourceType,
  storedFields,
} from '../../domain/resource-type.ts'
import type { Vocabulary } from '../../domain/vocabularies.ts'
import { collectionUrl } from '../urls.ts'

/**
 * The terms of JSON-LD contexts: names of JSON are mapped to terms of schema.org, W3C ORG and PROV-O. Names
 * without such a term are explained at `/v1/vocabulary`.
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
export const EDTF = 'http://id.loc.gov/datatypes/edtf/EDTF'
export const DATE_TERM = { '@type': 'xsd:date' }
export const CODE_TERM = { '@type': '@vocab' }

export type Terms = Readonly<Record<string, unknown>>

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
export function jsonLdContext(resourceType: ResourceType): JsonLdContext {
  const { name, schemas, linkedData, computed } = resourceType
  const { $id } = schemas.record as { $id?: string }
  const fields = storedFields(resourceType)
  return {
    type: linkedData?.type ?? String($id),
    terms: (baseUrl) => ({
      ...computedTerms(computed, linkedData),
      ...fieldTerms(name, fields, linkedData, baseUrl),
    }),
  }
}

/** The terms of computed fields that a public vocabulary has. */
function computedTerms(
  computed: ResourceType['computed'] = {},
  linkedData: ResourceType['linkedData'],
): Terms {
  const { terms = {} } = linkedData ?? {}
  return Object.fromEntries(Object.entries(terms).filter(([name]) => name in computed))
}

/** The terms of declared fields. */
export function fieldTerms(
  name: string,
  fields: Fields,
  linkedData: { terms?: Readonly<Record<string, string>> } | undefined,
  baseUrl: string,
): Terms {
  const terms = Object.entries(fields).map(([field, declared]) => {
    const { type, refersTo, schema, vocabulary, allowsCurrency } = declared
    const term = linkedData?.terms?.[field]
    const iri = term === undefined ? {} : { '@id': term }
    if (refersTo !== undefined) return [field, referenceTerm(baseUrl, refersTo, term)]
    if (type === 'url') return [field, { ...iri, '@type': '@id' }]
    if (isDateType(type)) return [field, { ...iri, '@type': EDTF }]
    if (type === 'code' && 'enum' in schema) return [field, { ...iri, ...CODE_TERM }]
    // No vocabulary has the currencies, so a unit is a text.
    if (vocabulary !== undefined && allowsCurrency !== true)
      return [field, { ...iri, ...vocabularyTerm(baseUrl, vocabulary, field) }]
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

/** A property that holds a code of a vocabulary. Its value is the URL of the code. */
function vocabularyTerm(baseUrl: string, vocabulary: Vocabulary, field: string): Terms {
  const codes = `${baseUrl}${collectionUrl('codes')}/${vocabulary}.`
  return {
    ...CODE_TERM,
    // Without the other terms, because a code can have the name of a field: `organization`.
    '@context': [null, { '@vocab': codes, [field]: CODE_TERM }],
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
