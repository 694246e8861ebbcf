import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { closeUnreadResponses } from '../../src/server/unread-responses.ts'

/** Responses with these numbers of unread bytes, oldest first; and the numbers of those that were closed. */
function responsesWith(...lengths: number[]) {
  const closed: number[] = []
  const responses = lengths.map((writableLength) => ({
    writableLength,
    destroy: () => void closed.push(writableLength),
  }))
  return { responses: responses as unknown as ServerResponse[], closed }
}

describe('closeUnreadResponses', () => {
  it('closes nothing when all responses fit', () => {
    const { responses, closed } = responsesWith(30, 0, 70)
    expect(closeUnreadResponses(responses, 100)).toBe(0)
    expect(closed).toEqual([])
  })

  it('closes the oldest responses until the others fit, but none that has nothing unread', () => {
    const { responses, closed } = responsesWith(0, 50, 60, 0, 70, 20)
    expect(closeUnreadResponses(responses, 100)).toBe(2)
    expect(closed).toEqual([50, 60])
  })
})
