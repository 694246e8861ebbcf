import { Type } from 'typebox'
import { type Cell, pickColumns } from '../../database/record-rows.ts'
import { Id, id, type ResourceType } from '../../domain/resource-type.ts'
import { invalidParameters } from '../../http/problem.ts'
import { component, nullable } from '../../http/schema-registry.ts'
import { equalsFilter } from '../../query/list-definition.ts'
import type { Row } from '../../query/list-query.ts'
import { selectRecordsByVersion } from '../../query/records-by-version.ts'
import type { Release } from '../../query/release.ts'
import type { Collection } from '../collection.ts'
import { listSchema } from '../envelope.ts'
import { ClaimIdSchema } from '../evidence-schema.ts'
import { flatColumn } from '../representations/csv-columns.ts'
import { searchHitContext } from '../representations/json-ld-contexts.ts'
import { collectionUrl } from '../urls.ts'

/** `/v1/search`: records by any words that any document has of them, slips included. */

const Hit = component('Hit', 'A record of which a claim has these words.', {
  id: Id,
  collection: Type.String({ description: 'The collection that the record is one of.' }),
  organization: nullable(Id),
  label: nullable(Type.String({ description: 'Its name or title, where it has one.' })),
  href: Type.String({
    description: 'The path of the record, or of its claims where it is not item.',
  }),
  field: Type.String({ description: 'The field that the words are in.' }),
  claim: ClaimIdSchema,
  source: Id,
  highlight: Type.String({
    description: 'What the claim says, as HTML: the words are in <mark>, all else is escaped.',
  }),
  score: Type.Number({ description: 'How well it fits (BM25); the list is ordered by it.' }),
})

/** Characters that no document uses, around a word that was found. */
const [OPEN, CLOSE] = ['\ue000', '\ue001']

/** So many claims are looked at, those that fit best: of very common words there may be more. */
const MOST = 10_000

/** The best claim of each record that has the words, of those known_from by `:known_at`. */
const HITS = `(
  WITH best AS MATERIALIZED (
    SELECT rowid AS seq, rank
      FROM search
     WHERE search MATCH :q
     ORDER BY rank
     LIMIT ${MOST}),
  hits AS (
    SELECT claims.record, claims.collection, claims.field, claims.id AS claim, claims.source,
           best.seq, best.rank,
           row_number() OVER (PARTITION BY claims.record ORDER BY best.rank, claims.id) AS place
      FROM best
      JOIN claims ON claims.seq = best.seq
     WHERE claims.known_from <= :known_at)
  SELECT hits.record AS id, hits.collection, versions.organization, versions.known_from,
         hits.field, hits.claim, hits.source, hits.seq, hits.rank,
         (SELECT count(*) = ${MOST} FROM best) AS is_cut
    FROM hits
    LEFT JOIN versions ON versions.record = hits.record
                      AND versions.known_from <= :known_at
                      AND (versions.known_to IS NULL OR versions.known_to > :known_at)
   WHERE hits.place = 1)`

const SHOWN = ['id', 'collection', 'organization', 'field', 'claim', 'source']
const COLUMNS = [...SHOWN, 'known_from', 'seq', 'rank', 'is_cut']

/** Of a page only: marking the words takes longer than finding them. */
const HIGHLIGHTS = `
  SELECT rowid AS seq, highlight(search, 0, '${OPEN}', '${CLOSE}') AS highlight
    FROM search
   WHERE search MATCH :q
     AND rowid IN (SELECT value FROM json_each(:seqs))`

export function searchCollection(resourceTypes: readonly ResourceType[]): Collection {
  const names = resourceTypes.map(({ name }) => name)
  return {
    name: 'search',
    summary: 'Find records by words',
    description:
      'Every record of which one claim has all of these words: names, titles, places, our summaries, and slips that were set aside. Accents do not matter, and the last word may be a beginning. Of words that more than 10,000 claims have, those claims are looked at that fit best. Ordered by how well it fits.',
    schemas: { record: Hit, list: listSchema('Hit', Hit), item: null },
    list: {
      name: 'search',
      table: HITS,
      columns: COLUMNS,
      knownCondition: '1',
      truncatedColumn: 'is_cut',
      firstKnownColumn: 'known_from',
      filters: {
        q: {
          schema: Type.String({
            minLength: 1,
            maxLength: 200,
            description: 'The words.',
            examples: ['vitorino'],
          }),
          condition: '1',
          bind: matching,
        },
        collection: equalsFilter(
          'collection',
          Type.Enum(names, { type: 'string', description: 'Only of this collection.' }),
        ),
        organization: equalsFilter(
          'organization',
          id('Only of this organization.', 'iom'),
          'organizations',
        ),
      },
      sorts: { id: 'item.id', score: '-item.rank' },
      defaultSort: '-score',
      validTime: null,
    },
    csvColumns: Object.keys(Hit.properties).map((name) => flatColumn(name)),
    jsonLd: searchHitContext,
    parameters: {},
    example: { q: 'vitorino' },
    render(release, rows, { filters }) {
      const labels = new Map(
        resourceTypes.flatMap((resourceType) => labelsOf(release, resourceType, rows)),
      )
      const highlights = highlightsOf(release, filters.q, rows)
      const records = rows.map((row) => ({
        ...pickColumns(row, SHOWN),
        label: labels.get(String(row.id)) ?? null,
        href: hrefOf(String(row.collection), String(row.id), row.known_from !== null),
        highlight: marked(highlights.get(row.seq ?? null) ?? ''),
        score: -Number(row.rank),
      }))
      return { records, cited: rows.map(({ source }) => String(source)) }
    },
  }
}

/** What FTS5 is asked: each word as plain text, none of its operators; the last as a beginning. */
function matching(q: unknown): string {
  const words = String(q)
    .normalize('NFC')
    .match(/[\p{L}\p{N}\p{M}]+/gu)
  if (words === null) {
    const message = 'has no word in it; search for letters or digits'
    throw invalidParameters({ parameter: 'q', value: q, message })
  }
  return `${words.map((word) => `"${word}"`).join(' ')}*`
}

/** What each claim says, with the words marked. */
function highlightsOf(release: Release, q: unknown, rows: readonly Row[]): Map<Cell, string> {
  const seqs = JSON.stringify(rows.map(({ seq }) => seq))
  const found = release
    .prepare<{ seq: number; highlight: string }>(HIGHLIGHTS)
    .all({ q: matching(q), seqs })
  return new Map(found.map(({ seq, highlight }) => [seq, highlight]))
}

function marked(highlight: string): string {
  const escapes: { [character: string]: string } = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    [OPEN]: '<mark>',
    [CLOSE]: '</mark>',
  }
  return highlight.replace(/[&<>"\ue000\ue001]/g, (character) => escapes[character] ?? character)
}

function hrefOf(collection: string, id: string, told: boolean): string {
  return told
    ? collectionUrl(collection, id)
    : `${collectionUrl('claims')}?${new URLSearchParams({ record: id })}`
}

/** The names or titles of those rows that are of this collection. */
function labelsOf(
  release: Release,
  resourceType: ResourceType,
  rows: readonly Row[],
): [string, string][] {
  const own = rows.filter((row) => row.collection === resourceType.name && row.known_from !== null)
  const field = ['name', 'title'].find((name) => name in resourceType.fields)
  if (own.length === 0 || field === undefined) return []
  const versions = own.map(({ id = null, known_from = null }) => ({ id, known_from }))
  return [...selectRecordsByVersion(release, resourceType, versions)].flatMap(
    ([id, row]): [string, string][] => (row[field] == null ? [] : [[id, String(row[field])]]),
  )
}
