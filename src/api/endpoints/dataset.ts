import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { nullable } from '../../domain/record-schema.ts'
import { type Format, MEDIA_TYPES } from '../../http/plugins/content-negotiation.ts'
import { component, ref } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import { temporalContext } from '../../query/temporal-context.ts'
import { countSources, selectCollectionCounts, selectCoverage } from '../../query/views/dataset.ts'
import type { Collection } from '../collection.ts'
import { MetaSchema } from '../envelope.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import {
  formatParameter,
  ITEM_FORMATS,
  knownAtParameter,
  releaseParameter,
  strictParameters,
} from '../query-parameters.ts'
import { collectionUrl } from '../urls.ts'
import { type License, registerDataPackage } from './datapackage.ts'
import { type DownloadLink, dcatDescription } from './dcat.ts'

/** `/v1/dataset`: the release as a whole, and its downloads. */

const LICENSE: License = {
  name: 'CC0-1.0',
  title: 'CC0 1.0 Universal',
  path: 'https://creativecommons.org/publicdomain/zero/1.0/',
}
const TITLE = 'Facts about organizations, every value with its source'
const DESCRIPTION =
  'Who led an organization, how many members it had, what it was called and what it did: on any day, according to which document, and which documents disagree.'

const count = (description: string) => Type.Integer({ minimum: 0, description })
const share = (description: string) =>
  nullable(Type.Number({ minimum: 0, maximum: 1, description }))

const CollectionCountSchema = component('CollectionCount', 'The size of a collection.', {
  records: count('Number of served records.'),
  claims: count('Number of claims of all sources.'),
})
const CoverageSchema = component(
  'Coverage',
  'How well a collection is covered, on the last known day.',
  {
    records: count('Number of served records.'),
    claims: count('Number of claims of all sources.'),
    sources: count('Number of sources with such claims.'),
    official_share: share(
      'Share of the values that a primary or official source states; null if there are none.',
    ),
    day_share: share('Share of the dates that are one day; null if there are none.'),
  },
)
const DownloadLinkSchema = component('DownloadLink', 'A download.', {
  href: Type.String({ description: 'URL.' }),
  type: Type.String({ description: 'Media type.' }),
  description: Type.String({ description: 'Content.' }),
})
const DatasetSchema = component('Dataset', 'One release of the data.', {
  release: Type.String({ description: 'Release id: a digest of the seed files and the schema.' }),
  built: Type.String({ description: 'How the release was built.' }),
  first_known: Type.String({
    format: 'date',
    description: 'First day on which a source is known.',
  }),
  last_known: Type.String({ format: 'date', description: 'Last day on which a source is known.' }),
  sources: count('Number of sources.'),
  counts: Type.Record(Type.String(), ref(CollectionCountSchema), { description: 'By collection.' }),
  coverage: Type.Record(Type.String(), ref(CoverageSchema), { description: 'By collection.' }),
  license: Type.String({ description: 'Licence of the data (SPDX).' }),
  attribution: Type.String({ description: 'How to cite the data.' }),
  downloads: Type.Array(ref(DownloadLinkSchema)),
})
const DatasetItemSchema = component('DatasetItem', 'The release.', {
  data: ref(DatasetSchema),
  meta: ref(MetaSchema),
})

const DCAT = Type.Object(
  { '@context': Type.Object({}), '@id': Type.String(), '@type': Type.String() },
  { description: 'A DCAT 3 description (JSON-LD 1.1).' },
)

export function registerDataset(
  app: FastifyInstance,
  release: Release,
  collections: readonly Collection[],
): void {
  const downloads = downloadLinks(collections)
  app.get<{ Querystring: { known_at?: string; format?: Format } }>(
    '/v1/dataset',
    {
      schema: {
        operationId: 'get_dataset',
        summary: 'The release as a whole',
        description:
          'Size, coverage, licence and downloads of the release; as JSON-LD, a DCAT 3 description.',
        tags: ['dataset'],
        querystring: strictParameters({
          known_at: knownAtParameter,
          format: formatParameter(ITEM_FORMATS),
          release: releaseParameter,
        }),
        response: {
          200: okResponse(DatasetItemSchema, { [MEDIA_TYPES.jsonld]: { schema: DCAT } }),
          ...notModifiedResponse,
          ...problemResponses([406, 410]),
        },
      },
      config: { formats: ITEM_FORMATS },
    },
    async ({ query, origin }, reply) => {
      const { known_at } = temporalContext(release, query)
      if (query.format !== 'jsonld') return describeRelease(release, downloads, known_at)
      const dataset = { title: TITLE, description: DESCRIPTION, license: LICENSE.path, downloads }
      return reply
        .type(MEDIA_TYPES.jsonld)
        .send(JSON.stringify(dcatDescription(release, dataset, origin)))
    },
  )
  registerDataPackage(app, release, collections, { title: TITLE, license: LICENSE })
}

function describeRelease(release: Release, downloads: readonly DownloadLink[], known_at: string) {
  const { id, first_known, last_known } = release
  return {
    data: {
      release: id,
      built: 'From one seed file for each document. The ranking rule decided every value.',
      first_known,
      last_known,
      sources: countSources(release, known_at),
      counts: selectCollectionCounts(release, known_at),
      coverage: selectCoverage(release),
      license: LICENSE.name,
      attribution: `Attribution is not required. Suggested: orgfacts, release ${id}, and the documents under \`sources\`.`,
      downloads,
    },
    meta: { release: id, known_at, valid_at: null },
  }
}

function downloadLinks(collections: readonly Collection[]): DownloadLink[] {
  const tables = collections.filter(
    ({ csvColumns, exampleQuery }) => csvColumns !== undefined && exampleQuery === undefined,
  )
  return [
    {
      href: '/v1/dataset/datapackage.json',
      type: 'application/json',
      description: 'A Data Package (v2) of all tables as CSV.',
    },
    {
      href: '/v1/dataset/orgfacts.db',
      type: 'application/vnd.sqlite3',
      description: 'The SQLite database, with all versions and claims.',
    },
    {
      href: '/v1/dataset/seed.ndjson',
      type: 'application/x-ndjson',
      description: 'All seed files. The loader builds the same release from it.',
    },
    ...tables.map(({ name, summary }) => ({
      href: `${collectionUrl(name)}?format=csv&limit=all`,
      type: 'text/csv',
      description: summary,
    })),
  ]
}
