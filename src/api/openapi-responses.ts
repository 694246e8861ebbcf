import { type TSchema, Type } from 'typebox'
import { FORMATS } from '../http/formats.ts'
import { ProblemSchema } from '../http/problem.ts'
import { PROBLEM_MEDIA_TYPE } from '../http/problem-types.ts'
import {
  NOT_MODIFIED_HEADERS,
  OK_HEADERS,
  PROBLEM_HEADERS,
  RANGE_PROBLEM_HEADERS,
  RETRY_HEADERS,
} from '../http/response-headers.ts'
import { ref } from '../http/schema-registry.ts'

/** The responses of an operation, as the API document describes them. */

/** A 200 response in JSON, and in other representations. */
export function okResponse(
  schema: TSchema,
  representations: Record<string, object> = {},
  headers: Record<string, TSchema> = OK_HEADERS,
) {
  return {
    description: 'OK',
    headers,
    content: { 'application/json': { schema: ref(schema) }, ...representations },
  }
}

/** The 304 response of a conditional request. */
export const notModifiedResponse = {
  304: {
    type: 'null',
    description: 'Not modified: the ETag in `If-None-Match` is current.',
    headers: NOT_MODIFIED_HEADERS,
  },
}

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'Invalid request. `errors` names each parameter, the reason and the allowed values.',
  404: 'Unknown id or release. `detail` names similar ids.',
  406: 'No acceptable representation or content coding. `detail` lists those that are available.',
  410: 'Another release replaced the one in `cursor` or `release`. Send the request without that parameter.',
  412: 'Precondition failed: `If-Match` names no current representation.',
  413: 'The body is too large.',
  414: 'The URL is too long.',
  416: 'Range not satisfiable. `Content-Range` has the number of bytes.',
  429: 'Too many requests. `Retry-After` is the number of seconds to wait.',
  431: 'The header fields are too large, of which the URL is a part.',
  500: 'Internal error.',
  503: 'Server overloaded. `Retry-After` is the number of seconds to wait.',
}

const HEADERS: Readonly<Record<number, Record<string, TSchema>>> = {
  416: RANGE_PROBLEM_HEADERS,
  429: RETRY_HEADERS,
  503: RETRY_HEADERS,
}

/** Every operation can respond with these. */
const COMMON = [400, 412, 414, 429, 431, 500, 503]

/** The problems that an operation can respond with: the common ones and its own. */
export function problemResponses(own: readonly number[]) {
  const content = {
    [PROBLEM_MEDIA_TYPE]: { schema: ref(ProblemSchema) },
    [FORMATS.html.mediaType]: { schema: Type.String() },
  }
  // A release that the server served before gets 410, any other release 404.
  const ofRelease = own.includes(410) ? [404] : []
  return Object.fromEntries(
    [...COMMON, ...own, ...ofRelease].map((status) => {
      const headers = HEADERS[status] ?? PROBLEM_HEADERS
      return [status, { description: PROBLEMS[status], headers, content }]
    }),
  )
}
