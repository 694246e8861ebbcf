import { Type } from 'typebox'
import { pickColumns, toRecord } from '../../database/record-rows.ts'
import { Id, recordProperties } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import { component, ref } from '../../http/schema-registry.ts'
import { declaredFiltersAndSorts } from '../../query/list-definition.ts'
import type { Release } from '../../query/release.ts'
import type { Collection } from '../collection.ts'
import { itemSchema, listSchema } from '../envelope.ts'
import { flatColumn } from '../representations/csv-columns.ts'
import { DATE_TERM, fieldTerms } from '../representations/json-ld.ts'
import { collectionUrl } from '../urls.ts'

/** `/v1/sources`: the documents, each with how many claims of each collection it makes, and where they are. */

const Claimed = component('Claimed', 'How much a source claims of one collection.', {
  count: Type.Integer({ minimum: 1, description: 'How many claims.' }),
  href: Type.String({ description: 'The path of the list of them.' }),
})

const Source = component('Source', sources.description, {
  id: Id,
  ...recordProperties(sources.fields),
  known_from: Type.String({
    format: 'date',
    description:
      'The day from which it counts: the latest that `published` allows, or `read` where that is open.',
  }),
  claims: Type.Record(Type.String(), ref(Claimed), {
    description: 'What it claims, by collection.',
  }),
})

interface Counted {
  source: string
  collection: string
  count: number
}

const COUNTS = `
  SELECT source, collection, count(*) AS count
    FROM claims
   WHERE source IN (SELECT value FROM json_each(:ids))
   GROUP BY source, collection
   ORDER BY source, collection`

/** The day a source was read is one day, and keeps no bounds. */
const SORTS = {
  ...declaredFiltersAndSorts(sources).sorts,
  read: "coalesce(item.read, '')",
  known_from: 'item.known_from',
}
const COLUMNS = ['id', ...Object.keys(sources.fields), 'known_from']

export const sourcesCollection: Collection = {
  name: sources.name,
  summary: sources.summary,
  description: `${sources.description} Ordered by \`${sources.sort}\`.`,
  schemas: {
    record: Source,
    list: listSchema('Source', Source),
    item: itemSchema('Source', Source),
  },
  list: {
    ...declaredFiltersAndSorts(sources),
    sorts: SORTS,
    columns: COLUMNS,
    requiredColumns: ['id'],
    knownCondition: 'known_from <= :known_at',
    firstKnownColumn: 'known_from',
    validTime: null,
  },
  csvColumns: [
    ...COLUMNS.map((name) => flatColumn(name)),
    {
      name: 'claims',
      description: 'How many claims it makes.',
      field: 'claims',
      cell: ({ claims }) =>
        Object.values((claims ?? {}) as Record<string, Counted>).reduce(
          (sum, { count }) => sum + count,
          0,
        ),
    },
  ],
  jsonLd: {
    type: String(sources.linkedData?.type),
    context: (origin) => ({
      ...fieldTerms(sources.name, sources.fields, sources.linkedData, origin),
      known_from: DATE_TERM,
      claims: { '@type': '@json' },
    }),
  },
  parameters: {},
  render(release, rows, { fields }) {
    const counted = fields === null || fields.includes('claims')
    const ids = counted ? rows.map(({ id }) => String(id)) : []
    const counts = countsOf(release, ids)
    const records = rows.map((row) => ({
      ...toRecord(sources, row, null),
      ...pickColumns(row, ['known_from']),
      claims: counts.get(String(row.id)) ?? {},
    }))
    return { records, cited: [] }
  },
}

function countsOf(release: Release, ids: readonly string[]) {
  const counted = release.prepare<Counted>(COUNTS).all({ ids: JSON.stringify(ids) })
  const bySource = Map.groupBy(counted, ({ source }) => source)
  return new Map(
    [...bySource].map(([source, collections]) => [source, claimedOf(source, collections)]),
  )
}

function claimedOf(source: string, counted: readonly Counted[]) {
  return Object.fromEntries(
    counted.map(({ collection, count }) => {
      const href = `${collectionUrl('claims')}?${new URLSearchParams({ source, collection })}`
      return [collection, { count, href }]
    }),
  )
}
