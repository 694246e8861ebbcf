import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import Fastify from 'fastify'

/**
 * Sends the same bytes to everyone: `node bench/constant.ts http|fastify FILE PORT [MICROSECONDS]`.
 * With microseconds, bare node:http burns as many before each answer: what any work costs there.
 */

const [kind, file = '', port, work = '0'] = process.argv.slice(2)
const body = readFileSync(file, 'utf8')

if (kind === 'http') {
  const head = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const milliseconds = Number(work) / 1000
  createServer((_, response) => {
    if (milliseconds > 0)
      for (const until = performance.now() + milliseconds; performance.now() < until; );
    response.writeHead(200, head).end(body)
  }).listen(Number(port), '127.0.0.1')
} else {
  const app = Fastify()
  app.get('*', (_, reply) => reply.header('content-type', 'application/json').send(body))
  await app.listen({ port: Number(port), host: '127.0.0.1' })
}
