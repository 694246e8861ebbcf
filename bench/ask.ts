import { type Agent, get } from 'node:http'

export interface Answer {
  /** 0 where there was none. */
  status: number
  body: string
  ms: number
}

/** One request over a connection of an agent. */
export function ask(agent: Agent, port: number, path: string): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const done = (status: number) => {
      const ms = performance.now() - began
      resolve({ status, body: Buffer.concat(chunks).toString(), ms })
    }
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => done(response.statusCode ?? 0))
      response.on('error', () => done(0))
    }).on('error', () => done(0))
  })
}
