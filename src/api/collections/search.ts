import { Type } from 'typebox'
import { ClaimIdSchema } from '../../domain/record-components.ts'
import { IdSchema, nullable, recordOf } from '../../domain/record-schema.ts'
import { pickColumns } from '../../domain/record-serialization.ts'
import { queryUrl } from '../../http/plugins/canonical-url.ts'
import { validatedJson } from '../../http/response-validator.ts'
import { registerSchema } from '../../http/schema-registry.ts'
import {
  HIT_COLUMNS,
  highlighter,
  MARK_END,
  MARK_START,
  searchList,
  selectLabels,
} from '../../query/views/search.ts'
import type { Collection } from '../collection.ts'
import { listSchema } from '../envelope.ts'
import { flatColumn } from '../representations/csv-columns.ts'
import { referenceTerm } from '../representations/json-ld-terms.ts'
import { collectionUrl } from '../urls.ts'

const HitSchema = registerSchema(
  recordOf('Hit', 'A record with a claim that matches.', {
    collection: Type.String({ description: 'Collection of the record.' }),
    organization: nullable(IdSchema),
    label: nullable(Type.String({ description: 'Name or title of the record, if it has one.' })),
    href: Type.String({
      description: 'URL of the record, or of its claims if the record is not served.',
    }),
    field: Type.String({ description: 'Field that matches.' }),
    claim: ClaimIdSchema,
    source: IdSchema,
    highlight: Type.String({
      description: 'Value of the claim as HTML: terms are in <mark>, the rest is escaped.',
    }),
    score: Type.Number({ description: 'Relevance (BM25). The list is ordered by it.' }),
  }),
)

const toJson = validatedJson(HitSchema, 'Hit')

/** `/v1/search`: full-text search over all claims. */
export const searchCollection: Collection = {
  name: 'search',
  summary: 'Full-text search',
  description:
    'Full-text search over all claims, including those that were set aside. All terms must match in one value; the last term also matches as a prefix; accents are ignored. If more than 10,000 claims match, only the best 10,000 are used. Ordered by relevance.',
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
  parameters: {},
  exampleQuery: { q: 'vitorino' },
  render(release, rows, { filters, basePath }) {
    const labels = selectLabels(release, rows)
    const highlight = highlighter(filters.q)
    const records = rows.map((row) => ({
      ...pickColumns(row, HIT_COLUMNS),
      label: labels.get(String(row.id)) ?? null,
      href: basePath + hrefOf(String(row.collection), String(row.id), row.known_from !== null),
      highlight: toHtml(highlight(String(row.value))),
      score: -Number(row.rank),
    }))
    return { records: records.map(toJson), cited: rows.map(({ source }) => String(source)) }
  },
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
