import type { FastifyInstance } from 'fastify'
import type { Collection } from '../src/api/collection.ts'
import { collections } from '../src/api/collections/index.ts'

/** Examples of the API document: short real responses of the fixture, and real values of parameters. */

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: {
    type?: string
    default?: unknown
    enum?: unknown[]
    format?: string
    examples?: unknown[]
  }
  example?: unknown
}

export interface Response {
  headers?: Record<string, object>
  content?: Record<string, { example?: unknown }>
  links?: object
}

interface Operation {
  operationId: string
  parameters?: Parameter[]
  responses: Record<string, Response>
}

export interface ApiDocument {
  paths: Record<string, { get: Operation }>
  components: {
    schemas?: Record<string, object>
    parameters?: Record<string, object>
    responses?: Record<string, Response>
    headers?: Record<string, object>
  }
}

interface ServedItem {
  id?: unknown
  [property: string]: unknown
}

/** Queries for records that the real data has, too, so that the examples work on a real server. */
const QUERIES: Readonly<Record<string, string>> = {
  people: 'sort=id',
  sources: 'sort=id',
  claims: 'source=denmark-mission-2020',
  changes: 'since=2018-06-29',
  compacts: 'country=MA',
  codes: 'code=staff',
}
/** Records that the real data has, too, and that the example of `known_at` finds. */
const IDS: Readonly<Record<string, string>> = {
  organizations: 'iom',
  names: 'iom-name-icem',
  figures: 'iom-people-assisted-2018',
  bodies: 'iom-council',
  posts: 'iom-director-general',
  leadership: 'iom-director-general-swing',
  people: 'amy-pope',
  sources: 'denmark-mission-2020',
  compacts: 'global-compact-for-migration',
  codes: 'measures.staff',
}

/** Maximum number of claims in the evidence of an example, and of items in its lists. */
const MAX_CLAIMS = 2
const DATE = '2018-10'

export async function addExamples(app: FastifyInstance, document: ApiDocument): Promise<void> {
  for (const collection of collections) {
    const { name, schemas } = collection
    const path = `/v1/${name}`
    const page = await get(app, exampleListUrl(collection, 1))
    const { data: records } = await get(app, exampleListUrl(collection, 100))
    addResponse(document.paths[path]?.get, shorten(page))
    addParameters(document.paths[path]?.get, records, collection)
    if (schemas.item === null) continue
    const operation = document.paths[`${path}/{id}`]?.get
    const url = `${path}/${IDS[name] ?? page.data[0].id}`
    const item = await get(app, url)
    addResponse(operation, shorten(item))
    addParameters(operation, [item.data], collection)
    await allowKnownAt(app, operation, url)
  }
}

/** The request whose response is the example of a list. */
export function exampleListUrl({ name, list, exampleQuery }: Collection, limit: number): string {
  const query =
    exampleQuery === undefined
      ? (QUERIES[name] ?? ('organization' in list.filters ? 'organization=iom' : ''))
      : new URLSearchParams(exampleQuery)
  return `/v1/${name}?${query}&limit=${limit}`
}

// biome-ignore lint/suspicious/noExplicitAny: the body of a response is any JSON
type Json = any

async function get(app: FastifyInstance, url: string): Promise<Json> {
  const response = await app.inject(url)
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.body}`)
  return response.json()
}

function addResponse(operation: Operation | undefined, example: unknown): void {
  const json = operation?.responses['200']?.content?.['application/json']
  if (json !== undefined) json.example = example
}

/** A response with little evidence and short lists, and only the sources that it still cites. */
function shorten({ data, sources, ...rest }: Json): Json {
  const short = Array.isArray(data) ? data.map(shortenRecord) : shortenRecord(data)
  const text = JSON.stringify(short)
  const cited = Object.entries(sources as object).filter(([id]) => text.includes(`"${id}"`))
  return { data: short, ...rest, sources: Object.fromEntries(cited) }
}

function shortenRecord(record: ServedItem): ServedItem {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, shortenValue(value)]),
  )
}

function shortenValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MAX_CLAIMS).map(shortenValue)
  return typeof value === 'object' && value !== null ? shortenRecord(value as ServedItem) : value
}

/**
 * Gives each parameter without an example the first value that a record has. A filter by a reference that no record
 * has gets the id of any record.
 */
function addParameters(
  operation: Operation | undefined,
  records: readonly ServedItem[],
  { list }: Collection,
): void {
  for (const parameter of operation?.parameters ?? []) {
    const { name, schema } = parameter
    // A cursor and a release are valid for one release only.
    if (
      name === 'cursor' ||
      name === 'release' ||
      schema.default !== undefined ||
      schema.enum !== undefined
    )
      continue
    if (schema.examples !== undefined || parameter.example !== undefined) continue
    const value =
      (name === 'id' ? IDS[list.name] : undefined) ??
      records.map((record) => record[name]).find((found) => found != null)
    const example = value ?? exampleOf(schema) ?? IDS[list.filters[name]?.refersTo ?? '']
    if (example === undefined) continue
    if (parameter.in === 'path') parameter.example = example
    else schema.examples = [schema.type === 'array' ? [example] : example]
  }
}

function exampleOf({ type, format }: Parameter['schema']): unknown {
  if (type === 'boolean') return true
  return format === 'edtf' ? DATE : undefined
}

/**
 * Makes the example of `known_at` late enough for a record: the document with which it became known. In the real data,
 * that document may be of a later day.
 */
async function allowKnownAt(
  app: FastifyInstance,
  operation: Operation | undefined,
  url: string,
): Promise<void> {
  const schema = operation?.parameters?.find(({ name }) => name === 'known_at')?.schema
  const { statusCode } = await app.inject(`${url}?known_at=${schema?.examples?.[0]}`)
  if (schema === undefined || statusCode === 200) return
  const { evidence, known_from } = (await get(app, url)).data
  for (const { source } of evidence) {
    const { data } = await get(app, `/v1/sources/${source}`)
    if (data.known_from === known_from) schema.examples = [source]
  }
}
