import type { FastifyInstance } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { ref } from '../http/components.ts'
import { Problem } from '../http/problem.ts'
import { type Answers, answersOf, sourcesAnswers } from './answers.ts'
import { type Listing, listingOf, sourcesListing } from './listing.ts'
import type { Noun } from './noun.ts'
import {
  DEFAULTS,
  type ItemQuery,
  itemParameters,
  type ListQuery,
  listParameters,
} from './parameters.ts'
import { pathOf } from './paths.ts'
import type { Release } from './release.ts'

/** `GET /v1/{noun}` and `GET /v1/{noun}/{id}`, for any noun. */

/** Serves a noun whose records rest on claims. */
export function serveNoun(app: FastifyInstance, release: Release, noun: Noun): void {
  serve(app, noun, listingOf(noun), answersOf(release, noun))
}

/** Serves the sources themselves. */
export function serveSources(app: FastifyInstance, release: Release, sources: Noun): void {
  serve(app, sources, sourcesListing(sources), sourcesAnswers(release, sources))
}

function serve(app: FastifyInstance, noun: Noun, listing: Listing, { page, item }: Answers): void {
  const { name, summary, description, schemas, sort } = noun
  // Examples are real answers: they cannot promise what the data does not hold.
  const first = page({ ...DEFAULTS, limit: 1 } as ListQuery)
  const { page: _, ...only } = { ...first, data: first.data[0] }
  const id = String(first.data[0]?.id ?? '')

  app.get<{ Querystring: ListQuery }>(
    pathOf(name),
    {
      schema: {
        operationId: `list_${name}`,
        summary,
        description: `${description} Ordered by \`${sort}\`.`,
        tags: [name],
        querystring: listParameters(listing),
        response: { 200: found(schemas.list, first), ...problems([400, 500]) },
      },
    },
    async ({ query }) => page(query),
  )
  app.get<{ Params: { id: string }; Querystring: ItemQuery }>(
    `${pathOf(name)}/:id`,
    {
      schema: {
        operationId: `get_${name}`,
        summary: `${summary}: one of them`,
        description,
        tags: [name],
        params: Type.Object({ id: Type.String({ description: 'Its id.', examples: [id] }) }),
        querystring: itemParameters,
        response: { 200: found(schemas.item, only), ...problems([400, 404, 500]) },
      },
    },
    async ({ params, query }) => item(params.id, query),
  )
}

function found(schema: TSchema, example: unknown) {
  return {
    description: 'As asked.',
    content: { 'application/json': { schema: ref(schema), example } },
  }
}

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'A parameter is not as it should be; `errors` says which, and what is allowed.',
  404: 'No record has this id; `detail` names ids that are nearly the same.',
  500: 'Something went wrong here.',
}

function problems(statuses: readonly number[]) {
  const content = { 'application/problem+json': { schema: ref(Problem) } }
  return Object.fromEntries(
    statuses.map((status) => [status, { description: PROBLEMS[status], content }]),
  )
}
