import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

type Query = { readonly [name: string]: unknown }

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * The URL of the request without the base path, made of its route and its validated query. It does not
     * depend on how the client wrote the URL, so equal requests have equal links. Call it after validation.
     *
     * @param changes parameters that replace those of the request; undefined removes one
     */
    canonicalUrl(changes?: Query): string
    /** Whether `lang` is the language of the browser, not a parameter of the URL. */
    isLanguageNegotiated: boolean
  }
}

/** Decorates requests with `canonicalUrl`. Links are never made of the raw URL. */
export const canonicalUrl = fp(async (app: FastifyInstance) => {
  app.decorateRequest('isLanguageNegotiated', false)
  app.decorateRequest('canonicalUrl', function (changes = {}) {
    const params = this.params as Record<string, string>
    const path = String(this.routeOptions.url).replaceAll(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    )
    // A negotiated language is not part of the URL: another reader gets the same URL in another language.
    const language = this.isLanguageNegotiated ? { lang: undefined } : {}
    return queryUrl(path, { ...(this.query as Query), ...language, ...changes }, defaultsOf(this))
  })
})

/** A URL with the query parameters that differ from their defaults, sorted by name. */
export function queryUrl(path: string, query: Query, defaults: Query = {}): string {
  const parameters = Object.entries(query)
    .filter(([name, value]) => value !== undefined && value !== defaults[name])
    .map(([name, value]): [string, string] => [name, String(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return parameters.length === 0 ? path : `${path}?${new URLSearchParams(parameters)}`
}

type QuerySchema = { properties?: Record<string, { default?: unknown }> }

const defaults = new WeakMap<QuerySchema, Query>()

/** The defaults of a route's parameters. They are collected once, because each request needs them. */
function defaultsOf({ routeOptions }: FastifyRequest): Query {
  const schema = (routeOptions.schema?.querystring ?? {}) as QuerySchema
  const known = defaults.get(schema)
  if (known !== undefined) return known
  const collected = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, property.default]),
  )
  defaults.set(schema, collected)
  return collected
}
