import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '../../src/api/cursor.ts'
import type { ProblemError } from '../../src/http/problem.ts'

const scope = { release: 'r1', list: 'names' }

describe('decodeCursor', () => {
  it.each([[['2018-10-01', 'a']], [[null, 'b']], [[-1.5, 'ü']]] as [
    [string | number | null, string],
  ][])('returns the key %j that the cursor was made of', (key) => {
    expect(decodeCursor(encodeCursor(scope, key), scope)).toEqual(key)
  })

  it.each([
    ['is not a cursor', 'nonsense', 'invalid-parameter'],
    ['is no list', Buffer.from('{}').toString('base64url'), 'invalid-parameter'],
    [
      'contains an object',
      Buffer.from('["r1","names",{"$ne":1},"x"]').toString('base64url'),
      'invalid-parameter',
    ],
    [
      'has too few values',
      Buffer.from('["r1","names","only one"]').toString('base64url'),
      'invalid-parameter',
    ],
    [
      'belongs to another list',
      encodeCursor({ ...scope, list: 'people' }, ['a', 'b']),
      'invalid-parameter',
    ],
    [
      'belongs to another release',
      encodeCursor({ ...scope, release: 'r0' }, ['a', 'b']),
      'stale-cursor',
    ],
  ])('throws a problem when the cursor %s', (_, cursor, code) => {
    try {
      decodeCursor(cursor, scope)
      expect.unreachable()
    } catch (error) {
      expect((error as ProblemError).code).toBe(code)
    }
  })
})
