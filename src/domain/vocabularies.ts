/**
 * Vocabularies of codes. They are open: seed/codes.yaml declares the codes, so a new code needs no new program
 * and breaks no client.
 */
export const VOCABULARIES = [
  'organization_kinds',
  'end_reasons',
  'identifier_schemes',
  'location_kinds',
  'post_ranks',
  'count_categories',
  'member_kinds',
  'member_roles',
  'measures',
  'units',
  'milestone_kinds',
  'compact_kinds',
  'session_kinds',
  'funding_kinds',
  'funding_recurrences',
  'objective_kinds',
  'publication_kinds',
  'relation_kinds',
] as const
export type Vocabulary = (typeof VOCABULARIES)[number]

/** Lower-case words, joined by underscores. */
export const CODE_PATTERN = '^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$'

/** A code of `units`, or an ISO 4217 currency. */
export const UNIT_PATTERN = `${CODE_PATTERN}|^[A-Z]{3}$`

/** A declared code, with the attributes that the program reads. Those that do not apply are null. */
export interface Code {
  vocabulary: Vocabulary
  code: string
  label: string
  definition: string | null
  /** Measures: a `stock` is of one day, a `flow` of a period. */
  nature: 'stock' | 'flow' | null
  /** Measures: `currency`, or the only unit that the measure has. */
  unit_kind: string | null
  /** Measures: whether values can be negative. */
  signed: boolean | null
  /** Count categories: the roles of the members that are counted. */
  counts_roles: readonly string[] | null
  /** Identifier schemes: a regular expression for values. */
  pattern: string | null
  /** Identifier schemes: a URL with `{value}`. */
  url_template: string | null
  /** Relation kinds: the kind of the relation in the other direction. */
  inverse: string | null
}

/** The attributes of a code, each with the vocabulary that has it. */
export const CODE_ATTRIBUTES = {
  nature: 'measures',
  unit_kind: 'measures',
  signed: 'measures',
  counts_roles: 'count_categories',
  pattern: 'identifier_schemes',
  url_template: 'identifier_schemes',
  inverse: 'relation_kinds',
} as const satisfies Partial<Record<keyof Code, Vocabulary>>
