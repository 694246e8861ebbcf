import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerFactory } from 'fastify'
import fp from 'fastify-plugin'
import { CONNECTIONS } from '../connections.ts'
import { createServer } from '../node-http.ts'
import { matchesWeakly } from '../plugins/conditional-requests.ts'
import { hasValidHost } from '../plugins/host-header.ts'
import { type AnswerCache, type Coding, questionOf, SMALLEST } from './store.ts'

/**
 * What was answered before is answered again before anything looks at the request: no routing, no
 * validation, no SQL, no serialization. Everything else is Fastify's.
 */

/** Conditions and ranges that only the routes understand. */
const UNUSUAL = ['if-match', 'range'] as const

type Log = (url: string, status: number, traceparent: unknown) => void

/** A server that answers from the cache what it can. */
export function withFront(cache: AnswerCache, log: () => Log | null): FastifyServerFactory {
  return (handler) =>
    createServer(CONNECTIONS, (request, response) => {
      if (!answered(cache, request, response, log)) handler(request, response)
    })
}

function answered(
  cache: AnswerCache,
  request: IncomingMessage,
  response: ServerResponse,
  log: () => Log | null,
): boolean {
  const { method, url = '', headers } = request
  if (method !== 'GET' || !hasValidHost(request)) return false
  const found = cache.find(questionOf(url, headers.accept, headers['accept-encoding']))
  if (found === undefined || UNUSUAL.some((name) => headers[name] !== undefined)) return false
  const { answer, form } = found
  const known = headers['if-none-match']
  const isKnown =
    known !== undefined &&
    (known === answer.etag || known === '*' || matchesWeakly(known, answer.etag))
  if (isKnown) response.writeHead(304, answer.unchanged).end()
  else if (form !== undefined) response.writeHead(200, form.headers).end(form.body)
  else return false
  cache.hits += 1
  log()?.(url, isKnown ? 304 : 200, headers.traceparent)
  return true
}

/** Keeps what the routes beside it answer, and gives it to whoever asks for it in other words. */
export const keeping = fp(async (app: FastifyInstance, { cache }: { cache: AnswerCache }) => {
  // A stop is Fastify's to tell.
  app.addHook('preClose', async () => cache.close())
  // Once its tag is known: others may have asked for the same while this request was read.
  app.addHook('preHandler', (request, reply, done) => {
    if (request.method !== 'GET' || request.plainRefused || reply.sent) return done()
    const etag = String(reply.getHeader('etag'))
    const form = cache.again(wordsOf(request), etag, codingOf(request))
    request.cached = form === undefined ? 'miss' : 'hit'
    if (form === undefined) return done()
    cache.hits += 1
    reply.hijack()
    reply.raw.writeHead(200, form.headers).end(form.body)
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    const { method, saysHost } = request
    if (method !== 'GET' || saysHost || ![200, 304].includes(reply.statusCode))
      return done(null, payload)
    const etag = String(reply.getHeader('etag'))
    const isWhole = reply.statusCode === 200
    if ((isWhole && typeof payload !== 'string') || !cache.admits(etag)) return done(null, payload)
    const headers = headersOf(reply)
    // Of what the caller has already only that is kept: the answer itself was never made.
    if (!isWhole) {
      cache.keepTag(wordsOf(request), { etag, headers })
      return done(null, payload)
    }
    const body = Buffer.from(String(payload))
    const coding = body.length < SMALLEST ? 'identity' : codingOf(request)
    const form = cache.keep(wordsOf(request), coding, { etag, headers, body })
    // So that the compressor leaves it as it is.
    if (coding !== 'identity') reply.header('content-encoding', coding)
    done(null, form.body)
  })
})

function wordsOf({ raw, acceptEncoding }: FastifyRequest): string {
  return questionOf(raw.url ?? '', raw.headers.accept, acceptEncoding)
}

/** What was chosen of the codings that the caller takes (see compression.ts). */
function codingOf({ headers }: FastifyRequest): Coding {
  const chosen = headers['accept-encoding']
  return chosen === 'gzip' || chosen === 'br' || chosen === 'zstd' ? chosen : 'identity'
}

function headersOf(reply: FastifyReply): Record<string, string> {
  const { 'content-length': _, ...headers } = reply.getHeaders()
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
