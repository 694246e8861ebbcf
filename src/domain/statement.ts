import { countriesNamed } from './countries.ts'
import { edtfBounds, isEdtf } from './edtf.ts'
import { foldText } from './folded-text.ts'
import { codeListLabel, labelSources } from './labels.ts'
import { isBetween, type Qualifier } from './qualifiers.ts'
import { isDateType, type ResourceType, storedFields } from './resource-type.ts'

/** How a stated value relates to a served one. `wider`: the served value allows it, and others. */
export type Relation = 'equal' | 'different' | 'wider'

/** A served value, with its label and how exact it is. */
export interface ServedValue {
  value: unknown
  label: string | null
  qualifier?: Qualifier
}

/** What a value of a field must be; null if any text is possible. */
export function expectedStatement(type: ResourceType, field: string, value: string): string | null {
  const { type: kind } = storedFields(type)[field] ?? {}
  if (isDateType(kind)) return isEdtf(value) ? null : 'a date (EDTF) such as 2018-10 or 1951/1952'
  if (kind === 'integer') return expectedNumber(value)
  if (kind === 'boolean') return /^(?:true|false)$/.test(value) ? null : 'true or false'
  return null
}

/** What a count must be; null if the value is one. */
export function expectedNumber(value: string): string | null {
  return wholeNumberOf(value) === null ? 'a whole number' : null
}

/**
 * Compares a stated value with the value of a field, as people mean it: names count like ids and codes.
 *
 * @param meantIds for a reference: the records that the stated text may mean
 */
export function compareStatement(
  type: ResourceType,
  field: string,
  stated: string,
  served: ServedValue,
  meantIds: readonly string[] = [],
): Relation {
  const { type: kind } = storedFields(type)[field] ?? {}
  if (isDateType(kind)) return compareDates(stated, String(served.value))
  if (kind === 'integer') return compareNumbers(wholeNumberOf(stated) ?? Number.NaN, served)
  const isSame =
    [stated, ...meantIds].includes(String(served.value)) || isSameName(type, field, stated, served)
  return isSame ? 'equal' : 'different'
}

function compareDates(stated: string, served: string): Relation {
  const [statement, known] = [edtfBounds(stated), edtfBounds(served)]
  if (known.min >= statement.min && known.max <= statement.max) return 'equal'
  return known.min <= statement.max && known.max >= statement.min ? 'wider' : 'different'
}

function compareNumbers(stated: number, { value, qualifier = 'exact' }: ServedValue): Relation {
  const served = Number(value)
  if (stated === served) return 'equal'
  if (qualifier === 'exact') return 'different'
  // "At least 480" allows 500, but not 400.
  return isBetween(served, qualifier, { from: stated, to: stated }) === false
    ? 'different'
    : 'wider'
}

function isSameName(
  type: ResourceType,
  field: string,
  stated: string,
  { value, label }: ServedValue,
): boolean {
  const codeList = labelSources(type)[field]?.codeList
  if (codeList === 'iso-3166-country' && countriesNamed(stated).includes(String(value))) return true
  const names = [
    String(value),
    label ?? '',
    codeList ? codeListLabel(codeList, String(value), 'en') : '',
  ]
  return names.some((name) => name && foldName(name) === foldName(stated))
}

const foldName = (text: string) =>
  foldText(text)
    .trim()
    .replaceAll(/[\s_-]+/g, ' ')

/** `1,234` is 1234; null for a text that is no whole number. */
export function wholeNumberOf(text: string): number | null {
  const digits = text.trim().replaceAll(/(?<=\d)[, ](?=\d{3}\b)/g, '')
  return /^-?\d{1,16}$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : null
}
