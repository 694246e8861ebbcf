import { Type } from 'typebox'
import { PlaceSchema, type Value } from '../../api/evidence-schema.ts'
import { type Claim, claimId } from '../../domain/claim.ts'
import { compareText } from '../../domain/claim-ranking.ts'
import { closeInterval } from '../../domain/edtf.ts'
import type { Field, ResourceType } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import { displayValue } from '../diagnostics.ts'
import { isMap, type Report, readField, reportUnknownKeys, type SeedPath } from './report.ts'
import { idField, type SeedSource } from './source.ts'

/** A claim, and where in the account it is stated. */
export interface StatedClaim extends Claim {
  path: SeedPath
  /** Whether the entry says it, or it follows from what the entry says. */
  said: boolean
}

/** What an entry may say beside the fields of its collection. */
const WORDS = ['id', 'at', 'note', 'set_aside']
const wordsField = sources.fields.note as Field
const placeField: Field = {
  ...wordsField,
  schema: Type.Refine(
    PlaceSchema,
    isPlace,
    () => 'a line from 1 (4), lines in order (23-24), or words',
  ),
}
const reasonField: Field = {
  ...wordsField,
  schema: Type.Refine(
    Type.String({ minLength: 1, maxLength: 500 }),
    (reason) => /\s/.test(reason.trim()),
    () => 'the reason, in words',
  ),
}

/** Checks one section of an account; what is wrong is said and left out. */
export function validateSection(
  resourceType: ResourceType,
  found: unknown,
  source: SeedSource,
  about: Value | null,
  wrong: Report,
): StatedClaim[] {
  const section = resourceType.name
  if (found === undefined) return []
  if (!Array.isArray(found)) {
    wrong([section], { section }, `found ${displayValue(found)}; allowed: a list of entries`)
    return []
  }
  const stated = found.flatMap((entry, index) =>
    checkEntry(resourceType, entry, [section, index], source, wrong),
  )
  return [...unfilledTwice(stated), ...filledIn(resourceType, stated, about)]
}

/** What is filled in is one claim a place, however often it follows, and counts if it does once. */
function unfilledTwice(stated: readonly StatedClaim[]): StatedClaim[] {
  const said = stated.filter((claim) => claim.said)
  const ids = new Set(said.map(({ id }) => id))
  const filled = stated.filter((claim) => !claim.said && !ids.has(claim.id))
  const once = Map.groupBy(filled, ({ id }) => id).values()
  return [...said, ...[...once].flatMap((same) => [...same].sort(byPlace).slice(0, 1))]
}

function checkEntry(
  resourceType: ResourceType,
  entry: unknown,
  path: SeedPath,
  source: SeedSource,
  wrong: Report,
): StatedClaim[] {
  const section = resourceType.name
  if (!isMap(entry)) {
    const allowed = 'an entry with an id, a place (`at`) and fields'
    wrong(path, { section }, `found ${displayValue(entry)}; allowed: ${allowed}`)
    return []
  }
  const fields = Object.entries(resourceType.fields)
  const id = typeof entry.id === 'string' ? entry.id : undefined
  const word = (name: string, field: Field): string | null => {
    if (!(name in entry)) return null
    const about = { section, id, field: name }
    return readField(field, entry[name], [...path, name], about, wrong) as string | null
  }
  reportUnknownKeys(
    entry,
    [...WORDS, ...Object.keys(resourceType.fields)],
    path,
    { section, id },
    wrong,
  )
  const record = word('id', idField)
  const at = placeOf(word('at', placeField))
  const items = { note: word('note', wordsField), set_aside: word('set_aside', reasonField) }
  const missing = (field: string, remedy: string) => wrong(path, { section, id, field }, remedy)
  if (!('id' in entry)) missing('id', 'missing; every entry names its record')
  if (!('at' in entry)) missing('at', 'missing; a line (4, 23-24) or a place in words')
  const known = [...WORDS, ...Object.keys(resourceType.fields)]
  const misspelled = Object.keys(entry).some((name) => !known.includes(name))
  if (!misspelled && !fields.some(([name]) => name in entry))
    missing('', `states nothing; allowed fields: ${Object.keys(resourceType.fields).join(', ')}`)

  return fields.flatMap(([field, declared]) => {
    const stating = field in entry ? [...path, field] : path
    const value = valueIn(entry, field, declared, stating, source, { section, id, field }, wrong)
    if (value === null || record === null || at === null) return []
    const said = field in entry
    const note = said ? items.note : null
    const claim = {
      collection: section,
      record,
      field,
      value,
      source: source.source,
      at,
      ...items,
      note,
    }
    if (value === record && declared.type === 'reference') {
      wrong(stating, { section, id, field }, 'refers to itself; name another record')
      return []
    }
    return [{ id: claimId(claim), ...claim, path: stating, said }]
  })
}

function valueIn(
  entry: Record<string, unknown>,
  name: string,
  field: Field,
  path: SeedPath,
  source: SeedSource,
  about: { section: string; id: string | undefined; field: string },
  wrong: Report,
): Value | null {
  if (name in entry)
    return readField(field, ownDate(field, entry[name], source), path, about, wrong)
  const { unstated } = field
  return unstated !== undefined && unstated.beside in entry ? unstated.value : null
}

/** The word `published` as a date means the source's own, which ends when the source was known_from. */
function ownDate({ type: form }: Field, raw: unknown, source: SeedSource): unknown {
  const isDate = form === 'day' || form === 'span'
  return isDate && raw === 'published'
    ? closeInterval(String(source.values.published), source.known_from)
    : raw
}

function isPlace(at: string): boolean {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(at) ?? []
  return from === undefined || (Number(from) > 0 && (to === undefined || Number(to) > Number(from)))
}

function placeOf(at: string | null): string | null {
  if (at === null) return null
  if (/^\d+$/.test(at)) return `line ${at}`
  return /^\d+-\d+$/.test(at) ? `lines ${at}` : at
}

/** Fills in `organization` from `about`, once for each record of which no entry says it. */
function filledIn(
  resourceType: ResourceType,
  stated: readonly StatedClaim[],
  about: Value | null,
): StatedClaim[] {
  if (about === null || resourceType.fields.organization === undefined) return []
  const records = Map.groupBy(stated, ({ record }) => record).values()
  return [...records].flatMap((claims) => {
    const [first] = [...claims].sort(byPlace)
    if (first === undefined || claims.some(({ field }) => field === 'organization')) return []
    const claim = { ...first, field: 'organization', value: about, note: null }
    return [{ ...claim, id: claimId(claim), path: first.path.slice(0, 2), said: false }]
  })
}

/** What counts before what was set aside, then by place, so that filing order never matters. */
function byPlace(a: Claim, b: Claim): number {
  return (
    Number(a.set_aside !== null) - Number(b.set_aside !== null) ||
    a.at.localeCompare(b.at, 'en', { numeric: true }) ||
    compareText(a.id, b.id) ||
    compareText(a.set_aside ?? '', b.set_aside ?? '')
  )
}
