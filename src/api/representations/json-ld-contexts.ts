import {
  CODE_TERM,
  DATE_TERM,
  evidenceTerms,
  idTerms,
  type JsonLdContext,
  referenceTerm,
} from './json-ld.ts'

/** What the records of views mean in linked data; those of collections say so themselves. */

export const claimContext: JsonLdContext = {
  type: 'prov:Entity',
  context: (origin) => ({
    ...idTerms(origin, 'claims'),
    source: referenceTerm(origin, 'sources', 'prov:hadPrimarySource'),
    value: 'prov:value',
    note: 'rdfs:comment',
    stance: CODE_TERM,
    known_from: DATE_TERM,
  }),
}

export const disputeContext: JsonLdContext = {
  type: 'Dispute',
  context: (origin) => ({
    ...idTerms(origin, 'disputes'),
    organization: referenceTerm(origin, 'organizations', 'schema:about'),
    value: 'prov:value',
    decided_by: CODE_TERM,
    explanation: 'rdfs:comment',
    overruled_by: CODE_TERM,
    evidence: evidenceTerms(origin, 'prov:wasDerivedFrom'),
    dissent: evidenceTerms(origin, 'dissent'),
  }),
}

export const changeContext: JsonLdContext = {
  type: 'Change',
  context: (origin) => ({
    ...idTerms(origin, 'changes'),
    sources: referenceTerm(origin, 'sources', 'prov:wasDerivedFrom'),
    overruled: evidenceTerms(origin, 'overruled'),
  }),
}

/** A hit leads to a record of any collection, so its address is its `href`. */
export const searchHitContext: JsonLdContext = {
  type: 'Hit',
  context: (origin) => ({
    '@base': origin,
    id: 'record',
    href: '@id',
    label: 'rdfs:label',
    organization: referenceTerm(origin, 'organizations', 'schema:about'),
    claim: referenceTerm(origin, 'claims', 'prov:wasDerivedFrom'),
    source: referenceTerm(origin, 'sources', 'prov:hadPrimarySource'),
  }),
}
