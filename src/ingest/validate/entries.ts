import { Type } from 'typebox'
import { type Claim, claimId, compareText, type Value } from '../../domain/claim.ts'
import { type Field, isDateType, type ResourceType } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import {
  displayValue,
  isObject,
  type Report,
  reportUnknownKeys,
  type Subject,
} from '../diagnostics.ts'
import type { SeedPath } from '../read/seed-position.ts'
import { normalizePlace, placeField } from './place.ts'
import { idField, publishedDate, type SeedSource } from './source.ts'
import { reportSplitValues } from './split-values.ts'
import { readField } from './values.ts'

/** A claim, and where the seed file states it. */
export interface StatedClaim extends Claim {
  path: SeedPath
  /** Whether the entry does not state the field, but its value follows from what the entry states. */
  isImplied: boolean
}

/** What an entry may state besides the fields of its collection. */
const ENTRY_KEYS = ['id', 'at', 'note', 'set_aside']

const noteField = sources.fields.note as Field

const setAsideField: Field = {
  ...noteField,
  schema: Type.String({ maxLength: 500, pattern: '\\S \\S', description: 'the reason, in words' }),
}

/**
 * Validates one section of a seed file. Reports errors and leaves out entries and fields with errors.
 *
 * @param organization the organization of all entries that do not state another, from `about:`
 */
export function validateSection(
  resourceType: ResourceType,
  value: unknown,
  source: SeedSource,
  organization: Value | null,
  report: Report,
): StatedClaim[] {
  const section = resourceType.name
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    const message = `invalid value ${displayValue(value)}; expected a list of entries`
    report([section], { section }, message)
    return []
  }
  const stated = value.flatMap((entry, index) =>
    validateEntry(resourceType, entry, [section, index], source, report),
  )
  return [
    ...withoutRepeatedImplications(stated),
    ...impliedOrganizations(resourceType, stated, organization),
  ]
}

/**
 * Several entries can imply the same claim, for example `qualifier: exact`. Keeps one of them: one that
 * counts, if any does.
 */
function withoutRepeatedImplications(claims: readonly StatedClaim[]): StatedClaim[] {
  const explicit = claims.filter(({ isImplied }) => !isImplied)
  const ids = new Set(explicit.map(({ id }) => id))
  const implied = claims.filter(({ id, isImplied }) => isImplied && !ids.has(id))
  const byId = Map.groupBy(implied, ({ id }) => id).values()
  return [...explicit, ...[...byId].flatMap((same) => same.sort(compareEntries).slice(0, 1))]
}

function validateEntry(
  resourceType: ResourceType,
  entry: unknown,
  path: SeedPath,
  source: SeedSource,
  report: Report,
): StatedClaim[] {
  const section = resourceType.name
  if (!isObject(entry)) {
    const expected = 'an entry with an id, a place (`at`) and fields'
    report(path, { section }, `invalid value ${displayValue(entry)}; expected ${expected}`)
    return []
  }
  const id = typeof entry.id === 'string' ? entry.id : undefined
  const fieldNames = Object.keys(resourceType.fields)
  const allowed = [...ENTRY_KEYS, ...fieldNames]
  reportSplitValues(resourceType.fields, entry, allowed, path, { section, id }, report)
  reportUnknownKeys(entry, allowed, path, { section, id }, report)

  const read = (name: string, field: Field): string | null => {
    if (!(name in entry)) return null
    const about = { section, id, field: name }
    return readField(field, entry[name], [...path, name], about, report) as string | null
  }
  const record = read('id', idField)
  const at = normalizePlace(read('at', placeField))
  const note = read('note', noteField)
  const set_aside = read('set_aside', setAsideField)
  if (!('id' in entry))
    report(path, { section, id, field: 'id' }, 'missing; every entry names its record')
  if (!('at' in entry))
    report(
      path,
      { section, id, field: 'at' },
      'missing; state a line (4, 23-24) or a place in words',
    )
  // A misspelled field is reported already.
  if (Object.keys(entry).every((name) => ENTRY_KEYS.includes(name)))
    report(path, { section, id }, `states no field; expected one of ${fieldNames.join(', ')}`)

  return Object.entries(resourceType.fields).flatMap(([name, field]) => {
    const isImplied = !(name in entry)
    const fieldPath = isImplied ? path : [...path, name]
    const about = { section, id, field: name }
    const value = readEntryField(entry, name, field, fieldPath, source, about, report)
    if (value === null || record === null || at === null) return []
    if (field.type === 'reference' && value === record) {
      report(fieldPath, about, 'refers to itself; name another record')
      return []
    }
    const claim = {
      collection: section,
      record,
      field: name,
      value,
      source: source.source,
      at,
      note: isImplied ? null : note,
      set_aside,
    }
    return [{ id: claimId(claim), ...claim, path: fieldPath, isImplied }]
  })
}

function readEntryField(
  entry: Record<string, unknown>,
  name: string,
  field: Field,
  path: SeedPath,
  source: SeedSource,
  about: Subject,
  report: Report,
): Value | null {
  const { type, unstated } = field
  if (name in entry) {
    const isPublished = isDateType(type) && entry[name] === 'published'
    const published = isPublished ? publishedDate(source) : null
    if (isPublished && published === null) {
      report(path, about, 'the source has no date of its own; state the date')
      return null
    }
    return readField(field, published ?? entry[name], path, about, report)
  }
  return unstated !== undefined && unstated.beside in entry ? unstated.value : null
}

/**
 * One claim of `organization`, from `about:`, for each record of which no entry states it. A compact need not
 * have an organization, so nothing is implied for it.
 */
function impliedOrganizations(
  { fields }: ResourceType,
  stated: readonly StatedClaim[],
  organization: Value | null,
): StatedClaim[] {
  // An identifier has an organization unless it has a person.
  const isNeeded = fields.organization?.role === 'key' || 'person' in fields
  if (organization === null || fields.organization === undefined || !isNeeded) return []
  const byRecord = Map.groupBy(stated, ({ record }) => record).values()
  return [...byRecord].flatMap((claims) => {
    const [first] = claims.sort(compareEntries)
    const hasOwner = claims.some(({ field }) => field === 'organization' || field === 'person')
    if (first === undefined || hasOwner) return []
    const claim = { ...first, field: 'organization', value: organization, note: null }
    return [{ ...claim, id: claimId(claim), path: first.path.slice(0, 2), isImplied: true }]
  })
}

/** Sorts claims that count first, then by place, so that the order of entries makes no difference. */
function compareEntries(a: Claim, b: Claim): number {
  return (
    Number(a.set_aside !== null) - Number(b.set_aside !== null) ||
    a.at.localeCompare(b.at, 'en', { numeric: true }) ||
    compareText(a.id, b.id) ||
    compareText(a.set_aside ?? '', b.set_aside ?? '')
  )
}
