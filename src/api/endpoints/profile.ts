import type { FastifyInstance } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { nullable, recordOf } from '../../domain/record-schema.ts'
import { figures } from '../../domain/resources/figures.ts'
import { resourceTypes } from '../../domain/resources/index.ts'
import { leadership } from '../../domain/resources/leadership.ts'
import { memberCounts } from '../../domain/resources/member-counts.ts'
import { names } from '../../domain/resources/names.ts'
import { organizations } from '../../domain/resources/organizations.ts'
import { relations } from '../../domain/resources/relations.ts'
import { queryUrl } from '../../http/plugins/canonical-url.ts'
import { ref, registerSchema } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import { temporalContext } from '../../query/temporal-context.ts'
import type { Collection } from '../collection.ts'
import {
  type CollectionService,
  createCollectionService,
  type ItemResponse,
  type ResponseContext,
} from '../collection-service.ts'
import { itemSchema } from '../envelope.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import {
  evidenceParameter,
  fieldsParameter,
  formatParameter,
  ITEM_FORMATS,
  type ItemQuery,
  idParameter,
  knownAtParameter,
  MAX_LIMIT,
  releaseParameter,
  strictParameters,
  validAtParameter,
} from '../query-parameters.ts'
import {
  itemRepresentations,
  type JsonLdContext,
  jsonLdContext,
  sendJsonLd,
} from '../representations/json-ld.ts'
import { collectionUrl } from '../urls.ts'

/** `GET /v1/organizations/{id}`: the record, and a snapshot of what held at one time. */

/** The collections of a snapshot, in the order of interest. */
const SNAPSHOT = [names, leadership, memberCounts, relations, figures] as const

const { id: _, ...organizationProperties } = organizations.schemas.record.properties

const byCollection = (schemaOf: (schema: TSchema) => TSchema, description: string) =>
  Type.Object(
    Object.fromEntries(SNAPSHOT.map(({ name, schemas }) => [name, schemaOf(schemas.record)])),
    { additionalProperties: false, description },
  )

const ProfileSchema = registerSchema(
  recordOf('Profile', 'An organization, and what held at `valid_at`.', {
    ...organizationProperties,
    certainty: nullable(
      Type.Enum(['definite', 'possible'], {
        type: 'string',
        description: 'How certain it is that it existed at `valid_at`; null if it did not.',
      }),
    ),
    snapshot: byCollection(
      (schema) => Type.Array(ref(schema)),
      'What held at `valid_at`, as each collection returns it.',
    ),
    totals: byCollection(
      () => Type.Integer({ minimum: 0 }),
      `Number of records that held. A snapshot has at most ${MAX_LIMIT} of each collection; \`links\` leads to the rest.`,
    ),
    links: Type.Record(Type.String(), Type.String(), {
      description: 'Each collection about the organization, at the same valid and knowledge time.',
    }),
  }),
)

const ProfileItemSchema = itemSchema('Profile', ProfileSchema)

export function registerProfile(
  app: FastifyInstance,
  release: Release,
  collections: readonly Collection[],
): void {
  const profile = createProfileService(release, collections)
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${collectionUrl(organizations.name)}/:id`,
    {
      schema: {
        operationId: `get_${organizations.name}`,
        summary: 'The profile of an organization at any time',
        description:
          'The record, and a snapshot of what held at `valid_at` according to documents published by `known_at`: names, leaders, member counts, relations and figures; with links to every collection. Without `valid_at`, the snapshot is of the day of `known_at`.',
        tags: [organizations.name],
        params: idParameter(undefined),
        querystring: strictParameters({
          valid_at: validAtParameter,
          known_at: knownAtParameter,
          evidence: evidenceParameter,
          fields: fieldsParameter({
            schemas: { record: ProfileSchema },
            parameters: { evidence: evidenceParameter },
          }),
          format: formatParameter(ITEM_FORMATS),
          release: releaseParameter,
        }),
        response: {
          200: okResponse(ProfileItemSchema, itemRepresentations),
          ...notModifiedResponse,
          ...problemResponses([404, 406, 410]),
        },
      },
      config: { formats: ITEM_FORMATS },
    },
    async (request, reply) => {
      const { params, query } = request
      const response = profile(params.id, query)
      return query.format === 'jsonld' ? sendJsonLd(request, reply, JSON_LD, response) : response
    },
  )
}

function createProfileService(release: Release, collections: readonly Collection[]) {
  const serviceOf = ({ name }: { name: string }): CollectionService => {
    const collection = collections.find((one) => one.name === name)
    if (collection === undefined) throw new Error(`There is no collection ${name}.`)
    return createCollectionService(release, collection)
  }
  const organizationService = serviceOf(organizations)
  const services = SNAPSHOT.map((type) => ({ name: type.name, service: serviceOf(type) }))

  return (id: string, query: ItemQuery): ItemResponse => {
    const { fields } = query
    const includes = (name: string) => fields === undefined || fields.includes(name)
    const { known_at } = temporalContext(release, query)
    const times = { known_at, valid_at: query.valid_at ?? known_at }
    const { evidence = 'full' } = query
    const organization = organizationService.item(id, {
      evidence,
      ...times,
      ...(fields && { fields }),
    })
    const needsPages = includes('snapshot') || includes('totals')
    const pages = (needsPages ? services : []).map(({ name, service }) => ({
      name,
      result: service.page({ ...times, evidence, limit: MAX_LIMIT, organization: id }),
    }))
    const each = (value: (page: (typeof pages)[number]) => unknown) =>
      Object.fromEntries(pages.map((page) => [page.name, value(page)]))
    const cited = includes('snapshot') ? pages.map(({ result }) => result) : []
    return {
      data: {
        ...organization.data,
        ...(includes('snapshot') && { snapshot: each(({ result }) => result.data) }),
        ...(includes('totals') && { totals: each(({ result }) => result.page.total) }),
        ...(includes('links') && { links: linksOf(id, times) }),
      },
      sources: mergeSources([organization, ...cited]),
      meta: organization.meta,
    }
  }
}

function mergeSources(responses: readonly ResponseContext[]): ResponseContext['sources'] {
  const sources = responses.flatMap((response) => Object.entries(response.sources))
  return Object.fromEntries(sources.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The URL of each collection about an organization, at the same times. */
function linksOf(
  id: string,
  { known_at, valid_at }: { known_at: string; valid_at: string },
): { [collection: string]: string } {
  const types = resourceTypes.filter(({ fields }) => 'organization' in fields)
  return Object.fromEntries(
    types.map(({ name, time }) => {
      const times = time.kind === 'timeless' ? { known_at } : { valid_at, known_at }
      return [name, queryUrl(collectionUrl(name), { organization: id, ...times })]
    }),
  )
}

const JSON_LD: JsonLdContext = {
  type: String(organizations.linkedData?.type),
  terms: (origin) => ({
    ...jsonLdContext(organizations).terms(origin),
    snapshot: '@nest',
    ...Object.fromEntries(
      SNAPSHOT.map((type) => [
        type.name,
        {
          ...(type === leadership && { '@id': 'org:hasMembership' }),
          '@container': '@set',
          '@context': jsonLdContext(type).terms(origin),
        },
      ]),
    ),
    totals: { '@type': '@json' },
    links: { '@type': '@json' },
  }),
  addTypes: (record) => {
    const { snapshot, ...own } = record as { snapshot?: Record<string, object[]> }
    const typed = SNAPSHOT.map((type) => [
      type.name,
      snapshot?.[type.name]?.map((one) => ({ '@type': jsonLdContext(type).type, ...one })),
    ])
    return {
      '@type': organizations.linkedData?.type,
      ...own,
      ...(snapshot !== undefined && { snapshot: Object.fromEntries(typed) }),
    }
  },
}
