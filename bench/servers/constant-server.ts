import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import Fastify from 'fastify'

/**
 * Sends the same response to every request: `constant-server.ts http|fastify FILE PORT [MICROSECONDS]`.
 * FILE has the body, FILE.headers the headers: a client has to read the same bytes as from orgfacts.
 * With MICROSECONDS, the node:http server first uses that much processor time for each request.
 */

const [kind, file = '', port, work = '0'] = process.argv.slice(2)
const body = readFileSync(file, 'utf8')
const headers = JSON.parse(readFileSync(`${file}.headers`, 'utf8')) as Record<string, string>

if (kind === 'http') {
  const head = { ...headers, 'content-length': Buffer.byteLength(body) }
  const milliseconds = Number(work) / 1000
  createServer((_, response) => {
    if (milliseconds > 0)
      for (const until = performance.now() + milliseconds; performance.now() < until; );
    response.writeHead(200, head).end(body)
  }).listen(Number(port), '127.0.0.1')
} else {
  const app = Fastify()
  app.get('*', (_, reply) => reply.headers(headers).send(body))
  await app.listen({ port: Number(port), host: '127.0.0.1' })
}
