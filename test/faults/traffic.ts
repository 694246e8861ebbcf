import {
  Agent,
  get,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { urlToHttpOptions } from 'node:url'

/** Callers who ask all the time, and what becomes of them. */

export interface Answer {
  url: string
  /** 0 where there was none. */
  status: number
  headers: IncomingHttpHeaders
  body: string
  ms: number
}

export function ask(where: string | RequestOptions, agent?: Agent): Promise<Answer> {
  const began = performance.now()
  const asked = typeof where === 'string' ? new URL(where) : where
  const url = asked instanceof URL ? asked.href : String(asked.path)
  return new Promise((resolve) => {
    const none = () =>
      resolve({ url, status: 0, headers: {}, body: '', ms: performance.now() - began })
    const answered = (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', () => {
        const { statusCode: status = 0, headers } = response
        resolve({ url, status, headers, body: 'cut', ms: performance.now() - began })
      })
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response
        const body = Buffer.concat(chunks).toString()
        resolve({ url, status, headers, body, ms: performance.now() - began })
      })
    }
    const options = asked instanceof URL ? urlToHttpOptions(asked) : asked
    get({ ...options, ...(agent && { agent }) }, answered).on('error', none)
  })
}

/** As many callers as connections, each asking one thing after another until they are stopped. */
export function traffic(
  urls: readonly string[],
  { connections = 32, known_from = (_: Answer) => {} } = {},
): { stop(): Promise<void> } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let isOn = true
  const callers = Array.from({ length: connections }, async (_, caller) => {
    for (let n = caller; isOn; n += 1) known_from(await ask(urls[n % urls.length] ?? '', agent))
  })
  return {
    async stop() {
      isOn = false
      await Promise.all(callers)
      agent.destroy()
    },
  }
}
