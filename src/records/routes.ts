import type { FastifyInstance } from 'fastify'
import { type TObject, type TSchema, Type } from 'typebox'
import { ref } from '../http/components.ts'
import { Cursor, decodeCursor, encodeCursor, Limit } from '../http/paging.ts'
import { Problem, ProblemError } from '../http/problem.ts'
import { itemOf, listOf } from './envelope.ts'
import { find, list, type Row } from './list.ts'
import { type Listing, listingOf, sourcesListing } from './listing.ts'
import { nearIds } from './near.ts'
import type { Noun } from './noun.ts'
import { briefsOf, type Receipt, receiptsOf } from './receipts.ts'
import type { Release } from './release.ts'
import { recordOf } from './table.ts'

/** `GET /v1/{noun}` and `GET /v1/{noun}/{id}`, for any noun. */

const Evidence = Type.Enum(['full', 'none'], {
  type: 'string',
  default: 'full',
  description: 'Whether each record lists its claims.',
})

/** A query parameter that callers may leave out; with a default, handlers always have it. */
function defaulted<T extends TSchema>(schema: T) {
  return Type.Optional(schema)
}

interface ListQuery {
  limit: number
  cursor?: string
  evidence: 'full' | 'none'
  [filter: string]: unknown
}

/** What a record rests on, given its rows; sources rest on nothing. */
type Receipts = (rows: readonly Row[], known_at: string) => Map<string, Receipt[]> | null

/** Serves a noun whose records rest on claims. */
export function serveNoun(app: FastifyInstance, release: Release, noun: Noun): void {
  serve(app, release, noun, listingOf(noun), (rows, known_at) =>
    receiptsOf(release, noun, rows, known_at),
  )
}

/** Serves the sources themselves. */
export function serveSources(app: FastifyInstance, release: Release, sources: Noun): void {
  serve(app, release, sources, sourcesListing(sources), () => null)
}

function serve(
  app: FastifyInstance,
  release: Release,
  noun: Noun,
  listing: Listing,
  receipts: Receipts,
): void {
  const path = `/v1/${noun.name}`
  const name = componentName(noun.record)
  const filters = Object.entries(listing.filters).map(([name, { schema }]) => [name, schema])
  const query = Type.Object(
    {
      ...(Object.fromEntries(filters) as Record<string, TSchema>),
      evidence: defaulted(Evidence),
      limit: defaulted(Limit),
      cursor: Type.Optional(Cursor),
    },
    { additionalProperties: false },
  )

  const answer = (rows: readonly Row[], evidence: ListQuery['evidence']) => {
    const known_at = release.last_known
    const told = evidence === 'none' ? null : receipts(rows, known_at)
    const records: Record<string, unknown>[] = rows.map((row) => ({
      ...recordOf(noun, row),
      ...(told !== null && { evidence: told.get(String(row.id)) ?? [] }),
    }))
    const cited = [...(told?.values() ?? [])].flat().map(({ source }) => source)
    return {
      records,
      rest: {
        sources: briefsOf(release, cited),
        meta: { release: release.id, known_at, valid_at: null },
      },
    }
  }

  const page = ({ limit, cursor, evidence, ...filters }: ListQuery) => {
    const scope = { release: release.id, list: JSON.stringify([path, sorted(filters)]) }
    const after = cursor === undefined ? null : decodeCursor(cursor, scope, 2)
    const found = list(release, listing, { known_at: release.last_known, filters, limit, after })
    const next = found.next === null ? null : encodeCursor(scope, found.next)
    const { records, rest } = answer(found.rows, evidence)
    return {
      data: records,
      page: {
        total: found.total,
        limit,
        next:
          next === null ? null : `${path}?${search({ ...filters, evidence, limit, cursor: next })}`,
      },
      ...rest,
    }
  }

  const item = (id: string, evidence: ListQuery['evidence']) => {
    const row = find(release, listing, { id, known_at: release.last_known })
    if (row === undefined) throw unknownId(release, noun.name, id)
    const { records, rest } = answer([row], evidence)
    return { data: records[0], ...rest }
  }

  // Examples are real answers: they cannot promise what the data does not hold.
  const example = page({ limit: 1, evidence: 'full' })
  const exampleId = String(example.data[0]?.id ?? 'iom')

  app.get<{ Querystring: ListQuery }>(
    path,
    {
      schema: {
        operationId: `list_${noun.name}`,
        summary: noun.summary,
        description: `${noun.description} Ordered by \`${noun.sort}\`.`,
        tags: [noun.name],
        querystring: query,
        response: responses(listOf(name, noun.record), example),
      },
    },
    async (request) => page(request.query),
  )
  app.get<{ Params: { id: string }; Querystring: Pick<ListQuery, 'evidence'> }>(
    `${path}/:id`,
    {
      schema: {
        operationId: `get_${noun.name}`,
        summary: `One of: ${noun.summary.toLowerCase()}`,
        description: noun.description,
        tags: [noun.name],
        params: Type.Object({
          id: Type.String({ description: 'The id of a record.', examples: [exampleId] }),
        }),
        querystring: Type.Object(
          { evidence: defaulted(Evidence) },
          { additionalProperties: false },
        ),
        response: responses(itemOf(name, noun.record), {
          ...example,
          page: undefined,
          data: example.data[0],
        }),
      },
    },
    async ({ params, query }) => item(params.id, query.evidence),
  )
}

function componentName(record: TSchema): string {
  return String((record as TObject & { $id: string }).$id)
}

function responses(schema: TSchema, example: unknown) {
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: ref(Problem) } },
  })
  return {
    200: {
      description: 'As asked.',
      content: { 'application/json': { schema: ref(schema), example } },
    },
    400: problem('A parameter is not as it should be.'),
    404: problem('No such record.'),
    500: problem('Something went wrong here.'),
  }
}

function unknownId(release: Release, noun: string, id: string): ProblemError {
  const near = nearIds(release, noun, id)
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
  return new ProblemError('unknown-id', `No record of ${noun} has the id ${id}.${meant}`)
}

function sorted(filters: Record<string, unknown>): [string, unknown][] {
  return Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))
}

function search(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}
