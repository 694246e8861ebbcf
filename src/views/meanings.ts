import { CODE, DAY, evidenceOf, ids, type Meaning, reference } from '../records/meaning.ts'

/** What the records of views mean in linked data; those of nouns say so themselves. */

export const claim: Meaning = {
  type: 'prov:Entity',
  context: (origin) => ({
    ...ids(origin, 'claims'),
    source: reference(origin, 'sources', 'prov:hadPrimarySource'),
    value: 'prov:value',
    note: 'rdfs:comment',
    stance: CODE,
    heard: DAY,
  }),
}

export const dispute: Meaning = {
  type: 'Dispute',
  context: (origin) => ({
    ...ids(origin, 'disputes'),
    organization: reference(origin, 'organizations', 'schema:about'),
    value: 'prov:value',
    decided_by: CODE,
    explanation: 'rdfs:comment',
    outvoted_by: CODE,
    evidence: evidenceOf(origin, 'prov:wasDerivedFrom'),
    dissent: evidenceOf(origin, 'dissent'),
  }),
}

export const change: Meaning = {
  type: 'Change',
  context: (origin) => ({
    ...ids(origin, 'changes'),
    heard: reference(origin, 'sources', 'prov:wasDerivedFrom'),
    outvoted: evidenceOf(origin, 'outvoted'),
  }),
}

/** A hit leads to a record of any noun, so its address is its `href`. */
export const hit: Meaning = {
  type: 'Hit',
  context: (origin) => ({
    '@base': origin,
    id: 'record',
    href: '@id',
    label: 'rdfs:label',
    organization: reference(origin, 'organizations', 'schema:about'),
    claim: reference(origin, 'claims', 'prov:wasDerivedFrom'),
    source: reference(origin, 'sources', 'prov:hadPrimarySource'),
  }),
}
