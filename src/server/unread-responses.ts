import type { ServerResponse } from 'node:http'

/**
 * Closes the connections of the oldest responses until the unread bytes of all responses are within a limit.
 * The process keeps a response in memory until its client has read it.
 *
 * @param responses oldest first
 * @param maxBytes limit for the bytes that the operating system has not accepted for sending yet
 * @returns how many connections it closed
 */
export function closeUnreadResponses(
  responses: Iterable<ServerResponse>,
  maxBytes: number,
): number {
  const unread = [...responses]
    .map((response) => ({ response, bytes: response.writableLength }))
    .filter(({ bytes }) => bytes > 0)
  let total = unread.reduce((sum, { bytes }) => sum + bytes, 0)
  let closed = 0
  for (const { response, bytes } of unread) {
    if (total <= maxBytes) break
    response.destroy()
    total -= bytes
    closed += 1
  }
  return closed
}
