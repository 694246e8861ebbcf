import { Type } from 'typebox'

/** The headers of answers, as the API document describes them. */

const described = (description: string, example: string) =>
  Type.String({ description, examples: [example] })

const ETag = described(
  'Names this answer (RFC 9110 8.8.3). It changes with the release and the version of the server only; send it as `If-None-Match`.',
  'W/"-8JD3JcA3rHbSeruCp3u7v"',
)
const CacheControl = described(
  'How long the answer may be kept; with `release=`, for good.',
  'public, max-age=300, stale-while-revalidate=86400',
)
const Vary = described(
  'The headers of the request that the answer depends on.',
  'Accept, accept-encoding',
)
const Link = described(
  'The next page, the same in other forms, and the documentation (RFC 8288).',
  '</openapi.json>; rel="service-desc", </docs>; rel="service-doc"',
)
const ContentDisposition = described('Under which name to save it.', 'inline; filename="names.csv"')
const RateLimitPolicy = described(
  'How many requests (`q`) one client may send in so many seconds (`w`); only where that is limited.',
  '"client";q=600;w=60',
)
const RateLimit = described(
  'How many of them are left (`r`), and for how many seconds (`t`); only where that is limited.',
  '"client";r=599;t=60',
)
const NoStore = described('Problems are never kept.', 'no-store')
const RequestId = described(
  'As in `request_id`: tell it to the operators when you ask them.',
  'ffd72f40-3023-4529-8d32-bab808494e03',
)
const RetryAfter = described('In how many seconds to ask again.', '5')

const kept = { ETag, 'Cache-Control': CacheControl, Vary }
const limited = { 'RateLimit-Policy': RateLimitPolicy, RateLimit }

/** Of an answer as asked. */
export const OK_HEADERS = { ...kept, Link, ...limited }
/** Of one that may be a file, too. */
export const LIST_HEADERS = { ...OK_HEADERS, 'Content-Disposition': ContentDisposition }
/** Of one that the caller has already. */
export const NOT_MODIFIED_HEADERS = kept
/** Of a file, or of a part of it. */
export const DOWNLOAD_HEADERS = {
  Link,
  ...limited,
  ETag: described(
    'Names these bytes, strongly: send it as `If-Range` with `Range`.',
    '"xPzFLyYTQvMG9MCPfHQOTRyTBVFzPJVOCzGRbp5DkPU"',
  ),
  'Cache-Control': CacheControl,
  'Content-Disposition': described(
    'Under which name to save it.',
    'attachment; filename="orgfacts-331399d3fc0271fc.db"',
  ),
  'Accept-Ranges': described('Parts may be asked for (RFC 9110 14).', 'bytes'),
  'Repr-Digest': described(
    'The SHA-256 of all of it (RFC 9530).',
    'sha-256=:xPzFLyYTQvMG9MCPfHQOTRyTBVFzPJVOCzGRbp5DkPU=:',
  ),
}
export const PARTIAL_DOWNLOAD_HEADERS = {
  ...DOWNLOAD_HEADERS,
  'Content-Range': described('Which part it is, of how many bytes.', 'bytes 0-99/520192'),
}
const ContentRange = described('How many bytes there are.', 'bytes */520192')

/** Of a problem. */
export const PROBLEM_HEADERS = { 'Cache-Control': NoStore, 'X-Request-Id': RequestId }
export const RETRY_HEADERS = { ...PROBLEM_HEADERS, 'Retry-After': RetryAfter, ...limited }
export const RANGE_PROBLEM_HEADERS = { ...PROBLEM_HEADERS, 'Content-Range': ContentRange }
