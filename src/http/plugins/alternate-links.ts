import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { type Format, formatDefinition } from '../formats.ts'

/**
 * Adds a link to each other format of a response (`rel="alternate"`). Register it after response-cache.ts:
 * cached responses have the links already.
 */
export const alternateLinks = fp(async (app: FastifyInstance) => {
  app.addHook('preHandler', (request, reply, done) => {
    const { formats = [] } = request.routeOptions.config
    const { format: negotiated, limit } = request.query as { format?: Format; limit?: unknown }
    if (formats.length < 2) return done()
    const url = request.canonicalUrl({ format: undefined })
    // Only downloads can have a whole list.
    const pageUrl =
      limit === 'all' ? request.canonicalUrl({ format: undefined, limit: undefined }) : url
    for (const format of formats) {
      if (format === negotiated) continue
      const { isDownload, mediaType } = formatDefinition(format)
      reply.addLink(withFormat(isDownload ? url : pageUrl, format), 'alternate', {
        type: mediaType,
      })
    }
    done()
  })
})

/** Adds `format=` to a URL. */
export function withFormat(url: string, format: Format): string {
  return `${url}${url.includes('?') ? '&' : '?'}format=${format}`
}
