import { Type } from 'typebox'

/** Response headers as the API document describes them. */

const header = (description: string, example: string) =>
  Type.String({ description, examples: [example] })

const ETag = header(
  'Entity tag of the response (RFC 9110 section 8.8.3). It changes only with the release and the version of the server. Send it as `If-None-Match`.',
  'W/"-8JD3JcA3rHbSeruCp3u7v"',
)
const CacheControl = header(
  'How long the response may be cached; with `release=`, for a year.',
  'public, max-age=300, stale-while-revalidate=86400',
)
const Vary = header('Request headers that the response depends on.', 'Accept, accept-encoding')
const Link = header(
  'Links to the next page, to other formats and to the documentation (RFC 8288).',
  '</openapi.json>; rel="service-desc", </docs>; rel="service-doc"',
)
const ContentDisposition = header('File name for saving.', 'inline; filename="names.csv"')
const RateLimitPolicy = header(
  'Number of requests (`q`) that one client may send in a time window (`w`, seconds). Only present if requests are limited.',
  '"client";q=600;w=60',
)
const RateLimit = header(
  'Number of remaining requests (`r`) and seconds (`t`) until the window ends. Only present if requests are limited.',
  '"client";r=599;t=60',
)
const NoStore = header('Problems are never cached.', 'no-store')
const RequestId = header(
  'Id of the request, as in `request_id`. Report it to the operators.',
  'ffd72f40-3023-4529-8d32-bab808494e03',
)
const RetryAfter = header('Seconds to wait before the next request.', '5')
const ContentRange = header('Range and length of the file.', 'bytes 0-99/520192')
const UnsatisfiedRange = header('Length of the file.', 'bytes */520192')

const cacheHeaders = { ETag, 'Cache-Control': CacheControl, Vary }
const rateLimitHeaders = { 'RateLimit-Policy': RateLimitPolicy, RateLimit }

/** Headers of a 200 response. */
export const OK_HEADERS = { ...cacheHeaders, Link, ...rateLimitHeaders }

/** Headers of a 200 response that has a file name in some formats. */
export const LIST_HEADERS = { ...OK_HEADERS, 'Content-Disposition': ContentDisposition }

/** Headers of a 304 response. */
export const NOT_MODIFIED_HEADERS = cacheHeaders

/** Headers of a whole file. */
export const DOWNLOAD_HEADERS = {
  Link,
  ...rateLimitHeaders,
  ETag: header(
    'Strong entity tag of the file. Send it as `If-Range` together with `Range`.',
    '"xPzFLyYTQvMG9MCPfHQOTRyTBVFzPJVOCzGRbp5DkPU"',
  ),
  'Cache-Control': CacheControl,
  'Content-Disposition': header(
    'File name for saving.',
    'attachment; filename="orgfacts-331399d3fc0271fc.db"',
  ),
  'Accept-Ranges': header('The server supports `Range` (RFC 9110 section 14).', 'bytes'),
  'Repr-Digest': header(
    'SHA-256 of the whole file (RFC 9530).',
    'sha-256=:xPzFLyYTQvMG9MCPfHQOTRyTBVFzPJVOCzGRbp5DkPU=:',
  ),
  // RFC 9110 section 8.8.2. The day of the newest source would be wrong: a corrected seed file changes the
  // bytes, but not that day, so a client that compares times would keep the old bytes.
  'Last-Modified': header(
    'When the database file was built. A build with the same bytes has a later time.',
    'Sun, 22 Nov 2026 08:00:00 GMT',
  ),
}

/** Headers of a part of a file. */
export const PARTIAL_DOWNLOAD_HEADERS = { ...DOWNLOAD_HEADERS, 'Content-Range': ContentRange }

/** Headers of every problem. */
export const PROBLEM_HEADERS = { 'Cache-Control': NoStore, 'X-Request-Id': RequestId }

/** Headers of problems that are temporary: 429 and 503. */
export const RETRY_HEADERS = { ...PROBLEM_HEADERS, 'Retry-After': RetryAfter, ...rateLimitHeaders }

/** Headers of a 416 response. */
export const RANGE_PROBLEM_HEADERS = { ...PROBLEM_HEADERS, 'Content-Range': UnsatisfiedRange }
