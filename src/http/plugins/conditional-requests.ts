import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { type Format, formatDefinition } from '../formats.ts'
import { ProblemError } from '../problem.ts'
import { addVary } from './compression.ts'

/**
 * Conditional requests and caching (RFC 9110 section 13, RFC 9111). A response is a function of the
 * release, the code and the request, so its ETag is known before the response is made.
 */

export interface ConditionalRequestOptions {
  /** The release of the data. */
  release: string
  /** Releases that the process served before. The server adds to it when it serves another release. */
  earlierReleases: ReadonlySet<string>
  /** A digest of the code that makes responses. */
  code: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** When the same request gets another response, in milliseconds since 1970; null: with the next release. */
    expiresAt: number | null
  }
  interface FastifyContextConfig {
    /** Whether the body has absolute URLs in every format. Some formats always have them (formats.ts). */
    hasAbsoluteUrls?: boolean
  }
}

/** With `release=`, a response never changes. */
export const IMMUTABLE = 'public, max-age=31536000, immutable'
const MAX_AGE = 300
export const CACHE_CONTROL = `public, max-age=${MAX_AGE}, stale-while-revalidate=86400`

/** Sets ETag and Cache-Control of every successful response of its scope. Problems are `no-store`. */
export const conditionalRequests = fp(
  async (app: FastifyInstance, options: ConditionalRequestOptions) => {
    const { release, earlierReleases, code } = options
    app.decorateRequest('expiresAt', null)
    // After validation: an invalid request must not get a 304.
    app.addHook('preHandler', (request, reply, done) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return done()
      const { release: pinned } = request.query as { release?: string }
      if (pinned !== undefined && pinned !== release)
        throw new ProblemError(
          earlierReleases.has(pinned) ? 'stale-release' : 'unknown-release',
          `Release ${pinned} was requested; ${release} is served.`,
        )
      // Also on uncompressed responses: a cache must not send those to all clients.
      addVary(reply, 'accept-encoding')
      const etag = etagOf(`${release} ${code}`, request)
      reply.header('etag', etag)
      reply.header('cache-control', cacheControl(request.expiresAt, pinned !== undefined))
      const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers
      // RFC 9110 section 13.1.1: If-Match compares strongly, so a weak tag never matches.
      if (ifMatch !== undefined && ifMatch.trim() !== '*') throw preconditionFailed()
      if (matchesWeakly(ifNoneMatch, etag)) reply.code(304).send()
      else done()
    })
    // `If-None-Match: *` means "if nothing exists", which is only known after the handler.
    app.addHook('onSend', (request, reply, payload, done) => {
      if (request.headers['if-none-match']?.trim() !== '*' || reply.statusCode !== 200)
        return done(null, payload)
      reply.code(304)
      for (const name of ['content-length', 'content-type', 'content-disposition'])
        reply.removeHeader(name)
      // Fastify itself leaves out the body of a HEAD response.
      done(null, request.method === 'HEAD' ? payload : null)
    })
  },
)

function cacheControl(expiresAt: number | null, isPinned: boolean): string {
  if (expiresAt === null) return isPinned ? IMMUTABLE : CACHE_CONTROL
  const seconds = Math.max(0, Math.floor((expiresAt - Date.now()) / 1000))
  return `public, max-age=${Math.min(MAX_AGE, seconds)}`
}

/**
 * A digest of what identifies a response: release and code, route, validated query with the negotiated
 * format, and the start of its links (the base path, or the base URL if the body contains it).
 */
function etagOf(version: string, request: FastifyRequest): string {
  const { routeOptions, params, query } = request
  const { format = 'json' } = query as { format?: Format }
  const parameters = Object.entries(query as object).sort(([a], [b]) => (a < b ? -1 : 1))
  const hasBaseUrl =
    formatDefinition(format).hasAbsoluteUrls === true ||
    routeOptions.config.hasAbsoluteUrls === true
  const base = hasBaseUrl ? request.baseUrl : request.server.basePath
  const identity = JSON.stringify([version, routeOptions.url, params, parameters, base])
  return weakEtag(identity)
}

/** An ETag for what a text identifies, or for the text itself. Weak, because a proxy may compress the body. */
export function weakEtag(text: string): string {
  return `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"`
}

/** RFC 9110 section 13.1.1. */
export function preconditionFailed(): ProblemError {
  return new ProblemError('precondition-failed', '`If-Match` names no current representation.')
}

/**
 * Proxies that compress a response append the coding to its tag: Apache `-gzip`, others `--gzip` or `;gzip`.
 * They forward the client's tag with this suffix (https://bz.apache.org/bugzilla/show_bug.cgi?id=39727).
 */
const CODING_SUFFIX = /(?:--?|;)(?:gzip|br|zstd|deflate)"$/

/** RFC 9110 section 13.1.2: compares an ETag weakly with each tag of a header. */
export function matchesWeakly(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const opaque = (tag: string) => tag.replace(/^W\//, '')
  const own = opaque(etag)
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? []
  // First with its ending: a tag of this server may end like a suffix.
  return tags.map(opaque).some((tag) => tag === own || tag.replace(CODING_SUFFIX, '"') === own)
}
