import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import Fastify from 'fastify'

/** Sends the same bytes to everyone: `node bench/constant.ts http|fastify FILE PORT`. */

const [kind, file = '', port] = process.argv.slice(2)
const body = readFileSync(file, 'utf8')

if (kind === 'http') {
  const head = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  createServer((_, response) => response.writeHead(200, head).end(body)).listen(
    Number(port),
    '127.0.0.1',
  )
} else {
  const app = Fastify()
  app.get('*', (_, reply) => reply.header('content-type', 'application/json').send(body))
  await app.listen({ port: Number(port), host: '127.0.0.1' })
}
