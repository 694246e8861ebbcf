import { Type } from 'typebox'
import { EvidenceSchema } from '../../domain/record-components.ts'
import { IdSchema, recordOf } from '../../domain/record-schema.ts'
import { pickColumns } from '../../domain/record-serialization.ts'
import { validatedJson } from '../../http/response-validator.ts'
import { ref, registerSchema } from '../../http/schema-registry.ts'
import { selectSentences } from '../../query/sentences.ts'
import { evidenceAt, selectVersionJson, type VersionJson } from '../../query/version-json.ts'
import { ENTRY_COLUMNS, timelineList } from '../../query/views/timeline.ts'
import type { Collection } from '../collection.ts'
import { evidenceParameter, languageParameter } from '../common-parameters.ts'
import { listSchema } from '../envelope.ts'
import { flatColumn, sourcesColumn } from '../representations/csv-columns.ts'
import { evidenceTerms, referenceTerm } from '../representations/json-ld-terms.ts'
import { collectionUrl } from '../urls.ts'

const EntrySchema = registerSchema(
  recordOf(
    'TimelineEntry',
    'A dated fact.',
    {
      collection: Type.String({ description: 'Collection of the record.' }),
      record: IdSchema,
      organization: IdSchema,
      field: Type.String({ description: 'Field with the date.', examples: ['start'] }),
      date: Type.String({ description: 'Date, EDTF; an interval means some day inside it.' }),
      sentence: Type.String({ description: 'What happened, in words, with names by `lang`.' }),
      href: Type.String({ description: 'URL of the record, with the field as fragment.' }),
      evidence: Type.Array(ref(EvidenceSchema), { description: 'The claims of the date.' }),
    },
    Type.String({ description: 'Record and field, separated by a dot.' }),
  ),
)

const toJson = validatedJson(EntrySchema, 'TimelineEntry')

/** `/v1/timeline`: every dated fact of an organization. */
export const timelineCollection: Collection = {
  name: 'timeline',
  summary: 'What happened, in the order of time',
  description:
    'Every dated fact of an organization, in words, with the record and its evidence: from all collections, or from some. A date that is not exact is listed at the first day that it allows.',
  schemas: { record: EntrySchema, list: listSchema('TimelineEntry', EntrySchema), item: null },
  list: timelineList,
  csvColumns: [
    ...['id', 'date', 'sentence', 'collection', 'record', 'organization', 'field', 'href'].map(
      (name) => flatColumn(name),
    ),
    sourcesColumn(
      'sources',
      'evidence',
      'Ids of the sources with a claim that agrees, separated by spaces.',
      ({ stance }) => stance === 'agrees',
    ),
  ],
  jsonLd: {
    type: 'schema:Event',
    // An entry is a part of a record, so its IRI is its `href`.
    terms: (baseUrl) => ({
      '@base': baseUrl,
      id: 'schema:identifier',
      href: '@id',
      record: 'schema:about',
      organization: referenceTerm(baseUrl, 'organizations', 'schema:organizer'),
      sentence: 'schema:description',
      evidence: evidenceTerms(baseUrl, 'prov:wasDerivedFrom'),
    }),
  },
  parameters: { evidence: evidenceParameter, lang: languageParameter },
  exampleQuery: { organization: 'iom' },
  render(release, rows, { context, evidence, basePath }) {
    const versions = selectVersionJson(
      release,
      rows.map(({ record = null, known_from = null }) => ({ id: record, known_from })),
    )
    const sentences = selectSentences(
      release,
      rows.map(({ collection, record, known_from = null, field }) => ({
        ...{ collection: String(collection), id: String(record), known_from },
        field: String(field),
      })),
      context,
    )
    const cited: string[] = []
    const records = rows.map((row, index) => {
      const version = versions[index] as VersionJson
      const claims = evidenceAt(version, context.known_at, [String(row.field)])
      if (evidence === 'full') cited.push(...claims.cited)
      return toJson({
        ...pickColumns(row, ENTRY_COLUMNS),
        sentence: sentences[index],
        href: `${basePath}${collectionUrl(String(row.collection), String(row.record))}#${row.field}`,
        ...(evidence === 'full' && { evidence: JSON.parse(claims.json) }),
      })
    })
    return { records, cited }
  },
}
