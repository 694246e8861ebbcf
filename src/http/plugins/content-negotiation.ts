import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { ProblemError } from '../problem.ts'

/** Content negotiation: the parameter `format`, otherwise `Accept` (RFC 9110 section 12.5.1). */

export const MEDIA_TYPES = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonld: 'application/ld+json',
} as const

export type Format = keyof typeof MEDIA_TYPES

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The formats that a route offers, its default first. */
    formats?: readonly Format[]
  }
}

/** Stores the negotiated format in `query.format`: the ETag depends on it. */
export const contentNegotiation = fp(async (app: FastifyInstance) => {
  app.addHook('preHandler', (request, reply, done) => {
    const { formats } = request.routeOptions.config
    if (formats === undefined) return done()
    reply.header('vary', 'Accept')
    const query = request.query as { format?: Format }
    query.format ??= negotiate(request, formats)
    done()
  })
})

/** Media type parameters other than `q`. They do not select a representation here. */
const PARAMETERS = /;\s*(?!q\s*=)[^;,=\s]+\s*=\s*(?:"[^"]*"|[^;,"]*)/gi

function negotiate({ headers }: FastifyRequest, formats: readonly Format[]): Format {
  const [preferred] = formats
  const acceptsAny = headers.accept === undefined || headers.accept === '*/*'
  if (acceptsAny && preferred !== undefined) return preferred
  const offered = formats.map((format) => MEDIA_TYPES[format])
  const accept = headers.accept?.replace(PARAMETERS, '')
  const type = new Negotiator({ headers: { ...headers, accept } }).mediaType(offered)
  const format = formats.find((name) => MEDIA_TYPES[name] === type)
  if (format === undefined)
    throw new ProblemError(
      'not-acceptable',
      `Available media types: ${offered.join(', ')}; or use ${formats.map((name) => `format=${name}`).join(', ')}.`,
    )
  return format
}
