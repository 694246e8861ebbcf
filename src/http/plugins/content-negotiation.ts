import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { FORMATS, type Format } from '../formats.ts'
import { ProblemError } from '../problem.ts'

/** Content negotiation: the parameter `format`, otherwise `Accept` (RFC 9110 section 12.5.1). */

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
    const format = query.format ?? acceptedFormat(request, formats)
    if (format === undefined) throw notAcceptable(formats)
    query.format = format
    done()
  })
})

/** Media type parameters other than `q`. They do not select a representation here. */
const PARAMETERS = /;\s*(?!q\s*=)[^;,=\s]+\s*=\s*(?:"[^"]*"|[^;,"]*)/gi

/** The format that `Accept` prefers; undefined if it accepts none. */
export function acceptedFormat(
  { headers }: FastifyRequest,
  formats: readonly Format[],
): Format | undefined {
  if (headers.accept === undefined || headers.accept === '*/*') return formats[0]
  const offered = formats.map((format) => FORMATS[format].mediaType)
  const accept = headers.accept.replace(PARAMETERS, '')
  const type = new Negotiator({ headers: { ...headers, accept } }).mediaType(offered)
  return formats.find((format) => FORMATS[format].mediaType === type)
}

function notAcceptable(formats: readonly Format[]): ProblemError {
  const types = formats.map((format) => FORMATS[format].mediaType).join(', ')
  const parameters = formats.map((format) => `format=${format}`).join(', ')
  return new ProblemError(
    'not-acceptable',
    `Available media types: ${types}; or use ${parameters}.`,
  )
}
