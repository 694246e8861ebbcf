import { Type } from 'typebox'
import type { Row } from '../../domain/record-serialization.ts'
import { labelField, type ResourceType } from '../../domain/resource-type.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { InvalidFilterError } from '../errors.ts'
import { enumSchema, organizationFilter, setFilter } from '../filters.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import type { ListDefinition } from '../list-definition.ts'
import type { Release } from '../release.ts'
import { selectVersionJson } from '../version-json.ts'
import { collectionNames } from './claims.ts'

/** Full-text search over the claims (SQLite FTS5), grouped by record. */

/** Private-use characters that mark a matching word. No document uses them. */
export const [MARK_START, MARK_END] = ['\ue000', '\ue001']

/** Only the best matches are used. Very common words have more. */
const MAX_MATCHES = 10_000

/** The best matching claim of each record, of those known at `:known_at`. */
const HITS = `(
  WITH best AS MATERIALIZED (
    SELECT rowid AS seq, rank
      FROM search
     WHERE search MATCH :q
     ORDER BY rank
     LIMIT ${MAX_MATCHES}),
  hits AS (
    SELECT claims.record, claims.collection, claims.field, claims.id AS claim, claims.source,
           best.seq, best.rank,
           row_number() OVER (PARTITION BY claims.record ORDER BY best.rank, claims.id) AS place
      FROM best
      JOIN claims ON claims.seq = best.seq
     WHERE claims.known_from <= :known_at)
  SELECT hits.record AS id, hits.collection, versions.organization, versions.known_from,
         hits.field, hits.claim, hits.source, hits.rank,
         (SELECT value FROM claims WHERE claims.seq = hits.seq) AS value,
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
  columns: [...HIT_COLUMNS, 'known_from', 'value', 'rank', 'is_truncated'],
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
      bind: matchExpression,
    },
    collection: setFilter(
      'collection',
      enumSchema(collectionNames, 'Only records of this collection.'),
    ),
    organization: organizationFilter('Only records of this organization.'),
  },
  sorts: { id: 'item.id', score: '-item.rank' },
  defaultSort: '-score',
  validTime: null,
}

/** The words of a search. A mark that belongs to a letter is a part of the word. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** The FTS5 query of search terms. Each term is quoted, so that none is an operator. The last is a prefix. */
function matchExpression(q: unknown): string {
  const terms = String(q).normalize('NFC').match(WORD)
  if (terms === null) {
    const message = 'has no letters or digits to search for'
    throw new InvalidFilterError({ parameter: 'q', value: q, message })
  }
  return `${terms.map((term) => `"${term}"`).join(' ')}*`
}

/**
 * Returns the function that marks the search terms in a value, as FTS5 finds them: whole words without accents
 * and case; the last term is a prefix. FTS5's own `highlight()` would run the search a second time.
 */
export function highlighter(q: unknown): (value: string) => string {
  const terms = (String(q).normalize('NFC').match(WORD) ?? []).map(foldWord)
  const prefix = terms.at(-1) ?? ''
  const isTerm = (word: string) => terms.includes(word) || word.startsWith(prefix)
  return (value) =>
    value.replace(WORD, (word) =>
      isTerm(foldWord(word)) ? `${MARK_START}${word}${MARK_END}` : word,
    )
}

/** As the tokenizer of the index does (`unicode61 remove_diacritics 2`): only Latin letters lose their accents. */
function foldWord(word: string): string {
  return word.replace(/./gsu, foldLetter).toLowerCase()
}

function foldLetter(letter: string): string {
  const [, folded = letter] = /^([a-z]?)[\u0300-\u0331]+$/i.exec(letter.normalize('NFD')) ?? []
  return folded
}

/** The name or title of each hit, by record id; none for a record without one. */
export function selectLabels(release: Release, rows: readonly Row[]): Map<string, string> {
  return new Map(resourceTypes.flatMap((type) => labelsOf(release, type, rows)))
}

function labelsOf(
  release: Release,
  resourceType: ResourceType,
  rows: readonly Row[],
): [string, string][] {
  const hits = rows.filter((row) => row.collection === resourceType.name && row.known_from !== null)
  const field = labelField(resourceType)
  if (hits.length === 0 || field === undefined) return []
  const versions = hits.map(({ id = null, known_from = null }) => ({ id, known_from }))
  return selectVersionJson(release, versions).flatMap(({ fields }): [string, string][] => {
    const record = JSON.parse(fields) as Row
    return record[field] == null ? [] : [[String(record.id), String(record[field])]]
  })
}
