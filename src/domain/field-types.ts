import { Type } from 'typebox'
import { codeLists } from './code-lists.ts'
import { ALLOWED_DATES, DATE_PATTERN, isEdtf } from './edtf.ts'
import { QUALIFIERS } from './qualifiers.ts'
import { idSchema } from './record-schema.ts'
import type { Field } from './resource-type.ts'
import { CODE_PATTERN, UNIT_PATTERN, type Vocabulary } from './vocabularies.ts'

/** The field types that resource types are declared with. */

const plain = { role: 'plain' } as const

/** A name, label or short phrase in the document's own wording. */
export const text = (description: string): Field => ({
  ...plain,
  type: 'text',
  schema: Type.String({ minLength: 1, maxLength: 300, description }),
})

/** A text in our own words. It describes the record, and states nothing that the document does not state. */
export const ownWords = (description: string): Field => ({
  ...plain,
  type: 'own_words',
  schema: Type.String({ minLength: 1, maxLength: 500, description }),
})

/** A code of a vocabulary, for values that documents express in different words. Codes may be added. */
export const code = (vocabulary: Vocabulary, description: string, example: string): Field => ({
  ...plain,
  type: 'code',
  vocabulary,
  schema: Type.String({
    pattern: CODE_PATTERN,
    maxLength: 60,
    description: `${description} A code of \`${vocabulary}\`; \`/v1/codes\` lists them.`,
    examples: [example],
  }),
})

/** One of a few values that the program decides by. The list does not grow. */
export const choice = (values: readonly string[], description: string): Field => ({
  ...plain,
  type: 'code',
  schema: Type.Enum([...values], { type: 'string', description }),
})

/** What is counted: a code of `units`, or an ISO 4217 currency. */
export const unit = (description: string): Field => ({
  ...code('units', description, 'persons'),
  allowsCurrency: true,
  schema: Type.String({
    pattern: UNIT_PATTERN,
    maxLength: 60,
    description: `${description} A code of \`units\`, which \`/v1/codes\` lists, or an ISO 4217 currency.`,
    examples: ['persons', 'USD'],
  }),
})

/** A whole number from 0. */
export const count = (description: string): Field => integer(description, 0)

/** A whole number, which may be negative. */
export const integer = (description: string, minimum = Number.MIN_SAFE_INTEGER): Field => ({
  ...plain,
  type: 'integer',
  // int64, because clients that are generated without it read 32 bits.
  schema: Type.Integer({
    format: 'int64',
    minimum,
    maximum: Number.MAX_SAFE_INTEGER,
    description,
  }),
})

export const boolean = (description: string): Field => ({
  ...plain,
  type: 'boolean',
  schema: Type.Boolean({ description }),
})

/** One day, as exactly as it is known: an interval means some day inside it. */
export const date = (description: string): Field => ({
  ...plain,
  type: 'date',
  schema: edtfSchema(`${description} EDTF; an interval means some day inside it.`),
  check: EDTF_CHECK,
})

/** A stretch of time: all of its days. */
export const period = (description: string): Field => ({
  ...plain,
  type: 'period',
  schema: edtfSchema(`${description} EDTF.`),
  check: EDTF_CHECK,
})

export const attested = (): Field => date('Latest day on which a source states that it was true.')

/** Another record, by its id. */
export const reference = (collection: string, description: string): Field => ({
  ...plain,
  type: 'reference',
  refersTo: collection,
  schema: idSchema(`${description} The id of a record of \`${collection}\`.`),
})

export const url = (description: string): Field => ({
  ...plain,
  type: 'url',
  schema: Type.String({ pattern: '^https?://[^\\s/]+(?:/\\S*)?$', maxLength: 500, description }),
})

export const country = (description: string): Field =>
  externalCode('iso-3166-country', description, 'CH')

export const subdivision = (description: string): Field =>
  externalCode('iso-3166-2', description, 'GB-ENG')

export const language = (description: string): Field => externalCode('bcp-47', description, 'en')

export const currency = (description: string): Field => externalCode('iso-4217', description, 'USD')

/** A code of an external standard. */
function externalCode(format: keyof typeof codeLists, description: string, example: string): Field {
  const { check, allowed, pattern } = codeLists[format]
  return {
    ...plain,
    type: 'code',
    schema: Type.String({
      format,
      pattern,
      description: `${description} As ${allowed}.`,
      examples: [example],
    }),
    check: { isValid: check, allowed },
  }
}

/** How exact a figure is. If the document does not qualify it, it is `exact`. */
export const qualifier = (beside: string): Field => ({
  ...choice(
    QUALIFIERS,
    `How exact \`${beside}\` is: "over 480" is \`at_least\`, "almost a million" \`at_most\`.`,
  ),
  unstated: { beside, value: 'exact' },
})

const EDTF_CHECK = { isValid: isEdtf, allowed: ALLOWED_DATES }

function edtfSchema(description: string) {
  return Type.String({ pattern: DATE_PATTERN, description })
}
