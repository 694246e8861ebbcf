import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { ResourceType } from '../../domain/resource-type.ts'
import { ReleaseParameter as PinnedRelease } from '../../http/plugins/conditional-requests.ts'
import { type Format, MEDIA_TYPES } from '../../http/plugins/content-negotiation.ts'
import { openapiSchema } from '../../http/plugins/openapi.ts'
import { component, ref } from '../../http/schema-registry.ts'
import { MetaSchema, type Release } from '../../query/release.ts'
import { KnownAtParameter, temporalContext } from '../../query/temporal-context.ts'
import type { Collection } from '../collection.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import { formatParameter, ITEM_FORMATS, strictParameters } from '../query-parameters.ts'
import { CoverageSchema, selectCoverage } from './coverage.ts'
import { type License, registerDataPackage } from './datapackage.ts'
import { dcatDescription } from './dcat.ts'

/** `/v1/dataset`: the release as a whole, and everything of it to take away. */

const LICENSE: License = {
  name: 'CC0-1.0',
  title: 'CC0 1.0 Universal',
  path: 'https://creativecommons.org/publicdomain/zero/1.0/',
}
const ATTRIBUTION =
  'No credit is demanded. If you give it: orgfacts, release {release}, and the documents named under `sources`.'

const Count = component('Count', 'How much is known of one collection.', {
  records: Type.Integer({ minimum: 0, description: 'Records that are item.' }),
  claims: Type.Integer({ minimum: 0, description: 'Claims of all sources.' }),
})
const DownloadLink = component('DownloadLink', 'Something to take away.', {
  href: Type.String({ description: 'Its path.' }),
  type: Type.String({ description: 'Its media type.' }),
  description: Type.String({ description: 'What it is.' }),
})
const Dataset = component(
  'Dataset',
  'One release: everything that is known, and where to take it.',
  {
    release: Type.String({ description: 'Its id: a digest of the accounts and the schema.' }),
    built: Type.String({ description: 'How it was made.' }),
    first_known: Type.String({
      format: 'date',
      description: 'The first day on which a source was known_from.',
    }),
    last_known: Type.String({
      format: 'date',
      description: 'The last day on which a source was known_from.',
    }),
    sources: Type.Integer({ minimum: 0, description: 'How many documents were read.' }),
    counts: Type.Record(Type.String(), ref(Count), { description: 'By collection.' }),
    coverage: Type.Record(Type.String(), ref(CoverageSchema), { description: 'By collection.' }),
    license: Type.String({ description: 'The licence of the data (SPDX).' }),
    attribution: Type.String({ description: 'How to name it.' }),
    downloads: Type.Array(ref(DownloadLink)),
  },
)
const DatasetItem = component('DatasetItem', 'The release.', {
  data: ref(Dataset),
  meta: ref(MetaSchema),
})

const CATALOG = Type.Object(
  { '@context': Type.Object({}), '@id': Type.String(), '@type': Type.String() },
  { description: 'A DCAT 3 description (JSON-LD 1.1).' },
)
const ABOUT = {
  title: 'Facts about organizations, with receipts',
  description:
    'Who led an organization, how many members it had, what it was called and what it did, on any day, according to which document, and who says otherwise.',
  license: LICENSE.path,
}

const COUNTS = `
  SELECT records.collection,
         count(*) FILTER (
           WHERE EXISTS (SELECT 1
                           FROM versions
                          WHERE versions.record = records.id
                            AND versions.known_from <= :known_at)) AS records,
         sum((SELECT count(*)
                FROM claims
               WHERE (claims.collection, claims.record) = (records.collection, records.id)
                 AND claims.known_from <= :known_at)) AS claims
    FROM records
   GROUP BY records.collection`

const COVERED = 'SELECT collection, records, claims FROM coverage WHERE :known_at IS NOT NULL'

const SOURCES = 'SELECT count(*) AS sources FROM sources WHERE known_from <= :known_at'

export function registerDataset(
  app: FastifyInstance,
  release: Release,
  resourceTypes: readonly ResourceType[],
  collections: readonly Collection[],
): void {
  const dataset = (known_at?: string) =>
    describe(release, resourceTypes, collections, temporalContext(release, { known_at }).known_at)
  const schema = (example?: object) => ({
    operationId: 'get_dataset',
    summary: 'The release as a whole',
    description:
      'What is known, how it was built, its licence, and everything to take away; as JSON-LD, a DCAT 3 description.',
    tags: ['dataset'],
    querystring: strictParameters({
      known_at: Type.Optional(KnownAtParameter),
      format: formatParameter(ITEM_FORMATS),
      release: Type.Optional(PinnedRelease),
    }),
    response: {
      200: okResponse(DatasetItem, example, { [MEDIA_TYPES.jsonld]: { schema: CATALOG } }),
      ...notModifiedResponse,
      ...problemResponses([406, 410]),
    },
  })
  app.get<{ Querystring: { known_at?: string; format?: Format } }>(
    '/v1/dataset',
    {
      schema: schema(),
      config: { formats: ITEM_FORMATS, ...openapiSchema(() => schema(dataset())) },
    },
    async (request, reply) => {
      const { query } = request
      const items = dataset(query.known_at)
      if (query.format !== 'jsonld') return items
      const described = dcatDescription(
        release,
        { ...ABOUT, downloads: items.data.downloads },
        request.origin,
      )
      return reply.type(MEDIA_TYPES.jsonld).send(JSON.stringify(described))
    },
  )
  registerDataPackage(app, release, collections, LICENSE)
}

function describe(
  release: Release,
  resourceTypes: readonly ResourceType[],
  collections: readonly Collection[],
  known_at: string,
) {
  // Of the last day they were counted when the release was built.
  const counting = known_at < release.last_known ? COUNTS : COVERED
  const rows = release
    .prepare<{ collection: string; records: number; claims: number }>(counting)
    .all({ known_at })
  const counted = new Map(rows.map(({ collection, ...count }) => [collection, count]))
  const counts = resourceTypes.map(({ name }) => [
    name,
    counted.get(name) ?? { records: 0, claims: 0 },
  ])
  const known_from = release.prepare<{ sources: number }>(SOURCES).get({ known_at })
  return {
    data: {
      release: release.id,
      built:
        'From one account for each document, every value decided by the rule that the README states.',
      first_known: release.first_known,
      last_known: release.last_known,
      sources: known_from?.sources ?? 0,
      counts: Object.fromEntries(counts),
      coverage: selectCoverage(release, resourceTypes),
      license: LICENSE.name,
      attribution: ATTRIBUTION.replace('{release}', release.id),
      downloads: [
        {
          href: '/v1/dataset/datapackage.json',
          type: 'application/json',
          description: 'A Data Package (v2) of all tables as CSV.',
        },
        {
          href: '/v1/dataset/orgfacts.db',
          type: 'application/vnd.sqlite3',
          description: 'The SQLite database itself, with all versions and claims.',
        },
        {
          href: '/v1/dataset/seed.ndjson',
          type: 'application/x-ndjson',
          description: 'Every account; fed back to the loader it builds this release.',
        },
        ...collections
          .filter(({ csvColumns: table, example }) => table !== undefined && example === undefined)
          .map(({ name, summary }) => ({
            href: `/v1/${name}?format=csv&limit=all`,
            type: 'text/csv',
            description: summary,
          })),
      ],
    },
    meta: { release: release.id, known_at, valid_at: null },
  }
}
