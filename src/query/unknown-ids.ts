import { foldWord, wordsOf } from '../domain/search-text.ts'
import { similarWords } from '../domain/suggestions.ts'
import { UnknownIdError, type UnknownIdReason } from './errors.ts'
import type { ListDefinition } from './list-definition.ts'
import type { Release } from './release.ts'

/** Parameters that a table may have, without an effect on the ids that it contains. */
const UNRESTRICTED = { lang: 'en', valid_min: null, valid_max: null }

const COLLECTION = 'SELECT collection FROM records WHERE id = :id'

/** The collection that an id belongs to, served or not; undefined if there is no such id. */
export function collectionOfId({ prepare }: Release, id: string): string | undefined {
  return prepare<{ collection: string }>(COLLECTION).get({ id })?.collection
}

/** Explains why a list has no item with this id. */
export function unknownIdError(
  release: Release,
  { name, table, firstKnownColumn }: ListDefinition,
  id: string,
): UnknownIdError {
  const why = (reason: UnknownIdReason) => new UnknownIdError(name, id, reason)
  const first =
    firstKnownColumn === null
      ? undefined
      : release
          .prepare<{ day: string | null }>(
            `SELECT min(item.${firstKnownColumn}) AS day FROM ${table} AS item WHERE item.id = :id`,
          )
          .get({ ...UNRESTRICTED, id, known_at: release.last_known })
  if (first?.day) return why({ reason: 'not_yet_known', known_from: first.day })
  const collection = collectionOfId(release, id)
  if (collection === name) return why({ reason: 'set_aside' })
  if (collection !== undefined) return why({ reason: 'other_collection', collection })
  return why({ reason: 'no_record', similar: similarIds(release, name, id) })
}

const IDS_BY_NAME = `
  SELECT records.id
    FROM records
   WHERE records.collection = :collection
     AND records.name = :text COLLATE NOCASE
   UNION
  SELECT names.organization
    FROM names
   WHERE :collection = 'organizations'
     AND (names.acronym = :text COLLATE NOCASE OR names.name = :text COLLATE NOCASE)
   LIMIT 3`

const IDS_BY_WORDS = `
  SELECT DISTINCT texts.record AS id
    FROM search_index
    JOIN search_texts AS texts ON texts.seq = search_index.rowid
   WHERE search_index MATCH :words
     AND texts.collection = :collection
     AND texts.kind       = 'name'
   LIMIT 3`

/**
 * The ids of a collection that a text probably means: those of records with this name or acronym, otherwise ids that
 * resemble it, otherwise those of records with its words in a text. At most three.
 */
export function likelyIds(release: Release, collection: string, text: string): string[] {
  const idsOf = (statement: string, parameters: object) =>
    release
      .prepare<{ id: string }>(statement)
      .all({ collection, ...parameters })
      .map(({ id }) => id)
  const named = idsOf(IDS_BY_NAME, { text })
  if (named.length > 0) return named
  const similar = similarIds(release, collection, text)
  const words = wordsOf(text).map((word) => `"${foldWord(word)}"`)
  if (similar.length > 0 || words.length === 0) return similar
  return idsOf(IDS_BY_WORDS, { words: words.join(' ') })
}

/** Maximum number of ids that a misspelled id is compared with, so that such requests stay fast. */
const MAX_CANDIDATES = 2_000

const CANDIDATES = `
  SELECT id
    FROM records
   WHERE collection = :collection
     AND id >= :prefix
     AND id <  :prefix || '~'
   LIMIT ${MAX_CANDIDATES}`

/** Ids of a collection that resemble a misspelled one, most similar first: at most three. */
export function similarIds({ prepare }: Release, collection: string, id: string): string[] {
  const candidates = prepare<{ id: string }>(CANDIDATES)
  const folded = id.toLowerCase()
  for (const length of [Math.ceil(id.length / 2), 3, 1]) {
    const rows = candidates.all({ collection, prefix: folded.slice(0, length) })
    const similar = similarWords(
      id,
      rows.map((row) => row.id),
    )
    if (similar.length > 0) return similar
  }
  return []
}
