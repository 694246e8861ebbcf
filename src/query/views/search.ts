import { Type } from 'typebox'
import {
  countryWords,
  foldWord,
  isUnspaced,
  searchableText,
  wordsOf,
} from '../../domain/search-text.ts'
import { similarWords } from '../../domain/suggestions.ts'
import { InvalidFilterError } from '../errors.ts'
import { enumSchema, type FilterValues, organizationFilter, setFilter } from '../filters.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import type { ListDefinition } from '../list-definition.ts'
import type { Release } from '../release.ts'
import { collectionNames } from './claims.ts'

/** Full-text search (SQLite FTS5), grouped by record. */

/** Only the best matches are used. Very common words have more. */
const MAX_MATCHES = 10_000

/** The bound value of a search, as JSON. */
interface SearchValue {
  /** The FTS5 query. */
  match: string
  /** The whole text, to find the record with exactly this name. */
  exact: string
  /** 1: only names of records. */
  namesOnly: 0 | 1
}

/**
 * The thing itself before what mentions it: a record with exactly this name, one with these words in its name, one that
 * refers to a thing with such a name, another text. Organizations and people before their names and offices, the members
 * that a country is before its nationals and donors. Then BM25.
 */
const SCORE = `100.0 * (CASE
           WHEN texts.kind = 'name' AND texts.folded = :q ->> 'exact' THEN 4
           WHEN texts.kind = 'name'  THEN 2
           WHEN texts.kind = 'label' THEN 1
           ELSE 0 END
         + (texts.kind = 'name' AND texts.collection IN ('organizations', 'people'))
         + 0.5 * (texts.kind = 'label' AND texts.collection = 'members'))
         + min(99.0, -best.rank)`

/** The best matching text of each record, of those known at `:known_at`. */
const HITS = `(
  WITH best AS MATERIALIZED (
    SELECT rowid AS seq, rank
      FROM search_index
     WHERE search_index MATCH :q ->> 'match'
     ORDER BY rank
     LIMIT ${MAX_MATCHES}),
  hits AS (
    SELECT texts.record, texts.collection, claims.field, claims.id AS claim, claims.source,
           texts.seq, ${SCORE} AS score,
           row_number() OVER (PARTITION BY texts.record ORDER BY ${SCORE} DESC, claims.id) AS place
      FROM best
      JOIN search_texts AS texts ON texts.seq  = best.seq
      JOIN claims                ON claims.seq = texts.claim
     WHERE claims.known_from <= :known_at
       AND (texts.kind = 'name' OR :q ->> 'namesOnly' = 0))
  SELECT hits.record AS id, hits.collection, versions.organization, versions.known_from,
         hits.field, hits.claim, hits.source, hits.score,
         (SELECT text FROM search_texts WHERE search_texts.seq = hits.seq) AS value,
         (SELECT count(*) = ${MAX_MATCHES} FROM best) AS is_truncated
    FROM hits
    LEFT JOIN versions ON versions.record = hits.record
                      AND ${isKnown('versions')}
   WHERE hits.place = 1)`

/** The columns of a hit that are served as they are. */
export const HIT_COLUMNS = ['id', 'collection', 'organization', 'field', 'claim', 'source']

export const searchList: ListDefinition = {
  name: 'search',
  table: HITS,
  columns: [...HIT_COLUMNS, 'known_from', 'value', 'score', 'is_truncated'],
  isCountedWithPage: true,
  knownCondition: '1',
  truncatedColumn: 'is_truncated',
  firstKnownColumn: 'known_from',
  filters: {
    q: {
      schema: Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Search terms, with at least one letter or digit.',
        examples: ['vitorino'],
      }),
      condition: '1',
      bind: (value) =>
        typeof value === 'string'
          ? JSON.stringify(searchValue(value, false))
          : JSON.stringify(value),
    },
    suggest: {
      schema: Type.Optional(
        Type.Boolean({
          default: false,
          description:
            'For completion while a user types: searches only names, titles and acronyms.',
        }),
      ),
      condition: null,
      bind: () => null,
    },
    collection: setFilter(
      'collection',
      enumSchema(collectionNames, 'Only records of these collections.'),
    ),
    organization: organizationFilter('Only records of this organization.'),
  },
  sorts: { id: 'item.id', score: 'item.score' },
  defaultSort: '-score',
  validTime: null,
  resolve: resolveTerms,
}

/** Makes the bound value of `q`. If no record has its words, they are replaced by similar ones. */
function resolveTerms(release: Release, values: FilterValues): FilterValues {
  const text = String(values.q)
  const value = searchValue(text, values.suggest === true)
  return { ...values, q: hasMatches(release, value) ? value : correctedValue(release, text, value) }
}

/** Each term is quoted, so that none is an operator. The last one is a prefix, and ranks higher as a whole word. */
function searchValue(text: string, namesOnly: boolean): SearchValue {
  const words = wordsOf(text)
    .map(foldWord)
    .filter((word) => searchableText(word) !== '')
  if (words.length === 0) {
    const message = 'has no letters or digits to search for'
    throw new InvalidFilterError({ parameter: 'q', value: text, message })
  }
  const terms = words.map((word, index) => {
    const phrase = `"${searchableText(word)}"`
    return index < words.length - 1 ? phrase : `(${phrase} OR ${phrase} *)`
  })
  const countries = countryWords(text).map((word) => `"${word}"`)
  return {
    match: [`(${terms.join(' AND ')})`, ...countries].join(' OR '),
    exact: searchableText(text),
    namesOnly: namesOnly ? 1 : 0,
  }
}

const ANY_MATCH = 'SELECT rowid FROM search_index WHERE search_index MATCH :match LIMIT 1'

function hasMatches({ prepare }: Release, { match }: SearchValue): boolean {
  return prepare<{ rowid: number }>(ANY_MATCH).get({ match }) !== undefined
}

/** The words that share most sequences of three letters with a misspelled one. */
const CANDIDATES = `
  SELECT word
    FROM search_words
   WHERE search_words MATCH :trigrams
   ORDER BY rank
   LIMIT 50`

function correctedValue(release: Release, text: string, value: SearchValue): SearchValue {
  const words = wordsOf(text).map(foldWord)
  const corrected = words.map((word) => correctedWord(release, word) ?? word)
  return corrected.join(' ') === words.join(' ')
    ? value
    : searchValue(corrected.join(' '), value.namesOnly === 1)
}

/** The word of the index that a misspelled one means; undefined if the index has it, or nothing like it. */
function correctedWord({ prepare }: Release, word: string): string | undefined {
  if (word.length < 4 || isUnspaced(word)) return undefined
  const match = `"${word}" *`
  if (prepare<{ rowid: number }>(ANY_MATCH).get({ match }) !== undefined) return undefined
  const trigrams = Array.from({ length: word.length - 2 }, (_, at) => `"${word.slice(at, at + 3)}"`)
  const candidates = prepare<{ word: string }>(CANDIDATES).all({ trigrams: trigrams.join(' OR ') })
  return similarWords(
    word,
    candidates.map((row) => row.word),
    1,
  )[0]
}
