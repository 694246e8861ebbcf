import { Type } from 'typebox'
import { sources } from '../facts/index.ts'
import { closed } from '../records/edtf.ts'
import { At, type Value } from '../records/evidence.ts'
import type { Field, Noun } from '../records/noun.ts'
import { compare } from '../records/rule.ts'
import { type Claim, claimId } from './claims.ts'
import { shown } from './problems.ts'
import { idField, type Source } from './source.ts'
import { isMap, type Path, readField, refuseOthers, type Wrong } from './wrong.ts'

/** A claim, and where in the account it is stated. */
export interface Stated extends Claim {
  path: Path
  /** Whether the entry says it, or it follows from what the entry says. */
  said: boolean
}

/** What an entry may say beside the fields of its noun. */
const WORDS = ['id', 'at', 'note', 'set_aside']
const wordsField = sources.fields.note as Field
const placeField: Field = {
  ...wordsField,
  schema: Type.Refine(At, isPlace, () => 'a line from 1 (4), lines in order (23-24), or words'),
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
export function checkSection(
  noun: Noun,
  found: unknown,
  source: Source,
  about: Value | null,
  wrong: Wrong,
): Stated[] {
  const section = noun.name
  if (found === undefined) return []
  if (!Array.isArray(found)) {
    wrong([section], { section }, `found ${shown(found)}; allowed: a list of entries`)
    return []
  }
  const stated = found.flatMap((entry, index) =>
    checkEntry(noun, entry, [section, index], source, wrong),
  )
  return [...unfilledTwice(stated), ...filledIn(noun, stated, about)]
}

/** What is filled in is one claim a place, however often it follows, and counts if it does once. */
function unfilledTwice(stated: readonly Stated[]): Stated[] {
  const said = stated.filter((claim) => claim.said)
  const ids = new Set(said.map(({ id }) => id))
  const filled = stated.filter((claim) => !claim.said && !ids.has(claim.id))
  const once = Map.groupBy(filled, ({ id }) => id).values()
  return [...said, ...[...once].flatMap((same) => [...same].sort(byPlace).slice(0, 1))]
}

function checkEntry(
  noun: Noun,
  entry: unknown,
  path: Path,
  source: Source,
  wrong: Wrong,
): Stated[] {
  const section = noun.name
  if (!isMap(entry)) {
    const allowed = 'an entry with an id, a place (`at`) and fields'
    wrong(path, { section }, `found ${shown(entry)}; allowed: ${allowed}`)
    return []
  }
  const fields = Object.entries(noun.fields)
  const id = typeof entry.id === 'string' ? entry.id : undefined
  const word = (name: string, field: Field): string | null => {
    if (!(name in entry)) return null
    const about = { section, id, field: name }
    return readField(field, entry[name], [...path, name], about, wrong) as string | null
  }
  refuseOthers(entry, [...WORDS, ...Object.keys(noun.fields)], path, { section, id }, wrong)
  const record = word('id', idField)
  const at = placeOf(word('at', placeField))
  const told = { note: word('note', wordsField), set_aside: word('set_aside', reasonField) }
  const missing = (field: string, remedy: string) => wrong(path, { section, id, field }, remedy)
  if (!('id' in entry)) missing('id', 'missing; every entry names its record')
  if (!('at' in entry)) missing('at', 'missing; a line (4, 23-24) or a place in words')
  const known = [...WORDS, ...Object.keys(noun.fields)]
  const misspelled = Object.keys(entry).some((name) => !known.includes(name))
  if (!misspelled && !fields.some(([name]) => name in entry))
    missing('', `states nothing; allowed fields: ${Object.keys(noun.fields).join(', ')}`)

  return fields.flatMap(([field, declared]) => {
    const stating = field in entry ? [...path, field] : path
    const value = valueIn(entry, field, declared, stating, source, { section, id, field }, wrong)
    if (value === null || record === null || at === null) return []
    const said = field in entry
    const note = said ? told.note : null
    const claim = { noun: section, record, field, value, source: source.source, at, ...told, note }
    if (value === record && declared.form === 'reference') {
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
  path: Path,
  source: Source,
  about: { section: string; id: string | undefined; field: string },
  wrong: Wrong,
): Value | null {
  if (name in entry)
    return readField(field, ownDate(field, entry[name], source), path, about, wrong)
  const { unstated } = field
  return unstated !== undefined && unstated.beside in entry ? unstated.value : null
}

/** The word `published` as a date means the source's own, which ends when the source was heard. */
function ownDate({ form }: Field, raw: unknown, source: Source): unknown {
  const isDate = form === 'day' || form === 'span'
  return isDate && raw === 'published' ? closed(String(source.values.published), source.heard) : raw
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
function filledIn(noun: Noun, stated: readonly Stated[], about: Value | null): Stated[] {
  if (about === null || noun.fields.organization === undefined) return []
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
    compare(a.id, b.id) ||
    compare(a.set_aside ?? '', b.set_aside ?? '')
  )
}
