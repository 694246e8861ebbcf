import { Type } from 'typebox'
import { idSchema } from '../../domain/record-schema.ts'
import type { Cell, Row } from '../../domain/record-serialization.ts'
import { labelField, type ResourceType } from '../../domain/resource-type.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { InvalidFilterError } from '../errors.ts'
import { isKnown } from '../knowledge-time-sql.ts'
import { enumSchema, equalsFilter, type ListDefinition } from '../list-definition.ts'
import { selectRecordsByVersion } from '../records-by-version.ts'
import type { Release } from '../release.ts'
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
         hits.field, hits.claim, hits.source, hits.seq, hits.rank,
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
  columns: [...HIT_COLUMNS, 'known_from', 'seq', 'rank', 'is_truncated'],
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
    collection: equalsFilter(
      'collection',
      enumSchema(collectionNames, 'Only records of this collection.'),
    ),
    organization: equalsFilter(
      'organization',
      idSchema('Only records of this organization.', 'iom'),
      'organizations',
    ),
  },
  sorts: { id: 'item.id', score: '-item.rank' },
  defaultSort: '-score',
  validTime: null,
}

/** The FTS5 query of search terms. Each term is quoted, so that none is an operator. The last is a prefix. */
function matchExpression(q: unknown): string {
  const terms = String(q)
    .normalize('NFC')
    .match(/[\p{L}\p{N}\p{M}]+/gu)
  if (terms === null) {
    const message = 'has no letters or digits to search for'
    throw new InvalidFilterError({ parameter: 'q', value: q, message })
  }
  return `${terms.map((term) => `"${term}"`).join(' ')}*`
}

const HIGHLIGHTS = `
  SELECT rowid AS seq, highlight(search, 0, '${MARK_START}', '${MARK_END}') AS highlight
    FROM search
   WHERE search MATCH :q
     AND rowid IN (SELECT value FROM json_each(:seqs))`

/** The values of the matching claims with the terms marked. Only for one page, because marking is slow. */
export function selectHighlights(
  { prepare }: Release,
  q: unknown,
  rows: readonly Row[],
): Map<Cell, string> {
  const highlights = prepare<{ seq: number; highlight: string }>(HIGHLIGHTS).all({
    q: matchExpression(q),
    seqs: JSON.stringify(rows.map(({ seq }) => seq)),
  })
  return new Map(highlights.map(({ seq, highlight }) => [seq, highlight]))
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
  return [...selectRecordsByVersion(release, resourceType, versions)].flatMap(
    ([id, row]): [string, string][] => (row[field] == null ? [] : [[id, String(row[field])]]),
  )
}
