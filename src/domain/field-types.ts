import { Type } from 'typebox'
import { codeLists } from './code-lists.ts'
import { ALLOWED_DATES, DATE_PATTERN, edtfError } from './edtf.ts'
import { type Field, id } from './resource-type.ts'

/** The words that records share. */

const plain = { role: 'plain' } as const

/** A name, label or figure of speech that stands in the document. */
export const text = (description: string): Field => ({
  ...plain,
  type: 'text',
  schema: Type.String({ minLength: 1, maxLength: 300, description }),
})

/** Our own words, which describe and claim nothing that the document does not say. */
export const ownWords = (description: string): Field => ({
  ...plain,
  type: 'words',
  schema: Type.String({ minLength: 1, maxLength: 500, description }),
})

/** One of our codes for what documents say in many ways. The list may grow. */
export const code = (values: readonly string[], description: string): Field => ({
  ...plain,
  type: 'code',
  schema: Type.Enum([...values], { type: 'string', description }),
})

export const count = (description: string): Field => ({
  ...plain,
  type: 'count',
  schema: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description }),
})

export const boolean = (description: string): Field => ({
  ...plain,
  type: 'yes_no',
  schema: Type.Boolean({ description }),
})

/** One day, as exactly as it is known: an interval means some day in it. */
export const date = (description: string): Field => ({
  ...plain,
  type: 'day',
  schema: edtfString(`${description} EDTF; an interval means some day in it.`),
})

/** A stretch of time, all of it. */
export const period = (description: string): Field => ({
  ...plain,
  type: 'span',
  schema: edtfString(`${description} EDTF.`),
})

export const attested = (): Field => date('The latest day on which a source says that it held.')

/** Another record, by its id. */
export const reference = (collection: string, description: string): Field => ({
  ...plain,
  type: 'reference',
  refersTo: collection,
  schema: id(`${description} The id of a record of \`${collection}\`.`),
})

export const url = (description: string): Field => ({
  ...plain,
  type: 'url',
  schema: Type.String({ pattern: '^https?://[^\\s/]+(?:/\\S*)?$', maxLength: 500, description }),
})

export const country = (description: string): Field =>
  standard('iso-3166-1-alpha-2', description, 'CH')

export const currency = (description: string): Field => standard('iso-4217', description, 'USD')

/** A code of a standard, which only those codes are that it has. */
function standard(format: keyof typeof codeLists, description: string, example: string): Field {
  const { check, allowed } = codeLists[format]
  const schema = Type.String({
    format,
    description: `${description} As ${allowed}.`,
    examples: [example],
  })
  return { ...plain, type: 'code', schema: Type.Refine(schema, check, () => allowed) }
}

/** How exactly a figure is meant; unstated, the document gives it as it is. */
export const qualifier = (beside: string): Field => ({
  ...code(
    ['exact', 'at_least', 'at_most', 'about'],
    `How \`${beside}\` is meant: "over 480" is \`at_least\`, "almost a million" \`at_most\`.`,
  ),
  unstated: { beside, value: 'exact' },
})

function edtfString(description: string) {
  return Type.Refine(
    Type.String({ pattern: DATE_PATTERN, description }),
    (value) => edtfError(value) === null,
    () => ALLOWED_DATES,
  )
}
