import type { TSchema } from 'typebox'
import { ref } from '../http/components.ts'
import { ANSWERED, REFUSED, REFUSED_FOR_NOW, REFUSED_RANGE, UNCHANGED } from '../http/headers.ts'
import { Problem } from '../http/problem.ts'

/** An answer as asked, with one that is real where there is one. */
export function found(
  schema: TSchema,
  example?: object,
  others: Record<string, object> = {},
  headers: Record<string, TSchema> = ANSWERED,
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
export const unchanged = {
  304: {
    type: 'null',
    description: 'You have it: the tag in `If-None-Match` is still right.',
    headers: UNCHANGED,
  },
}

const HEADERS: Readonly<Record<number, Record<string, TSchema>>> = {
  416: REFUSED_RANGE,
  429: REFUSED_FOR_NOW,
  503: REFUSED_FOR_NOW,
}

/** What any operation can answer with. */
const ANYWHERE = [400, 412, 414, 429, 500, 503]

/** The problems that an operation can answer with: those of its own, and those that any has. */
export function problems(own: readonly number[]) {
  const content = { 'application/problem+json': { schema: ref(Problem) } }
  return Object.fromEntries(
    [...ANYWHERE, ...own].map((status) => {
      return [
        status,
        { description: PROBLEMS[status], headers: HEADERS[status] ?? REFUSED, content },
      ]
    }),
  )
}
