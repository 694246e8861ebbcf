import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { acceptedFormat } from '../accepted-format.ts'
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

function notAcceptable(formats: readonly Format[]): ProblemError {
  const types = formats.map((format) => FORMATS[format].mediaType).join(', ')
  const parameters = formats.map((format) => `format=${format}`).join(', ')
  return new ProblemError(
    'not-acceptable',
    `Available media types: ${types}; or use ${parameters}.`,
  )
}
