import type { ServerResponse } from 'node:http'

/**
 * The responses that are not sent yet. A client that does not read its responses makes the process keep them
 * in memory, so the oldest ones are closed when all of them together are too large.
 */
export class UnreadResponses {
  readonly #responses = new Set<ServerResponse>()

  /** Number of responses, also of those that have not begun. */
  get count(): number {
    return this.#responses.size
  }

  add(response: ServerResponse): void {
    this.#responses.add(response)
    response.once('close', () => this.#responses.delete(response))
  }

  /**
   * Closes the connections of the oldest responses until the others fit. Returns how many it closed.
   *
   * @param maxBytes size of what the system has not accepted yet for sending
   */
  closeAbove(maxBytes: number): number {
    const pending = [...this.#responses]
      .map((response) => ({ response, bytes: response.writableLength }))
      .filter(({ bytes }) => bytes > 0)
    let total = pending.reduce((sum, { bytes }) => sum + bytes, 0)
    let closed = 0
    for (const { response, bytes } of pending) {
      if (total <= maxBytes) break
      response.destroy()
      total -= bytes
      closed += 1
    }
    return closed
  }
}
