import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { type Format, formatDefinition } from '../formats.ts'

/**
 * Adds a link to each other format of a response (`rel="alternate"`). Register it after response-cache.ts:
 * cached responses have the links already.
 */
export const alternateLinks = fp(async (app: FastifyInstance) => {
  app.addHook('preHandler', (request, reply, done) => {
    const { formats = [] } = request.routeOptions.config
    const { format: negotiated } = request.query as { format?: Format }
    if (formats.length < 2) return done()
    for (const format of formats) {
      if (format === negotiated) continue
      const { mediaType } = formatDefinition(format)
      reply.addLink(urlInFormat(request, format), 'alternate', { type: mediaType })
    }
    done()
  })
})

/** The URL of a request in another format, without the parameters that the format does not allow. */
export function urlInFormat(request: FastifyRequest, format: Format): string {
  const { limit } = request.query as { limit?: unknown }
  const { isDownload } = formatDefinition(format)
  // A download has no place for facets. Only downloads can have a whole list.
  const left = isDownload
    ? { facets: undefined }
    : { bom: undefined, ...(limit === 'all' && { limit: undefined }) }
  const url = request.canonicalUrl({ format: undefined, ...left })
  return `${url}${url.includes('?') ? '&' : '?'}format=${format}`
}
