import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { nullable } from '../../domain/record-schema.ts'
import { FORMATS, type Format, formatDefinition } from '../../http/formats.ts'
import { sendHead } from '../../http/head-response.ts'
import { component, ref } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import { type TemporalContext, temporalContext } from '../../query/temporal-context.ts'
import { countSources, selectCollectionCounts, selectCoverage } from '../../query/views/dataset.ts'
import type { Collection } from '../collection.ts'
import { knownAtParameter, releaseParameter } from '../common-parameters.ts'
import {
  contactOf,
  DATASET_INFO,
  type DatasetInfo,
  type DownloadLink,
  downloadLinks,
  resolveHref,
} from '../dataset-info.ts'
import { MetaSchema } from '../envelope.ts'
import { formatParameter, ITEM_FORMATS } from '../format-parameter.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import { strictParameters } from '../query-parameters.ts'
import { dcatDescription } from '../representations/dcat.ts'
import { documentRepresentations, sendRepresentation } from '../representations/representation.ts'
import { responseContext } from '../response-context.ts'
import { registerDataPackage } from './datapackage.ts'

/** `/v1/dataset`: the release as a whole, and its downloads. */

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
const ContactSchema = component('Contact', 'Who answers questions about the data.', {
  name: Type.String({ description: 'Name.' }),
  href: Type.String({ description: 'URL.' }),
  email: nullable(Type.String({ description: 'Email address.' })),
})
const DatasetSchema = component('Dataset', 'One release of the data.', {
  release: Type.String({ description: 'Release id: a digest of the seed files and the schema.' }),
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
  contact: ref(ContactSchema),
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

/** @param contactEmail where questions about the data of this server go */
export function registerDataset(
  app: FastifyInstance,
  release: Release,
  collections: readonly Collection[],
  contactEmail?: string,
): void {
  const info = { ...DATASET_INFO, contact: contactOf(contactEmail) }
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
          200: okResponse(DatasetItemSchema, {
            [FORMATS.jsonld.mediaType]: { schema: DCAT },
            ...documentRepresentations(ITEM_FORMATS),
          }),
          ...notModifiedResponse,
          ...problemResponses([406, 410]),
        },
      },
      config: { formats: ITEM_FORMATS },
    },
    async (request, reply) => {
      const { query, baseUrl } = request
      const context = temporalContext(release, query)
      if (request.method === 'HEAD')
        return sendHead(reply, formatDefinition(query.format ?? 'json').contentType)
      if (query.format !== 'jsonld') {
        const description = { ...info, downloads, basePath: app.basePath }
        return sendRepresentation(request, reply, describeRelease(release, description, context))
      }
      const url = request.canonicalUrl()
      return reply
        .type(FORMATS.jsonld.mediaType)
        .send(JSON.stringify(dcatDescription(release, { ...info, downloads }, baseUrl, url)))
    },
  )
  registerDataPackage(app, release, collections, info)
}

function describeRelease(
  release: Release,
  description: DatasetInfo & { downloads: readonly DownloadLink[]; basePath: string },
  context: TemporalContext,
) {
  const { license, contact, downloads, basePath } = description
  const withBasePath = <T extends { href: string }>(link: T): T => ({
    ...link,
    href: resolveHref(link.href, basePath),
  })
  const { id, first_known, last_known } = release
  return {
    data: {
      release: id,
      first_known,
      last_known,
      sources: countSources(release, context.known_at),
      counts: selectCollectionCounts(release, context.known_at),
      coverage: selectCoverage(release),
      license: license.name,
      attribution: `Attribution is not required. Suggested: orgfacts, release ${id}, and the documents under \`sources\`.`,
      contact: withBasePath(contact),
      downloads: downloads.map(withBasePath),
    },
    meta: responseContext(release, context, []).meta,
  }
}
