import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/**
 * Responds to HEAD without making the body. Content-Length is left out: it is only known after the body is
 * made (RFC 9110 section 9.3.2).
 */
export function sendHead(reply: FastifyReply, mediaType: string): FastifyReply {
  // Fastify sets Content-Length to 0 for an empty text, but not for a stream.
  return reply.type(mediaType).send(Readable.from([]))
}
