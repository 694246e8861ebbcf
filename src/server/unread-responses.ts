import type { ServerResponse } from 'node:http'

/**
 * Closes the connections of the oldest responses until what clients have not read fits. A client that does
 * not read its responses makes the process keep them in memory.
 *
 * @param responses oldest first
 * @param maxBytes size of what the system has not accepted yet for sending
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
