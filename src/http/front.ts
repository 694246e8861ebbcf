import {
  createServer,
  type IncomingMessage,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerFactory } from 'fastify'
import fp from 'fastify-plugin'
import { type AnswerCache, type Coding, questionOf } from './answer-cache.ts'
import { matches } from './caching.ts'
import { THRESHOLD } from './compression.ts'

/**
 * What was answered before is answered again before anything looks at the request: no routing, no
 * validation, no SQL, no serialization. Everything else is Fastify's.
 */

/** Conditions and ranges that only the routes understand. */
const UNUSUAL = ['if-match', 'range'] as const

type Log = (url: string, status: number) => void

/** A server that answers from the cache what it can. */
export function withFront(cache: AnswerCache, log: () => Log | null): FastifyServerFactory {
  return (handler, given) => {
    const options = given as unknown as Settings
    const server = createServer(options.http ?? {}, (request, response) => {
      if (!answered(cache, request, response, log)) handler(request, response)
    })
    // As Fastify sets them on a server of its own.
    server.keepAliveTimeout = options.keepAliveTimeout
    server.requestTimeout = options.requestTimeout
    server.setTimeout(options.connectionTimeout)
    return server
  }
}

/** What Fastify passes on of its options. */
interface Settings {
  http: ServerOptions | null
  keepAliveTimeout: number
  requestTimeout: number
  connectionTimeout: number
}

function answered(
  cache: AnswerCache,
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
  log: () => Log | null,
): boolean {
  if (method !== 'GET') return false
  const found = cache.find(questionOf(url, headers.accept, headers['accept-encoding']))
  if (found === undefined || UNUSUAL.some((name) => headers[name] !== undefined)) return false
  const { answer, form } = found
  cache.hits += 1
  const known = headers['if-none-match']
  const isKnown =
    known !== undefined && (known === answer.etag || known === '*' || matches(known, answer.etag))
  if (isKnown) response.writeHead(304, answer.unchanged).end()
  else response.writeHead(200, form.headers).end(form.body)
  log()?.(url, isKnown ? 304 : 200)
  return true
}

/** Keeps what the routes beside it answer, and gives it to whoever asks for it in other words. */
export const keeping = fp(async (app: FastifyInstance, { cache }: { cache: AnswerCache }) => {
  // A stop is Fastify's to tell.
  app.addHook('preClose', async () => cache.close())
  const making = new Map<string, Promise<void>>()
  const finished = new WeakMap<FastifyRequest, () => void>()

  // After its tag is known: what is being made for another is waited for.
  app.addHook('preHandler', async (request, reply) => {
    const etag = String(reply.getHeader('etag'))
    await making.get(etag)
    const { promise, resolve } = Promise.withResolvers<void>()
    making.set(etag, promise)
    finished.set(request, () => {
      making.delete(etag)
      resolve()
    })
  })
  app.addHook('onSend', async (request, reply, payload) => {
    finished.get(request)?.()
    const etag = String(reply.getHeader('etag'))
    const whole = request.method === 'GET' && reply.statusCode === 200
    if (!whole || typeof payload !== 'string' || request.saysHost || !cache.admits(etag))
      return payload
    const coding = codingOf(request, payload.length)
    const { raw } = request
    const question = questionOf(raw.url ?? '', raw.headers.accept, request.acceptEncoding)
    const body = Buffer.from(payload)
    const form = cache.keep(question, coding, { etag, headers: headersOf(reply), body })
    // So that the compressor leaves it as it is.
    if (coding !== 'identity') reply.header('content-encoding', coding)
    return form.body
  })
})

function codingOf(request: FastifyRequest, length: number): Coding {
  const chosen = request.headers['accept-encoding'] ?? 'identity'
  return length >= THRESHOLD && (chosen === 'gzip' || chosen === 'br' || chosen === 'zstd')
    ? chosen
    : 'identity'
}

function headersOf(reply: FastifyReply): Record<string, string> {
  const { 'content-length': _, ...headers } = reply.getHeaders()
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
