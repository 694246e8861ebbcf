import { Type } from 'typebox'
import { sources } from '../facts/index.ts'
import { component, ref } from '../http/components.ts'
import type { Collection } from '../records/collection.ts'
import { plain } from '../records/columns.ts'
import { itemOf, listOf } from '../records/envelope.ts'
import { common } from '../records/listing.ts'
import { DAY, termsOf } from '../records/meaning.ts'
import { Id, servedAs } from '../records/noun.ts'
import { pathOf } from '../records/paths.ts'
import type { Release } from '../records/release.ts'
import { picked, recordOf } from '../records/table.ts'

/** `/v1/sources`: the documents, each with how many claims of each noun it makes, and where they are. */

const Claimed = component('Claimed', 'How much a source claims of one noun.', {
  count: Type.Integer({ minimum: 1, description: 'How many claims.' }),
  href: Type.String({ description: 'The path of the list of them.' }),
})

const Source = component('Source', sources.description, {
  id: Id,
  ...servedAs(sources.fields),
  heard: Type.String({
    format: 'date',
    description:
      'The day from which it counts: the latest that `published` allows, or `read` where that is open.',
  }),
  claims: Type.Record(Type.String(), ref(Claimed), { description: 'What it claims, by noun.' }),
})

interface Counted {
  source: string
  noun: string
  count: number
}

const COUNTS = `
  SELECT source, noun, count(*) AS count
    FROM claims
   WHERE source IN (SELECT value FROM json_each(:ids))
   GROUP BY source, noun
   ORDER BY source, noun`

/** The day a source was read is one day, and keeps no bounds. */
const SORTS = {
  ...common(sources).sorts,
  read: "coalesce(told.read, '')",
  heard: 'told.heard',
}
const COLUMNS = ['id', ...Object.keys(sources.fields), 'heard']

export const sourcesCollection: Collection = {
  name: sources.name,
  summary: sources.summary,
  description: `${sources.description} Ordered by \`${sources.sort}\`.`,
  schemas: { record: Source, list: listOf('Source', Source), item: itemOf('Source', Source) },
  listing: {
    ...common(sources),
    sorts: SORTS,
    columns: COLUMNS,
    lean: ['id'],
    known: 'heard <= :known_at',
    first: 'heard',
    validity: null,
  },
  table: [
    ...COLUMNS.map((name) => plain(name)),
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
  meaning: {
    type: String(sources.linked?.type),
    context: (origin) => ({
      ...termsOf(sources.name, sources.fields, sources.linked, origin),
      heard: DAY,
      claims: { '@type': '@json' },
    }),
  },
  parameters: {},
  tell(release, rows, { fields }) {
    const counted = fields === null || fields.includes('claims')
    const ids = counted ? rows.map(({ id }) => String(id)) : []
    const counts = countsOf(release, ids)
    const records = rows.map((row) => ({
      ...recordOf(sources, row, null),
      ...picked(row, ['heard']),
      claims: counts.get(String(row.id)) ?? {},
    }))
    return { records, cited: [] }
  },
}

function countsOf(release: Release, ids: readonly string[]) {
  const counted = release.prepare<Counted>(COUNTS).all({ ids: JSON.stringify(ids) })
  const bySource = Map.groupBy(counted, ({ source }) => source)
  return new Map([...bySource].map(([source, nouns]) => [source, claimedOf(source, nouns)]))
}

function claimedOf(source: string, counted: readonly Counted[]) {
  return Object.fromEntries(
    counted.map(({ noun, count }) => {
      const href = `${pathOf('claims')}?${new URLSearchParams({ source, noun })}`
      return [noun, { count, href }]
    }),
  )
}
