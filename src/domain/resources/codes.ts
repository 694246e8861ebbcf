import { boolean, choice, ownWords, text } from '../field-types.ts'
import { type Field, type ResourceDeclaration, required } from '../resource-type.ts'
import { timeless } from '../valid-time.ts'
import { CODE_PATTERN, VOCABULARIES } from '../vocabularies.ts'

const word = (description: string): Field => {
  const { schema } = text(description)
  return { ...text(description), type: 'code', schema: { ...schema, pattern: CODE_PATTERN } }
}

/** Reference data: no source claims it, and it is the same at any knowledge time. */
export const codes: ResourceDeclaration = {
  name: 'codes',
  summary: 'Codes of all vocabularies',
  description:
    'The codes that fields of records use, and what they mean. Codes may be added. They are reference data of the release, so `known_at` makes no difference.',
  time: timeless,
  fields: {
    vocabulary: required(choice(VOCABULARIES, 'Vocabulary.')),
    code: required(word('Code.')),
    label: required(ownWords('Label in English.')),
    definition: ownWords('Definition; null if the label says it all.'),
    nature: choice(
      ['stock', 'flow'],
      'Measures: whether figures are of one day (`stock`) or of a period (`flow`).',
    ),
    unit_kind: word('Measures: `currency`, or the only unit.'),
    signed: boolean('Measures: whether figures can be negative.'),
    counts_roles: text(
      'Count categories: the roles of members that are counted, separated by spaces.',
    ),
    pattern: text('Identifier schemes: regular expression of the identifiers (ECMA-262, `u`).'),
    url_template: text('Identifier schemes: URL of an entry, with `{value}` for the identifier.'),
    inverse: word('Relation kinds: kind of the same relation, seen from the other organization.'),
  },
  filters: ['vocabulary', 'code', 'nature'],
  sort: 'id',
  linkedData: {
    type: 'http://www.w3.org/2004/02/skos/core#Concept',
    terms: { label: 'rdfs:label', definition: 'rdfs:comment' },
  },
}
