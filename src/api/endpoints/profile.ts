import type { FastifyInstance } from 'fastify'
import { type TObject, type TSchema, Type } from 'typebox'
import type { ResourceType } from '../../domain/resource-type.ts'
import { figures } from '../../domain/resources/figures.ts'
import { leadership } from '../../domain/resources/leadership.ts'
import { memberCounts } from '../../domain/resources/member-counts.ts'
import { names } from '../../domain/resources/names.ts'
import { organizations } from '../../domain/resources/organizations.ts'
import { relations } from '../../domain/resources/relations.ts'
import { ReleaseParameter as PinnedRelease } from '../../http/plugins/conditional-requests.ts'
import { openapiSchema } from '../../http/plugins/openapi.ts'
import { component, nullable, ref } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import {
  KnownAtParameter,
  temporalContext,
  ValidAtParameter,
} from '../../query/temporal-context.ts'
import { type Collection, resourceCollection } from '../collection.ts'
import {
  type CollectionService,
  createCollectionService,
  type ItemResponse,
  type ListResponse,
  type ResponseContext,
} from '../collection-service.ts'
import { itemSchema } from '../envelope.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import {
  DEFAULTS,
  evidenceParameter,
  fieldsParameter,
  formatParameter,
  ITEM_FORMATS,
  type ItemQuery,
  idParameter,
  strictParameters,
} from '../query-parameters.ts'
import { type JsonLdContext, jsonLdContext } from '../representations/json-ld.ts'
import { itemRepresentations, sendJsonLd } from '../representations/streaming.ts'
import { collectionUrl } from '../urls.ts'

/**
 * `GET /v1/organizations/{id}`: the record, and what snapshot of it at one time, as its collections tell
 * it under the same clocks.
 */

/** What is told of an organization at a time, in the order in which one would ask. */
const HELD = [names, leadership, memberCounts, relations, figures] as const

const { properties } = organizations.schemas.record as TObject

const Profile = component('Profile', 'An organization, and what snapshot of it at `valid_at`.', {
  ...(properties as { [name: string]: TSchema }),
  certainty: nullable(
    Type.Enum(['definite', 'possible'], {
      type: 'string',
      description: 'How certain it is that it existed then; null where it did not.',
    }),
  ),
  snapshot: Type.Object(
    Object.fromEntries(HELD.map(({ name, schemas }) => [name, Type.Array(ref(schemas.record))])),
    {
      additionalProperties: false,
      description: 'What snapshot then, each with its certainty: as each collection tells it.',
    },
  ),
  totals: Type.Object(
    Object.fromEntries(HELD.map(({ name }) => [name, Type.Integer({ minimum: 0 })])),
    {
      additionalProperties: false,
      description:
        'How many snapshot then; of more than 500 the first are shown, the rest is under `links`.',
    },
  ),
  links: Type.Record(Type.String(), Type.String(), {
    description: 'Every collection of what is known of it, under the same clocks.',
  }),
})

const ProfileItem = itemSchema('Profile', Profile)

const meaning: JsonLdContext = {
  type: String(organizations.linkedData?.type),
  context: (origin) => ({
    ...jsonLdContext(organizations).context(origin),
    snapshot: '@nest',
    ...Object.fromEntries(
      HELD.map((resourceType) => [
        resourceType.name,
        {
          ...(resourceType === leadership && { '@id': 'org:hasMembership' }),
          '@container': '@set',
          '@context': jsonLdContext(resourceType).context(origin),
        },
      ]),
    ),
    totals: { '@type': '@json' },
    links: { '@type': '@json' },
  }),
  typed: (record) => {
    const { snapshot, ...own } = record as { snapshot?: Record<string, object[]> }
    const typed = HELD.map((resourceType) => [
      resourceType.name,
      snapshot?.[resourceType.name]?.map((one) => ({
        '@type': jsonLdContext(resourceType).type,
        ...one,
      })),
    ])
    const parts = snapshot === undefined ? {} : { snapshot: Object.fromEntries(typed) }
    return { '@type': organizations.linkedData?.type, ...own, ...parts }
  },
}

export function registerProfile(
  app: FastifyInstance,
  release: Release,
  resourceTypes: readonly ResourceType[],
  collections: readonly Collection[],
): void {
  const profile = profiles(release, resourceTypes, collections)
  const schema = (example?: ItemResponse) => ({
    operationId: `get_${organizations.name}`,
    summary: 'The profile of an organization at any time',
    description:
      'The record, and what snapshot at `valid_at` as documents items it by `known_at`: its name, its leaders, how many members it had, its relations and figures, and links to every collection under the same clocks.',
    tags: [organizations.name],
    params: idParameter(example?.data),
    querystring: strictParameters({
      valid_at: Type.Optional(ValidAtParameter),
      known_at: Type.Optional(KnownAtParameter),
      evidence: evidenceParameter,
      fields: fieldsParameter({ schemas: { record: Profile }, parameters: { evidence: evidenceParameter } }),
      format: formatParameter(ITEM_FORMATS),
      release: Type.Optional(PinnedRelease),
    }),
    response: {
      200: okResponse(ProfileItem, example, itemRepresentations),
      ...notModifiedResponse,
      ...problemResponses([404, 406, 410]),
    },
  })
  const example = () => {
    const [first] = createCollectionService(release, resourceCollection(organizations)).page(
      FIRST,
    ).data
    return first && profile(String(first.id), { evidence: 'none' })
  }
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${collectionUrl(organizations.name)}/:id`,
    {
      schema: schema(),
      config: { formats: ITEM_FORMATS, ...openapiSchema(() => schema(example())) },
    },
    async (request, reply) => {
      const { params, query } = request
      const answer = profile(params.id, query)
      return query.format === 'jsonld' ? sendJsonLd(request, reply, meaning, answer) : answer
    },
  )
}

const FIRST = { ...DEFAULTS, limit: 1 } as const
/** Of more than a page holds, `totals` tells how many, and `links` leads to the rest. */
const ALL = { ...DEFAULTS, limit: 500 } as const

function profiles(
  release: Release,
  resourceTypes: readonly ResourceType[],
  served: readonly Collection[],
) {
  const own = createCollectionService(release, resourceCollection(organizations))
  const snapshot = HELD.flatMap(({ name }) =>
    served
      .filter((collection) => collection.name === name)
      .map((collection) => [name, createCollectionService(release, collection)] as const),
  )
  const collections = resourceTypes.filter(({ fields }) => 'organization' in fields)

  return (id: string, query: ItemQuery): ItemResponse => {
    const { evidence, fields, known_at, valid_at } = query
    const wanted = (...names: string[]) => !fields || names.some((name) => fields.includes(name))
    const known = temporalContext(release, { known_at }).known_at
    const clocks = { known_at: known, valid_at: valid_at ?? known }
    const items = own.item(id, { evidence, ...clocks, ...(fields && { fields }) })
    const asked = wanted('held', 'totals') ? snapshot : []
    const parts = asked.map(([name, answers]: readonly [string, CollectionService]) => {
      const page = answers.page({ ...ALL, ...clocks, evidence, organization: id })
      return { name, page }
    })
    const pages = (of: (page: ListResponse) => unknown) =>
      Object.fromEntries(parts.map(({ name, page }) => [name, of(page)]))
    return {
      data: {
        ...items.data,
        ...(wanted('held') && { snapshot: pages(({ data }) => data) }),
        ...(wanted('totals') && { totals: pages(({ page }) => page.total) }),
        ...(wanted('links') && { links: links(collections, id, clocks) }),
      },
      sources: merged([items, ...(wanted('held') ? parts.map(({ page }) => page) : [])]),
      meta: items.meta,
    }
  }
}

function merged(answers: readonly ResponseContext[]): ResponseContext['sources'] {
  const all = answers.flatMap(({ sources }) => Object.entries(sources))
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function links(
  collections: readonly ResourceType[],
  id: string,
  { known_at, valid_at }: { known_at: string; valid_at: string },
): { [collection: string]: string } {
  return Object.fromEntries(
    collections.map(({ name, time }) => {
      const clocks = time.kind === 'timeless' ? { known_at } : { valid_at, known_at }
      return [
        name,
        `${collectionUrl(name)}?${new URLSearchParams({ organization: id, ...clocks })}`,
      ]
    }),
  )
}
