import type { TSchema } from 'typebox'
import {
  NOT_MODIFIED_HEADERS,
  OK_HEADERS,
  PROBLEM_HEADERS,
  RANGE_PROBLEM_HEADERS,
  RETRY_HEADERS,
} from '../http/plugins/headers.ts'
import { ProblemSchema } from '../http/problem.ts'
import { ref } from '../http/schema-registry.ts'

/** An answer as asked, with one that is real where there is one. */
export function okResponse(
  schema: TSchema,
  example?: object,
  others: Record<string, object> = {},
  headers: Record<string, TSchema> = OK_HEADERS,
) {
  return {
    description: 'As asked.',
    headers,
    content: {
      // Where there is nothing of it, there is no example either.
      'application/json': { schema: ref(schema), ...(example !== undefined && { example }) },
      ...others,
    },
  }
}

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'A parameter is not as it should be; `errors` says which, and what is allowed.',
  404: 'No record has this id; `detail` names ids that are nearly the same.',
  406: 'The answer has no form or coding that is accepted; `detail` lists those on offer.',
  410: 'The cursor, or the release that is asked for, is an older one; start again without it.',
  412: 'What `If-Match` names is not served any more.',
  414: 'The URL is too long.',
  416: 'There are no such bytes; `Content-Range` says how many there are.',
  429: 'You asked too often; `Retry-After` says when to ask again.',
  500: 'Something went wrong here.',
  503: 'There is too much to do; `Retry-After` says when to ask again.',
}

/** What is said to whoever has the answer already. */
export const notModifiedResponse = {
  304: {
    type: 'null',
    description: 'You have it: the tag in `If-None-Match` is still right.',
    headers: NOT_MODIFIED_HEADERS,
  },
}

const HEADERS: Readonly<Record<number, Record<string, TSchema>>> = {
  416: RANGE_PROBLEM_HEADERS,
  429: RETRY_HEADERS,
  503: RETRY_HEADERS,
}

/** What any operation can answer with. */
const ANYWHERE = [400, 412, 414, 429, 500, 503]

/** The problems that an operation can answer with: those of its own, and those that any has. */
export function problemResponses(own: readonly number[]) {
  const content = { 'application/problem+json': { schema: ref(ProblemSchema) } }
  return Object.fromEntries(
    [...ANYWHERE, ...own].map((status) => {
      return [
        status,
        { description: PROBLEMS[status], headers: HEADERS[status] ?? PROBLEM_HEADERS, content },
      ]
    }),
  )
}
