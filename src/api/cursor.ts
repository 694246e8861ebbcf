import { hash } from 'node:crypto'
import { invalidParameters, ProblemError } from '../http/problem.ts'
import type { CursorKey } from '../query/list-query.ts'

/** Keyset pagination: a cursor holds the key of the row before the page, so pages never shift. */

/** What a cursor is valid for: one release, and one list with its filters and order. */
export interface CursorScope {
  release: string
  list: string
}

export const NOT_A_CURSOR = 'not a cursor; follow `page.next` unchanged'

/** Parameters that do not change which records a list has, or their order. They may differ between pages. */
const PRESENTATION = ['limit', 'cursor', 'evidence', 'fields', 'format', 'release']

/** The scope of a list request. */
export function cursorScope(release: string, name: string, query: object): CursorScope {
  const selection = Object.entries(query)
    .filter(([parameter, value]) => value !== undefined && !PRESENTATION.includes(parameter))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const list = hash('sha256', JSON.stringify([name, selection]), 'base64url').slice(0, 16)
  return { release, list }
}

export function encodeCursor({ release, list }: CursorScope, key: CursorKey): string {
  return Buffer.from(JSON.stringify([release, list, ...key])).toString('base64url')
}

/** Throws a problem: 410 if the cursor is of another release, 400 if it is of another list or invalid. */
export function decodeCursor(cursor: string, scope: CursorScope): CursorKey {
  const parts = parse(cursor)
  if (parts === null || parts.length !== 4) throw invalidCursor(cursor, NOT_A_CURSOR)
  const [release, list, ...key] = parts
  if (release !== scope.release)
    throw new ProblemError(
      'stale-cursor',
      `The cursor is of release ${release}; ${scope.release} is served.`,
    )
  if (list !== scope.list)
    throw invalidCursor(cursor, 'the cursor belongs to other filters or another order')
  return key
}

function parse(cursor: string): (string | number | null)[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isKey = Array.isArray(value) && value.every(isKeyPart) && typeof value[0] === 'string'
    return isKey ? value : null
  } catch {
    return null
  }
}

function isKeyPart(part: unknown): part is string | number | null {
  return part === null || typeof part === 'string' || typeof part === 'number'
}

function invalidCursor(value: string, message: string): ProblemError {
  return invalidParameters({ parameter: 'cursor', value, message })
}
