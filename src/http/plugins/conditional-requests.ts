import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Type } from 'typebox'
import { ProblemError } from '../problem.ts'

/**
 * Conditional requests and caching (RFC 9110 13, RFC 9111). An answer is a function of what the
 * server holds and of the request, so its tag is known before any of it is made.
 */

export interface ConditionalRequestOptions {
  /** Names the data that every answer is made of. */
  release: string
  /** Names the code that makes it. */
  build: string
}

/** Pins a request to one release: the answer can never become another. */
export const ReleaseParameter = Type.String({
  pattern: '^[0-9a-f]{16}$',
  examples: ['331399d3fc0271fc'],
  description:
    'Only of this release, as `meta.release` names it. Such an answer may be kept for good; where another release is served, it is 410.',
})

/** How long an answer may be kept, and shown while a new one is fetched. */
const PINNED = 'public, max-age=31536000, immutable'
export const CACHE_CONTROL = 'public, max-age=300, stale-while-revalidate=86400'

/** Tags every answer of the routes beside it; errors are never kept (see problem.ts). */
export const conditionalRequests = fp(
  async (app: FastifyInstance, { release, build }: ConditionalRequestOptions) => {
    // After validation, so that a request that is wrong is never answered with 304.
    app.addHook('preHandler', (request, reply, done) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return done()
      const { release: pinned } = request.query as { release?: string }
      if (pinned !== undefined && pinned !== release)
        throw new ProblemError(
          'stale-release',
          `Release ${pinned} was asked for; this is ${release}.`,
        )
      // Whether it is compressed or not, so that a cache keeps the two apart.
      const vary = reply.getHeader('vary')
      reply.header('vary', vary === undefined ? 'accept-encoding' : `${vary}, accept-encoding`)
      const etag = tagOf(`${release} ${build}`, request)
      reply
        .header('etag', etag)
        .header('cache-control', pinned === undefined ? CACHE_CONTROL : PINNED)
      const { 'if-match': only, 'if-none-match': known } = request.headers
      // RFC 9110 13.1.1: compared strongly, in which a weak tag never matches.
      if (only !== undefined && only.trim() !== '*') throw preconditionFailed()
      if (matchesWeakly(known, etag)) reply.code(304).send()
      else done()
    })
    // `*` means "if there is anything", which is only known once it was found.
    app.addHook('onSend', (request, reply, payload, done) => {
      if (request.headers['if-none-match']?.trim() !== '*' || reply.statusCode !== 200)
        return done(null, payload)
      reply.code(304)
      for (const name of ['content-length', 'content-type', 'content-disposition'])
        reply.removeHeader(name)
      // Of HEAD there is nothing to leave out.
      done(null, request.method === 'HEAD' ? payload : null)
    })
  },
)

/**
 * A weak tag, because a proxy may compress the body: of the version, and of the request as it is
 * understood, in which the order of parameters and unsaid defaults do not matter.
 */
function tagOf(version: string, { routeOptions, params, query }: FastifyRequest): string {
  const asked = Object.entries(query as object).sort(([a], [b]) => (a < b ? -1 : 1))
  const what = JSON.stringify([version, routeOptions.url, params, asked])
  return `W/"${hash('sha256', what, 'base64url').slice(0, 22)}"`
}

/** RFC 9110 13.1.1: whoever asks only for what they have is told that it is no longer there. */
export function preconditionFailed(): ProblemError {
  return new ProblemError('precondition-failed', '`If-Match` names no answer that is served here.')
}

/** RFC 9110 13.1.2: weak comparison with any tag of the list. */
export function matchesWeakly(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const opaque = (tag: string) => tag.replace(/^W\//, '')
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? []
  return tags.some((tag) => opaque(tag) === opaque(etag))
}
