import type { FastifyInstance } from 'fastify'
import { type TObject, type TSchema, Type } from 'typebox'
import { figures } from '../facts/figures.ts'
import { leadership } from '../facts/leadership.ts'
import { membership } from '../facts/membership.ts'
import { names } from '../facts/names.ts'
import { organizations } from '../facts/organizations.ts'
import { relations } from '../facts/relations.ts'
import { Release as PinnedRelease } from '../http/caching.ts'
import { component, nullable, ref } from '../http/components.ts'
import { documented } from '../http/openapi.ts'
import {
  type Answers,
  answersOf,
  type ItemAnswer,
  type PageAnswer,
  type Rest,
} from '../records/answers.ts'
import { clocksOf, KnownAt, ValidAt } from '../records/clocks.ts'
import { type Collection, collectionOf } from '../records/collection.ts'
import { itemOf } from '../records/envelope.ts'
import { formsOfItem, sendLinked } from '../records/forms.ts'
import { type Meaning, meaningOf } from '../records/meaning.ts'
import type { Noun } from '../records/noun.ts'
import {
  DEFAULTS,
  evidence,
  fieldsOf,
  format,
  ITEM_FORMATS,
  type ItemQuery,
  idOf,
  only,
} from '../records/parameters.ts'
import { pathOf } from '../records/paths.ts'
import type { Release } from '../records/release.ts'
import { found, problems, unchanged } from '../records/responses.ts'

/**
 * `GET /v1/organizations/{id}`: the record, and what held of it at one time, as its collections tell
 * it under the same clocks.
 */

/** What is told of an organization at a time, in the order in which one would ask. */
const HELD = [names, leadership, membership, relations, figures] as const

const { properties } = organizations.schemas.record as TObject

const Profile = component('Profile', 'An organization, and what held of it at `valid_at`.', {
  ...(properties as { [name: string]: TSchema }),
  certainty: nullable(
    Type.Enum(['definite', 'possible'], {
      type: 'string',
      description: 'How certain it is that it existed then; null where it did not.',
    }),
  ),
  held: Type.Object(
    Object.fromEntries(HELD.map(({ name, schemas }) => [name, Type.Array(ref(schemas.record))])),
    {
      additionalProperties: false,
      description: 'What held then, each with its certainty: as each collection tells it.',
    },
  ),
  totals: Type.Object(
    Object.fromEntries(HELD.map(({ name }) => [name, Type.Integer({ minimum: 0 })])),
    {
      additionalProperties: false,
      description:
        'How many held then; of more than 500 the first are shown, the rest is under `links`.',
    },
  ),
  links: Type.Record(Type.String(), Type.String(), {
    description: 'Every collection of what is known of it, under the same clocks.',
  }),
})

const ProfileItem = itemOf('Profile', Profile)

const meaning: Meaning = {
  type: String(organizations.linked?.type),
  context: (origin) => ({
    ...meaningOf(organizations).context(origin),
    held: '@nest',
    ...Object.fromEntries(
      HELD.map((noun) => [
        noun.name,
        {
          ...(noun === leadership && { '@id': 'org:hasMembership' }),
          '@container': '@set',
          '@context': meaningOf(noun).context(origin),
        },
      ]),
    ),
    totals: { '@type': '@json' },
    links: { '@type': '@json' },
  }),
  typed: (record) => {
    const { held, ...own } = record as { held?: Record<string, object[]> }
    const typed = HELD.map((noun) => [
      noun.name,
      held?.[noun.name]?.map((one) => ({ '@type': meaningOf(noun).type, ...one })),
    ])
    const parts = held === undefined ? {} : { held: Object.fromEntries(typed) }
    return { '@type': organizations.linked?.type, ...own, ...parts }
  },
}

export function serveProfile(
  app: FastifyInstance,
  release: Release,
  nouns: readonly Noun[],
  collections: readonly Collection[],
): void {
  const profile = profiles(release, nouns, collections)
  const schema = (example?: ItemAnswer) => ({
    operationId: `get_${organizations.name}`,
    summary: 'The profile of an organization at any time',
    description:
      'The record, and what held at `valid_at` as documents told it by `known_at`: its name, its leaders, how many members it had, its relations and figures, and links to every collection under the same clocks.',
    tags: [organizations.name],
    params: idOf(example?.data),
    querystring: only({
      valid_at: Type.Optional(ValidAt),
      known_at: Type.Optional(KnownAt),
      evidence,
      fields: fieldsOf({ schemas: { record: Profile }, parameters: { evidence } }),
      format: format(ITEM_FORMATS),
      release: Type.Optional(PinnedRelease),
    }),
    response: {
      200: found(ProfileItem, example, formsOfItem),
      ...unchanged,
      ...problems([404, 406, 410]),
    },
  })
  const example = () => {
    const [first] = answersOf(release, collectionOf(organizations)).page(FIRST).data
    return first && profile(String(first.id), { evidence: 'none' })
  }
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${pathOf(organizations.name)}/:id`,
    {
      schema: schema(),
      config: { formats: ITEM_FORMATS, ...documented(() => schema(example())) },
    },
    async (request, reply) => {
      const { params, query } = request
      const answer = profile(params.id, query)
      return query.format === 'jsonld' ? sendLinked(request, reply, meaning, answer) : answer
    },
  )
}

const FIRST = { ...DEFAULTS, limit: 1 } as const
/** Of more than a page holds, `totals` tells how many, and `links` leads to the rest. */
const ALL = { ...DEFAULTS, limit: 500 } as const

function profiles(release: Release, nouns: readonly Noun[], served: readonly Collection[]) {
  const own = answersOf(release, collectionOf(organizations))
  const held = HELD.flatMap(({ name }) =>
    served
      .filter((collection) => collection.name === name)
      .map((collection) => [name, answersOf(release, collection)] as const),
  )
  const collections = nouns.filter(({ fields }) => 'organization' in fields)

  return (id: string, query: ItemQuery): ItemAnswer => {
    const { evidence, fields, known_at, valid_at } = query
    const wanted = (...names: string[]) => !fields || names.some((name) => fields.includes(name))
    const known = clocksOf(release, { known_at }).known_at
    const clocks = { known_at: known, valid_at: valid_at ?? known }
    const told = own.item(id, { evidence, ...clocks, ...(fields && { fields }) })
    const asked = wanted('held', 'totals') ? held : []
    const parts = asked.map(([name, answers]: readonly [string, Answers]) => {
      const page = answers.page({ ...ALL, ...clocks, evidence, organization: id })
      return { name, page }
    })
    const pages = (of: (page: PageAnswer) => unknown) =>
      Object.fromEntries(parts.map(({ name, page }) => [name, of(page)]))
    return {
      data: {
        ...told.data,
        ...(wanted('held') && { held: pages(({ data }) => data) }),
        ...(wanted('totals') && { totals: pages(({ page }) => page.total) }),
        ...(wanted('links') && { links: links(collections, id, clocks) }),
      },
      sources: merged([told, ...(wanted('held') ? parts.map(({ page }) => page) : [])]),
      meta: told.meta,
    }
  }
}

function merged(answers: readonly Rest[]): Rest['sources'] {
  const all = answers.flatMap(({ sources }) => Object.entries(sources))
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function links(
  collections: readonly Noun[],
  id: string,
  { known_at, valid_at }: { known_at: string; valid_at: string },
): { [noun: string]: string } {
  return Object.fromEntries(
    collections.map(({ name, time }) => {
      const clocks = time.kind === 'timeless' ? { known_at } : { valid_at, known_at }
      return [name, `${pathOf(name)}?${new URLSearchParams({ organization: id, ...clocks })}`]
    }),
  )
}
