import type { FastifyInstance } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { nullable, recordOf } from '../../domain/record-schema.ts'
import { leadership } from '../../domain/resources/leadership.ts'
import { organizations } from '../../domain/resources/organizations.ts'
import { formatDefinition } from '../../http/formats.ts'
import { sendHead } from '../../http/head-response.ts'
import { ref, registerSchema } from '../../http/schema-registry.ts'
import type { Release } from '../../query/release.ts'
import type { Collection } from '../collection.ts'
import {
  evidenceParameter,
  knownAtParameter,
  languageParameter,
  releaseParameter,
  validAtParameter,
} from '../common-parameters.ts'
import { itemSchema } from '../envelope.ts'
import { formatParameter, ITEM_FORMATS } from '../format-parameter.ts'
import { notModifiedResponse, okResponse, problemResponses } from '../openapi-responses.ts'
import { createProfileService, SNAPSHOT } from '../profile-service.ts'
import {
  fieldsParameter,
  type ItemQuery,
  idParameter,
  MAX_LIMIT,
  strictParameters,
} from '../query-parameters.ts'
import { jsonLdRepresentation } from '../representations/json-ld.ts'
import { type JsonLdContext, jsonLdContext } from '../representations/json-ld-terms.ts'
import { documentRepresentations, sendRepresentation } from '../representations/representation.ts'
import { itemJson } from '../response-json.ts'
import { collectionUrl } from '../urls.ts'

/** `GET /v1/organizations/{id}`: the record, and a snapshot of what was true at one time. */

const { id: _, ...organizationProperties } = organizations.schemas.record.properties

const byCollection = (schemaOf: (schema: TSchema) => TSchema, description: string) =>
  Type.Object(
    Object.fromEntries(SNAPSHOT.map(({ name, schemas }) => [name, schemaOf(schemas.record)])),
    { additionalProperties: false, description },
  )

const ProfileSchema = registerSchema(
  recordOf('Profile', 'An organization, and what was true at `valid_at`.', {
    ...organizationProperties,
    certainty: nullable(
      Type.Enum(['definite', 'possible'], {
        type: 'string',
        description: 'How certain it is that it existed at `valid_at`; null if it did not.',
      }),
    ),
    snapshot: byCollection(
      (schema) => Type.Array(ref(schema)),
      'What was true at `valid_at`, as each collection returns it.',
    ),
    totals: byCollection(
      () => Type.Integer({ minimum: 0 }),
      `Number of records that were true at \`valid_at\`. A snapshot has at most ${MAX_LIMIT} records of each collection; \`links\` has the URLs of the complete lists.`,
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
  const service = createProfileService(release, collections, app.basePath)
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${collectionUrl(organizations.name)}/:id`,
    {
      schema: {
        operationId: `get_${organizations.name}`,
        summary: 'The profile of an organization at any time',
        description:
          'The record, and a snapshot of what was true at `valid_at` according to documents published by `known_at`: names, locations, leaders, member counts, relations and figures; with links to every collection. Without `valid_at`, the snapshot is of the day of `known_at`.',
        tags: [organizations.name],
        params: idParameter,
        querystring: strictParameters({
          valid_at: validAtParameter,
          known_at: knownAtParameter,
          evidence: evidenceParameter,
          lang: languageParameter,
          fields: fieldsParameter({
            schemas: { record: ProfileSchema },
            parameters: { evidence: evidenceParameter },
          }),
          format: formatParameter(ITEM_FORMATS),
          release: releaseParameter,
        }),
        response: {
          200: okResponse(ProfileItemSchema, {
            ...jsonLdRepresentation(ProfileItemSchema),
            ...documentRepresentations(ITEM_FORMATS),
          }),
          ...notModifiedResponse,
          ...problemResponses([404, 406, 410]),
        },
      },
      config: { formats: ITEM_FORMATS },
    },
    async (request, reply) => {
      const { params, query } = request
      if (request.method === 'HEAD') {
        service.requireItem(params.id, query)
        return sendHead(reply, formatDefinition(query.format ?? 'json').contentType)
      }
      const body = itemJson(service.profile(params.id, query))
      return sendRepresentation(request, reply, body, JSON_LD)
    },
  )
}

const JSON_LD: JsonLdContext = {
  type: String(organizations.linkedData?.type),
  terms: (baseUrl) => ({
    ...jsonLdContext(organizations).terms(baseUrl),
    snapshot: '@nest',
    ...Object.fromEntries(
      SNAPSHOT.map((type) => [
        type.name,
        {
          ...(type === leadership && { '@id': 'org:hasMembership' }),
          '@container': '@set',
          '@context': jsonLdContext(type).terms(baseUrl),
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
