import { Agent, get, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import { urlToHttpOptions } from 'node:url'

export interface ClientResponse {
  url: string
  /** 0 if there was no response. */
  status: number
  headers: IncomingHttpHeaders
  /** `cut` if the response ended early. */
  body: string
  ms: number
}

/** Sends one request. Never rejects. */
export function request(where: string | RequestOptions, agent?: Agent): Promise<ClientResponse> {
  const began = performance.now()
  const options = typeof where === 'string' ? urlToHttpOptions(new URL(where)) : where
  const url = typeof where === 'string' ? where : String(where.path)
  return new Promise((resolve) => {
    const done = (status: number, headers: IncomingHttpHeaders, body: string) =>
      resolve({ url, status, headers, body, ms: performance.now() - began })
    get({ ...options, ...(agent && { agent }) }, (response) => {
      const { statusCode = 0, headers } = response
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', () => done(statusCode, headers, 'cut'))
      response.on('end', () => done(statusCode, headers, Buffer.concat(chunks).toString()))
    }).on('error', () => done(0, {}, ''))
  })
}

/** Starts clients that send one request after another, each over its own connection, until stopped. */
export function startClients(
  urls: readonly string[],
  onResponse: (response: ClientResponse) => void,
  connections = 32,
): { stop(): Promise<void> } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let isRunning = true
  const clients = Array.from({ length: connections }, async (_, client) => {
    for (let n = client; isRunning; n += 1)
      onResponse(await request(urls[n % urls.length] ?? '', agent))
  })
  return {
    async stop() {
      isRunning = false
      await Promise.all(clients)
      agent.destroy()
    },
  }
}
