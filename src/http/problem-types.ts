/** Every kind of problem that a caller can meet: its `type`, its status, and how it is explained. */

/** Under which each problem type is explained: its `type` URL resolves. */
export const PROBLEM_TYPES_URL = '/problems'

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

interface Kind {
  status: number
  title: string
  explanation: string
}

/** Every kind of problem that a caller can meet. */
export const PROBLEM_TYPES = {
  'invalid-parameter': {
    status: 400,
    title: 'A parameter is not as it should be.',
    explanation:
      'Each entry of `errors` names a parameter, what was sent, what is allowed and, where a name or value is nearly right, the likely spelling. Nothing is ignored in silence.',
  },
  'bad-request': {
    status: 400,
    title: 'The request cannot be read.',
    explanation: 'The URL, a header or the body breaks the rules of HTTP; `detail` says how.',
  },
  'unknown-path': {
    status: 404,
    title: 'There is nothing at this path.',
    explanation: '`/` lists what there is, and `/openapi.json` describes it.',
  },
  'unknown-id': {
    status: 404,
    title: 'No record has this id.',
    explanation:
      '`detail` names ids that are nearly the same, or says from which day the record is known.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This path is for reading.',
    explanation: 'The `Allow` header lists the methods that the path has.',
  },
  'not-acceptable': {
    status: 406,
    title: 'The answer has no form that you accept.',
    explanation:
      '`detail` lists the media types, or the codings, that are on offer; `format=` chooses a media type, too.',
  },
  'stale-cursor': {
    status: 410,
    title: 'This cursor belongs to an older release.',
    explanation:
      'A new release of the data was put in place since the first page. Start again without `cursor`.',
  },
  'stale-release': {
    status: 410,
    title: 'Another release is served.',
    explanation:
      'The release that the request is pinned to was replaced. Ask without `release`, or with the one that `detail` names.',
  },
  range: {
    status: 416,
    title: 'There are no such bytes.',
    explanation: 'The range lies beyond the end of the file; `detail` says how long it is.',
  },
  timeout: {
    status: 408,
    title: 'The request did not arrive in time.',
    explanation: 'Its headers or its body took too long. Send it again.',
  },
  'precondition-failed': {
    status: 412,
    title: 'It is no longer what you have.',
    explanation:
      'What `If-Match` names is not served any more, or is compared weakly. Ask without it.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The URL is too long.',
    explanation:
      'No question that this API answers needs so long a URL; `detail` says how long it may be.',
  },
  expectation: {
    status: 417,
    title: 'That cannot be expected here.',
    explanation: 'Of what `Expect` can say, only `100-continue` is known.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The request is too large.',
    explanation: 'Its URL and headers together are longer than this server reads: 16 KiB.',
  },
  'too-many-requests': {
    status: 429,
    title: 'You asked too often.',
    explanation:
      '`Retry-After` says in how many seconds to ask again; `RateLimit-Policy` how often you may. What you have stays good for as long as `Cache-Control` says, and a conditional request is cheap.',
  },
  overloaded: {
    status: 503,
    title: 'There is too much to do.',
    explanation: 'Ask again after the seconds that `Retry-After` says.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here.',
    explanation: 'It is not your fault. The operators find it in their log by `request_id`.',
  },
} as const satisfies Record<string, Kind>

export type ProblemCode = keyof typeof PROBLEM_TYPES
