import { Type } from 'typebox'
import { invalidParameters, ProblemError } from '../http/problem.ts'
import { component, nullable } from '../http/schema-registry.ts'

/** Pages by keyset: a cursor says after which row the next page begins, so pages never shift. */

/** How many records a page has where nothing is said. */
export const DEFAULT_LIMIT = 50

export const LimitParameter = Type.Union(
  [
    Type.Integer({ minimum: 1, maximum: 500 }),
    Type.Enum(['all'], { type: 'string', description: 'Only for downloads, as `format=csv`.' }),
  ],
  { default: DEFAULT_LIMIT, description: 'How many records a page has.' },
)

export const CursorParameter = Type.String({
  minLength: 1,
  maxLength: 1000,
  description:
    'Where the page begins: as it stands in `page.next` of the page before. It holds for one release, and for the same other parameters.',
})

export const PageSchema = component('Page', 'Which part of the list this is.', {
  total: Type.Integer({ minimum: 0, description: 'How many records the whole list has.' }),
  total_qualifier: Type.Optional(
    Type.Enum(['at_least'], {
      type: 'string',
      description: 'Only of a list so large that it is not counted to its end: there may be more.',
    }),
  ),
  totals: Type.Optional(
    Type.Record(Type.String(), Type.Integer({ minimum: 0 }), {
      description: 'Of these, how many by certainty; only where a time is asked about.',
    }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: 500, description: 'How many a page has at most.' }),
  next: nullable(Type.String({ description: 'The path of the next page; null on the last.' })),
})

/** After which row a page begins: its sort key, then its id. */
export type Key = readonly (string | number | null)[]

/**
 * @param scope what the cursor is of: the release, and the path with its other parameters
 */
export function encodeCursor(scope: { release: string; list: string }, key: Key): string {
  return Buffer.from(JSON.stringify([scope.release, scope.list, ...key])).toString('base64url')
}

/** Throws a problem: 410 for a cursor of another release, 400 for one of another list or of none. */
export function decodeCursor(
  cursor: string,
  scope: { release: string; list: string },
  length: number,
): Key {
  const parts = parse(cursor)
  if (parts === null || parts.length !== length + 2)
    throw refused(cursor, 'not a cursor of this list; follow `page.next` as it is')
  const [release, list, ...key] = parts
  if (release !== scope.release)
    throw new ProblemError('stale-cursor', `It is of release ${release}; this is ${scope.release}.`)
  if (list !== scope.list)
    throw refused(
      cursor,
      'taken under other parameters; only how it is shown may change between pages',
    )
  return key
}

function parse(cursor: string): (string | number | null)[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const plain = Array.isArray(value) && value.every((part) => isKeyPart(part))
    return plain && typeof value[0] === 'string' ? value : null
  } catch {
    return null
  }
}

function isKeyPart(part: unknown): part is string | number | null {
  return part === null || typeof part === 'string' || typeof part === 'number'
}

function refused(value: string, message: string): ProblemError {
  return invalidParameters({ parameter: 'cursor', value, message })
}
