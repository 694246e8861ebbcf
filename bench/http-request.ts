import { type Agent, get } from 'node:http'

export interface TimedResponse {
  /** 0 if the connection failed. */
  status: number
  body: string
  ms: number
}

/** Sends a GET request to this machine over a connection of the agent. Never rejects. */
export function sendRequest(agent: Agent, port: number, path: string): Promise<TimedResponse> {
  const began = performance.now()
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const done = (status: number) => {
      const ms = performance.now() - began
      resolve({ status, body: Buffer.concat(chunks).toString(), ms })
    }
    // The host must be given as an address: "localhost" may be IPv6.
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => done(response.statusCode ?? 0))
      response.on('error', () => done(0))
    }).on('error', () => done(0))
  })
}
