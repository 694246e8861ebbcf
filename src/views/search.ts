import { Type } from 'typebox'
import { component, nullable } from '../http/components.ts'
import { invalid } from '../http/problem.ts'
import type { Collection } from '../records/collection.ts'
import { plain } from '../records/columns.ts'
import { listOf } from '../records/envelope.ts'
import { ClaimId } from '../records/evidence.ts'
import type { Row } from '../records/list.ts'
import { equals } from '../records/listing.ts'
import { Id, id, type Noun } from '../records/noun.ts'
import { pathOf } from '../records/paths.ts'
import type { Release } from '../records/release.ts'
import { type Cell, picked } from '../records/table.ts'
import { hit } from './meanings.ts'
import { valuesOf } from './values.ts'

/** `/v1/search`: records by any words that any document has of them, slips included. */

const Hit = component('Hit', 'A record of which a claim has these words.', {
  id: Id,
  noun: Type.String({ description: 'The noun that the record is one of.' }),
  organization: nullable(Id),
  label: nullable(Type.String({ description: 'Its name or title, where it has one.' })),
  href: Type.String({
    description: 'The path of the record, or of its claims where it is not told.',
  }),
  field: Type.String({ description: 'The field that the words are in.' }),
  claim: ClaimId,
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

/** The best claim of each record that has the words, of those heard by `:known_at`. */
const HITS = `(
  WITH best AS MATERIALIZED (
    SELECT rowid AS seq, rank
      FROM search
     WHERE search MATCH :q
     ORDER BY rank
     LIMIT ${MOST}),
  hits AS (
    SELECT claims.record, claims.noun, claims.field, claims.id AS claim, claims.source,
           best.seq, best.rank,
           row_number() OVER (PARTITION BY claims.record ORDER BY best.rank, claims.id) AS place
      FROM best
      JOIN claims ON claims.seq = best.seq
     WHERE claims.heard <= :known_at)
  SELECT hits.record AS id, hits.noun, versions.organization, versions.known_from,
         hits.field, hits.claim, hits.source, hits.seq, hits.rank,
         (SELECT count(*) = ${MOST} FROM best) AS is_cut
    FROM hits
    LEFT JOIN versions ON versions.record = hits.record
                      AND versions.known_from <= :known_at
                      AND (versions.known_to IS NULL OR versions.known_to > :known_at)
   WHERE hits.place = 1)`

const SHOWN = ['id', 'noun', 'organization', 'field', 'claim', 'source']
const COLUMNS = [...SHOWN, 'known_from', 'seq', 'rank', 'is_cut']

/** Of a page only: marking the words takes longer than finding them. */
const HIGHLIGHTS = `
  SELECT rowid AS seq, highlight(search, 0, '${OPEN}', '${CLOSE}') AS highlight
    FROM search
   WHERE search MATCH :q
     AND rowid IN (SELECT value FROM json_each(:seqs))`

export function searchCollection(nouns: readonly Noun[]): Collection {
  const names = nouns.map(({ name }) => name)
  return {
    name: 'search',
    summary: 'Find records by words',
    description:
      'Every record of which one claim has all of these words: names, titles, places, our summaries, and slips that were set aside. Accents do not matter, and the last word may be a beginning. Of words that more than 10,000 claims have, those claims are looked at that fit best. Ordered by how well it fits.',
    schemas: { record: Hit, list: listOf('Hit', Hit), item: null },
    listing: {
      name: 'search',
      table: HITS,
      columns: COLUMNS,
      known: '1',
      isCut: 'is_cut',
      first: 'known_from',
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
        noun: equals(
          'noun',
          Type.Enum(names, { type: 'string', description: 'Only of this noun.' }),
        ),
        organization: equals(
          'organization',
          id('Only of this organization.', 'iom'),
          'organizations',
        ),
      },
      sorts: { id: 'told.id', score: '-told.rank' },
      sort: '-score',
      validity: null,
    },
    table: Object.keys(Hit.properties).map((name) => plain(name)),
    meaning: hit,
    parameters: {},
    example: { q: 'vitorino' },
    tell(release, rows, { filters }) {
      const labels = new Map(nouns.flatMap((noun) => labelsOf(release, noun, rows)))
      const highlights = highlightsOf(release, filters.q, rows)
      const records = rows.map((row) => ({
        ...picked(row, SHOWN),
        label: labels.get(String(row.id)) ?? null,
        href: hrefOf(String(row.noun), String(row.id), row.known_from !== null),
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
    throw invalid({ parameter: 'q', value: q, message })
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

function hrefOf(noun: string, id: string, told: boolean): string {
  return told ? pathOf(noun, id) : `${pathOf('claims')}?${new URLSearchParams({ record: id })}`
}

/** The names or titles of those rows that are of this noun. */
function labelsOf(release: Release, noun: Noun, rows: readonly Row[]): [string, string][] {
  const own = rows.filter((row) => row.noun === noun.name && row.known_from !== null)
  const field = ['name', 'title'].find((name) => name in noun.fields)
  if (own.length === 0 || field === undefined) return []
  const versions = own.map(({ id = null, known_from = null }) => ({ id, known_from }))
  return [...valuesOf(release, noun, versions)].flatMap(([id, row]): [string, string][] =>
    row[field] == null ? [] : [[id, String(row[field])]],
  )
}
