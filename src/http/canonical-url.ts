import type { FastifyRequest } from 'fastify'

type Query = { readonly [name: string]: unknown }

/** A URL with the query parameters that differ from their defaults, sorted by name. */
export function queryUrl(path: string, query: Query, defaults: Query = {}): string {
  const parameters = Object.entries(query)
    .filter(([name, value]) => value !== undefined && value !== defaults[name])
    .map(([name, value]): [string, string] => [name, String(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return parameters.length === 0 ? path : `${path}?${new URLSearchParams(parameters)}`
}

/**
 * The URL of a request, made of its route and its validated query: however a client writes a URL, links
 * to it are the same. Call it after validation.
 *
 * @param changes parameters that replace those of the request; undefined removes one
 */
export function canonicalUrl(request: FastifyRequest, changes: Query = {}): string {
  const { routeOptions, params, query } = request
  const path = String(routeOptions.url).replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string>)[name] ?? ''),
  )
  return queryUrl(path, { ...(query as Query), ...changes }, defaultsOf(request))
}

function defaultsOf({ routeOptions }: FastifyRequest): Query {
  const schema = routeOptions.schema?.querystring as
    | { properties?: Record<string, { default?: unknown }> }
    | undefined
  return Object.fromEntries(
    Object.entries(schema?.properties ?? {}).map(([name, property]) => [name, property.default]),
  )
}
