import { Type } from 'typebox'
import { Check } from 'typebox/schema'
import { edtfError } from '../domain/edtf.ts'
import { isLanguageTag } from '../domain/languages.ts'
import { idSchema } from '../domain/record-schema.ts'
import { type ResourceType, storedFields } from '../domain/resource-type.ts'
import { resourceTypeNamed, resourceTypes } from '../domain/resources/index.ts'
import { organizations } from '../domain/resources/organizations.ts'
import { expectedNumber, expectedStatement } from '../domain/statement.ts'
import { didYouMean } from '../domain/suggestions.ts'
import { CODE_PATTERN } from '../domain/vocabularies.ts'
import { invalidParameters, type ParameterError } from '../http/problem.ts'
import type { Filter } from '../query/filters.ts'
import type { Collection } from './collection.ts'
import { knownAtParameter, languageParameter, validAtParameter } from './common-parameters.ts'
import { currentDay, TODAY } from './today-parameter.ts'

/** A statement to check: a value of a field of the record that the other parameters select. */
export interface Statement {
  collection: string
  field: string
  value: string
  valid_at?: string
  known_at?: string
  lang?: string
  /** For a reference: the ids that the value may mean. */
  meantIds?: readonly string[]
  /** Filters of the collection. */
  filters: Record<string, unknown>
}

/** In characters. */
const MAX_LENGTH = 500

/** The parameters of a statement, besides the filters of its collection. */
export const STATEMENT_PARAMETERS = {
  collection: Type.Enum(
    resourceTypes.map(({ name }) => name),
    { type: 'string', description: 'Collection of the record.', examples: ['organizations'] },
  ),
  field: Type.String({
    pattern: CODE_PATTERN,
    maxLength: 60,
    description: 'Field of the collection; of organizations also `head` and `members`.',
    examples: ['headquarters_city'],
  }),
  value: Type.String({
    minLength: 1,
    maxLength: MAX_LENGTH,
    description: 'The stated value: ids, codes and countries also by name.',
    examples: ['Geneva'],
  }),
  organization: Type.Optional(
    idSchema(
      'Filters of the collection select the record: each is a parameter, like this one.',
      'iom',
    ),
  ),
  valid_at: validAtParameter,
  known_at: knownAtParameter,
  lang: languageParameter,
}

/** Values of an organization that follow from other collections. */
const DERIVED_FIELDS: readonly string[] = ['head', 'members']

export function isDerived({ collection, field }: Pick<Statement, 'collection' | 'field'>): boolean {
  return collection === organizations.name && DERIVED_FIELDS.includes(field)
}

const OWN_PARAMETERS = ['collection', 'field', 'value', 'valid_at', 'known_at', 'lang'] as const

interface TextSchema {
  pattern?: string
  maxLength?: number
}

/**
 * Reads the parameters of a statement. Throws a problem that names each invalid one.
 *
 * @param prefix the start of parameter names in errors: the position in a list of statements
 */
export function parseStatement(
  collections: readonly Collection[],
  raw: Readonly<Record<string, unknown>>,
  prefix = '',
): Statement {
  const errors: ParameterError[] = []
  const report = (parameter: string, message: string, more: Partial<ParameterError> = {}) =>
    errors.push({ parameter: prefix + parameter, value: raw[parameter], message, ...more })
  const text = (name: string) => (raw[name] === undefined ? undefined : String(raw[name]))
  for (const [name, value] of Object.entries(raw))
    if (typeof value !== 'string') report(name, 'expected a text')
  for (const name of OWN_PARAMETERS) {
    const { pattern, maxLength = MAX_LENGTH } = STATEMENT_PARAMETERS[name] as TextSchema
    const given = raw[name]
    if (typeof given !== 'string') continue
    if (given.length > maxLength) report(name, `has more than ${maxLength} characters`)
    else if (pattern !== undefined && name !== 'valid_at' && !new RegExp(pattern).test(given))
      report(name, 'not an allowed value')
  }
  for (const name of ['collection', 'field', 'value']) if (!text(name)) report(name, 'missing')

  const names = resourceTypes.map(({ name }) => name)
  const type = resourceTypeNamed(raw.collection)
  if (type === undefined && text('collection'))
    report('collection', 'not an allowed value', withSuggestion(String(raw.collection), names))
  const list = collections.find(({ name }) => name === type?.name)?.list
  if (type === undefined || list === undefined) throw invalidParameters(...errors)

  const field = text('field') ?? ''
  const fields = fieldsOf(type)
  if (field !== '' && !fields.includes(field))
    report('field', `${type.name} has no such field`, withSuggestion(field, fields))
  const hasDerivedField = isDerived({ collection: type.name, field })
  const isCount = hasDerivedField && field === 'members'
  const value = text('value') ?? ''
  const expected = isCount ? expectedNumber(value) : expectedStatement(type, field, value)
  if (value !== '' && expected !== null) report('value', `expected ${expected}`)
  if (hasDerivedField && !text('organization') && !text('id')) report('organization', 'missing')

  const valid_at = text('valid_at') === TODAY ? currentDay() : text('valid_at')
  const known_at = text('known_at')
  const lang = text('lang')
  const reason = valid_at === undefined ? null : edtfError(valid_at)
  if (reason !== null) report('valid_at', reason)
  if (valid_at !== undefined && list.validTime === null)
    report('valid_at', 'not supported: this collection has no valid time')
  if (lang !== undefined && !isLanguageTag(lang)) report('lang', 'expected a BCP 47 language tag')

  const filters: Record<string, unknown> = {}
  for (const [parameter, value] of Object.entries(raw)) {
    if ((OWN_PARAMETERS as readonly string[]).includes(parameter)) continue
    // An organization is selected by its id.
    const name = type === organizations && parameter === 'organization' ? 'id' : parameter
    const filter = list.filters[name]
    if (filter === undefined) {
      const allowed = [...OWN_PARAMETERS, ...Object.keys(list.filters)]
      report(parameter, 'unknown parameter', withSuggestion(parameter, allowed))
      continue
    }
    const converted = convert(filter, value)
    if (converted === undefined) report(parameter, 'not an allowed value')
    else filters[name] = converted
  }
  if (errors.length > 0) throw invalidParameters(...errors)
  return {
    ...{ collection: type.name, field, value, filters },
    ...(valid_at !== undefined && { valid_at }),
    ...(known_at !== undefined && { known_at }),
    ...(lang !== undefined && { lang }),
  }
}

function fieldsOf(type: ResourceType): string[] {
  return [
    ...Object.keys(storedFields(type)),
    ...Object.keys(type.computed ?? {}),
    ...(type === organizations ? DERIVED_FIELDS : []),
  ]
}

function withSuggestion(value: string, allowed: readonly string[]): Partial<ParameterError> {
  const suggestion = didYouMean(value, allowed)
  return { allowed: [...allowed], ...(suggestion !== undefined && { suggestion }) }
}

/** The value of a filter with the type of its schema; undefined if the schema does not allow it. */
function convert({ schema }: Filter, value: unknown): unknown {
  const { type } = schema as { type?: string }
  const converted =
    type === 'array'
      ? String(value).split(',')
      : type === 'boolean' && typeof value === 'string'
        ? { true: true, false: false }[value]
        : type === 'integer'
          ? Number(value)
          : String(value)
  return converted !== undefined && Check(schema, converted) ? converted : undefined
}
