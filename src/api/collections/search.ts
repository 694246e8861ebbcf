import { Type } from 'typebox'
import { ClaimIdSchema } from '../../domain/record-components.ts'
import { IdSchema, nullable, recordOf } from '../../domain/record-schema.ts'
import { pickColumns, type Row } from '../../domain/record-serialization.ts'
import { queryUrl } from '../../http/plugins/canonical-url.ts'
import { validatedJson } from '../../http/response-validator.ts'
import { registerSchema } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import { selectHeadings } from '../../query/sentences.ts'
import type { TemporalContext } from '../../query/temporal-context.ts'
import { HIT_COLUMNS, searchList } from '../../query/views/search.ts'
import { highlighter, MARK_END, MARK_START } from '../../query/views/search-highlight.ts'
import type { Collection } from '../collection.ts'
import { languageParameter } from '../common-parameters.ts'
import { listSchema } from '../envelope.ts'
import { flatColumn } from '../representations/csv-columns.ts'
import { referenceTerm } from '../representations/json-ld-terms.ts'
import { collectionUrl } from '../urls.ts'

const HitSchema = registerSchema(
  recordOf('Hit', 'A record with a claim that matches.', {
    collection: Type.String({ description: 'Collection of the record.' }),
    organization: nullable(IdSchema),
    label: nullable(
      Type.String({
        description: 'Name or title of the record, otherwise what it says, in a few words.',
      }),
    ),
    href: Type.String({
      description: 'URL of the record, or of its claims if the record is not served.',
    }),
    field: Type.String({ description: 'Field that matches.' }),
    claim: ClaimIdSchema,
    source: IdSchema,
    highlight: Type.String({
      description: 'Value of the claim as HTML: terms are in <mark>, the rest is escaped.',
    }),
    score: Type.Number({
      description:
        'Relevance: hundreds say what matched (400 the whole name, 200 words of a name, 100 a name that the record refers to; 100 more for organizations and people), the rest is BM25. The list is ordered by it.',
    }),
  }),
)

const toJson = validatedJson(HitSchema, 'Hit')

/** `/v1/search`: full-text search over all claims. */
export const searchCollection: Collection = {
  name: 'search',
  summary: 'Full-text search',
  description:
    'Full-text search over the texts of all claims, including those that were set aside, and over the names of people, posts, codes and countries that records refer to; countries in all languages. All terms must match in one text; the last term also matches as a prefix. Case, accents and letters such as ø are ignored. If nothing has the terms, similar words are searched. If more than 10,000 texts match, only the best 10,000 are used. The thing itself comes before what mentions it.',
  schemas: { record: HitSchema, list: listSchema('Hit', HitSchema), item: null },
  list: searchList,
  csvColumns: Object.keys(HitSchema.properties).map((name) => flatColumn(name)),
  jsonLd: {
    type: 'Hit',
    // A hit refers to a record of any collection, so its IRI is its `href`.
    terms: (baseUrl) => ({
      '@base': baseUrl,
      id: 'record',
      href: '@id',
      label: 'rdfs:label',
      organization: referenceTerm(baseUrl, 'organizations', 'schema:about'),
      claim: referenceTerm(baseUrl, 'claims', 'prov:wasDerivedFrom'),
      source: referenceTerm(baseUrl, 'sources', 'prov:hadPrimarySource'),
    }),
  },
  parameters: { lang: languageParameter },
  exampleQuery: { q: 'vitorino' },
  render(release, rows, { context, filters, basePath }) {
    const headings = headingsOf(release, rows, context)
    const { exact = '' } = filters.q as { exact?: string }
    const highlight = highlighter(exact)
    const records = rows.map((row) => ({
      ...pickColumns(row, HIT_COLUMNS),
      label: headings.get(String(row.id)) ?? null,
      href: basePath + hrefOf(String(row.collection), String(row.id), row.known_from !== null),
      highlight: toHtml(highlight(String(row.value))),
      score: Number(row.score),
    }))
    return { records: records.map(toJson), cited: rows.map(({ source }) => String(source)) }
  },
}

/** The heading of each hit, by id; none for a record that is not served. */
function headingsOf(
  release: Release,
  rows: readonly Row[],
  context: TemporalContext,
): Map<string, string | null> {
  const served = rows
    .filter(({ known_from }) => known_from !== null)
    .map(({ collection, id, known_from = null }) => ({
      ...{ collection: String(collection), id: String(id), known_from },
    }))
  const headings = selectHeadings(release, served, context)
  return new Map(served.map(({ id }, index) => [id, headings[index] ?? null]))
}

function hrefOf(collection: string, id: string, isServed: boolean): string {
  return isServed
    ? collectionUrl(collection, id)
    : queryUrl(collectionUrl('claims'), { record: id })
}

const HTML: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  [MARK_START]: '<mark>',
  [MARK_END]: '</mark>',
}

function toHtml(highlight: string): string {
  return highlight.replace(/[&<>"\ue000\ue001]/g, (character) => HTML[character] ?? character)
}
