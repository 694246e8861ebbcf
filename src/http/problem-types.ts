/** The problem types of RFC 9457 that responses can have: one for each kind of error. */

/** Path of the explanations: the `type` URL of a problem is below it. */
export const PROBLEM_TYPES_URL = '/problems'

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

export interface ProblemType {
  status: number
  title: string
  /** What happened, and what the client can do. */
  explanation: string
}

/** All problem types, by code. The codes are part of the API. */
export const PROBLEM_TYPES = {
  'invalid-parameter': {
    status: 400,
    title: 'Invalid query parameter.',
    explanation:
      'At least one query parameter is unknown, missing or has an invalid value. `errors` lists them, up to ten, with the reason and, if there are any, the allowed values and the likely spelling. Correct them and send the request again. Unknown parameters are errors; they are never ignored.',
  },
  'bad-request': {
    status: 400,
    title: 'Malformed request.',
    explanation:
      'The URL or a header breaks the rules of HTTP, so the server cannot read the request. `detail` names the part. Correct it and send the request again.',
  },
  'not-found': {
    status: 404,
    title: 'Not found.',
    explanation:
      'No resource has this path. `/` links to all resources, and `/openapi.json` describes them.',
  },
  'unknown-id': {
    status: 404,
    title: 'Unknown id.',
    explanation:
      'No record has this id, or no document had mentioned it by `known_at`. `detail` names similar ids, or the day from which the record is known.',
  },
  'unknown-release': {
    status: 404,
    title: 'Unknown release.',
    explanation:
      'The request selects one release with `release=`, and the server has not served it since it started: it was never built, or another server has it. Send the request without `release`, or with the release that `detail` names.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed: this resource is read-only.',
    explanation: 'The path exists, but not for this method. The `Allow` header lists its methods.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No acceptable representation.',
    explanation:
      'The resource has no representation that `Accept` and `Accept-Encoding` allow. `detail` lists the available ones. Change the header, or choose a format with `format=`.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request timeout.',
    explanation: 'The request did not arrive completely in time. Send it again.',
  },
  'stale-cursor': {
    status: 410,
    title: 'The cursor belongs to an older release.',
    explanation:
      'A new release of the data replaced the one that the first page came from. Start the list again without `cursor`.',
  },
  'stale-release': {
    status: 410,
    title: 'The release was replaced.',
    explanation:
      'The request selects one release with `release=`, and another one has replaced it. Send it without `release`, or with the release that `detail` names.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Precondition failed.',
    explanation:
      '`If-Match` does not match the current entity tag. It is compared strongly, so a weak tag never matches. Send the request without `If-Match`.',
  },
  'content-too-large': {
    status: 413,
    title: 'Content too large.',
    explanation:
      'The body is longer than the server accepts. Send fewer statements in one request.',
  },
  'uri-too-long': {
    status: 414,
    title: 'URI too long.',
    explanation: 'The URL is longer than the server accepts; `detail` has the limit. Shorten it.',
  },
  'range-not-satisfiable': {
    status: 416,
    title: 'Range not satisfiable.',
    explanation:
      'The `Range` begins after the end of the file. `detail` and `Content-Range` have its length.',
  },
  'expectation-failed': {
    status: 417,
    title: 'Expectation failed.',
    explanation:
      'The server supports only `Expect: 100-continue`. Send the request without `Expect`.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Request header fields too large.',
    explanation:
      'The URL and the headers together are longer than 16 KiB. Send fewer or shorter headers.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests.',
    explanation:
      'The client sent more requests than `RateLimit-Policy` allows. Wait for the seconds in `Retry-After`. Use cached responses for as long as `Cache-Control` allows.',
  },
  overloaded: {
    status: 503,
    title: 'Server overloaded.',
    explanation:
      'The server cannot respond in time at the moment. Send the request again after the seconds in `Retry-After`.',
  },
  'internal-error': {
    status: 500,
    title: 'Internal server error.',
    explanation:
      'The server failed; the request may be correct. Report the `request_id` to the operators: it is in their log.',
  },
} as const satisfies Record<string, ProblemType>

export type ProblemCode = keyof typeof PROBLEM_TYPES
