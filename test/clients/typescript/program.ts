import createClient from 'openapi-fetch'
import type { components, paths } from './schema.d.ts'

/** Fetches what test/clients/run.ts expects, and prints it. The argument is the URL of the server. */

// The server can also respond with text/csv, whose type is string.
const api = createClient<paths, 'application/json' | 'application/problem+json'>({
  baseUrl: process.argv[2] ?? '',
})

const path = { id: 'iom-director-general-swing' }
const item = await api.GET('/v1/leadership/{id}', { params: { path } })
const leader: components['schemas']['LeadershipTerm'] | undefined = item.data?.data
const stances = new Set(leader?.evidence?.map(({ stance }) => stance))

const etag = item.response.headers.get('etag') ?? ''
const unchanged = await api.GET('/v1/leadership/{id}', {
  params: { path, header: { 'If-None-Match': etag } },
})

const list = await api.GET('/v1/claims', { params: { query: { fields: ['field', 'value'] } } })
const values: (string | number | boolean | undefined)[] | undefined = list.data?.data.map(
  ({ value }) => value,
)

const figure = await api.GET('/v1/figures/{id}', {
  params: { path: { id: 'example-union-budget-2021' } },
})
const value: number | undefined = figure.data?.data.value

const refused = await api.GET('/v1/members', { params: { query: { organization: ['iomm'] } } })
const problem: components['schemas']['Problem'] | undefined = refused.error
const [error] = problem?.errors ?? []

// What the server would refuse does not compile.
export const invalidRequests = () => [
  // @ts-expect-error: an unknown parameter
  api.GET('/v1/leadership', { params: { query: { posts: ['iom-director-general'] } } }),
  // @ts-expect-error: a value that is not allowed
  api.GET('/v1/leadership', { params: { query: { status: ['endet'] } } }),
]

console.log(
  JSON.stringify({
    item: { id: leader?.id, person: leader?.person, stances: [...stances] },
    unchanged: unchanged.response.status,
    list: { records: values?.length, limit: list.data?.page.limit },
    figure: value,
    problem: {
      status: problem?.status,
      code: problem?.code,
      parameter: error?.parameter,
      suggestion: error?.suggestion,
    },
  }),
)
