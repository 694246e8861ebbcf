import { Type } from 'typebox'
import { fieldProperties, recordOf } from '../../domain/record-schema.ts'
import { toRecord } from '../../domain/record-serialization.ts'
import { sources } from '../../domain/resources/sources.ts'
import { queryUrl } from '../../http/plugins/canonical-url.ts'
import { validatedJson } from '../../http/response-validator.ts'
import { component, ref, registerSchema } from '../../http/schema-registry.ts'
import {
  type ClaimCount,
  SOURCE_COLUMNS,
  selectClaimCounts,
  sourcesList,
} from '../../query/views/sources.ts'
import type { Collection } from '../collection.ts'
import { collectionSchemas } from '../record-schemas.ts'
import { flatColumn } from '../representations/csv-columns.ts'
import { DATE_TERM, fieldTerms } from '../representations/json-ld-terms.ts'
import { collectionUrl } from '../urls.ts'

const ClaimCountSchema = component('ClaimCount', 'How many claims a source makes.', {
  count: Type.Integer({ minimum: 1, description: 'Number of claims.' }),
  href: Type.String({ description: 'URL of these claims.' }),
})

const SourceSchema = registerSchema(
  recordOf('Source', sources.description, {
    ...fieldProperties(sources.fields),
    known_from: Type.String({
      format: 'date',
      description:
        'Day from which its claims count: the last day that `published` allows, or `read` if `published` has no last day.',
    }),
    claims: Type.Record(Type.String(), ref(ClaimCountSchema), {
      description: 'Claims by collection.',
    }),
  }),
)

const toJson = validatedJson(SourceSchema, 'Source')

/** `/v1/sources`: the documents, and the claims that each makes. */
export const sourcesCollection: Collection = {
  name: sources.name,
  summary: sources.summary,
  description: `${sources.description} Ordered by \`${sources.sort}\`.`,
  schemas: collectionSchemas(SourceSchema),
  list: sourcesList,
  csvColumns: [
    ...SOURCE_COLUMNS.map((name) => flatColumn(name)),
    {
      name: 'claims',
      description: 'Number of claims.',
      property: 'claims',
      cell: ({ claims }) =>
        Object.values((claims ?? {}) as Record<string, { count: number }>).reduce(
          (sum, { count }) => sum + count,
          0,
        ),
    },
  ],
  jsonLd: {
    type: String(sources.linkedData?.type),
    terms: (baseUrl) => ({
      ...fieldTerms(sources.name, sources.fields, sources.linkedData, baseUrl),
      known_from: DATE_TERM,
      claims: { '@type': '@json' },
    }),
  },
  parameters: {},
  render(release, rows, { fields, basePath }) {
    const needsCounts = fields === null || fields.includes('claims')
    const ids = needsCounts ? rows.map(({ id }) => String(id)) : []
    const counts = selectClaimCounts(release, ids)
    const records = rows.map((row) => ({
      ...toRecord(sources, row),
      ...(row.known_from !== undefined && { known_from: row.known_from }),
      claims: claimLinks(counts.get(String(row.id)) ?? [], basePath),
    }))
    return { records: records.map(toJson), cited: [] }
  },
}

function claimLinks(counts: readonly ClaimCount[], basePath: string) {
  return Object.fromEntries(
    counts.map(({ source, collection, count }) => {
      const href = queryUrl(collectionUrl('claims'), { source, collection })
      return [collection, { count, href: basePath + href }]
    }),
  )
}
