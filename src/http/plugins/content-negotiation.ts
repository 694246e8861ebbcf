import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { ProblemError } from '../problem.ts'
import { addLinks, formatLink } from './link-header.ts'

/** Which form an answer takes: by `format=`, else by `Accept` (RFC 9110 12.5.1). */

export const MEDIA_TYPES = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonld: 'application/ld+json',
} as const

export type Format = keyof typeof MEDIA_TYPES

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The forms that a route offers, its favourite first. */
    formats?: readonly Format[]
  }
}

/** Decides the form of an answer before it is made, and writes it into the query as if it was said. */
export const contentNegotiation = fp(async (app: FastifyInstance) => {
  app.addHook('preHandler', (request, reply, done) => {
    const { formats } = request.routeOptions.config
    if (formats === undefined) return done()
    reply.header('vary', 'Accept')
    const query = request.query as { format?: Format }
    query.format ??= negotiated(request, formats)
    const others = formats.filter((format) => format !== query.format)
    const links = others.map((format) =>
      formatLink(inForm(request.url, format), 'alternate', { type: MEDIA_TYPES[format] }),
    )
    if (links.length > 0) addLinks(reply, links.join(', '))
    done()
  })
})

/** The same answer in another form. */
function inForm(url: string, format: Format): string {
  const at = url.indexOf('?')
  if (at === -1) return `${url}?format=${format}`
  const parameters = new URLSearchParams(url.slice(at))
  parameters.set('format', format)
  // All at once is for files.
  if (format === 'json' || format === 'jsonld')
    if (parameters.get('limit') === 'all') parameters.delete('limit')
  return `${url.slice(0, at)}?${parameters}`
}

/** Of a media type only its q-value matters: what else is said of it, ours has as well. */
const PARAMETERS = /;\s*(?!q\s*=)[^;,=\s]+\s*=\s*(?:"[^"]*"|[^;,"]*)/gi

function negotiated({ headers }: FastifyRequest, formats: readonly Format[]): Format {
  const [favourite] = formats
  const takesAny = headers.accept === undefined || headers.accept === '*/*'
  if (takesAny && favourite !== undefined) return favourite
  const offered = formats.map((format) => MEDIA_TYPES[format])
  const accept = headers.accept?.replace(PARAMETERS, '')
  const type = new Negotiator({ headers: { ...headers, accept } }).mediaType(offered)
  const format = formats.find((format) => MEDIA_TYPES[format] === type)
  if (format === undefined)
    throw new ProblemError(
      'not-acceptable',
      `Offered are ${offered.join(', ')}; or say ${formats.map((name) => `format=${name}`).join(', ')}.`,
    )
  return format
}
