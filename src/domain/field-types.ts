import { Type } from 'typebox'
import { codeLists } from './code-lists.ts'
import { ALLOWED_DATES, DATE_PATTERN, isEdtf } from './edtf.ts'
import { idSchema } from './record-schema.ts'
import type { Field } from './resource-type.ts'

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

/** One of our codes, for values that documents express in different words. The list may grow. */
export const code = (values: readonly string[], description: string): Field => ({
  ...plain,
  type: 'code',
  schema: Type.Enum([...values], { type: 'string', description }),
})

/** A whole number from 0. */
export const count = (description: string): Field => ({
  ...plain,
  type: 'count',
  // int64, because clients that are generated without it read 32 bits.
  schema: Type.Integer({
    format: 'int64',
    minimum: 0,
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
  externalCode('iso-3166-1-alpha-2', description, 'CH')

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
  ...code(
    ['exact', 'at_least', 'at_most', 'about'],
    `How exact \`${beside}\` is: "over 480" is \`at_least\`, "almost a million" \`at_most\`.`,
  ),
  unstated: { beside, value: 'exact' },
})

const EDTF_CHECK = { isValid: isEdtf, allowed: ALLOWED_DATES }

function edtfSchema(description: string) {
  return Type.String({ pattern: DATE_PATTERN, description })
}
