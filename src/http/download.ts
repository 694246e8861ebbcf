import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import parseRange from 'range-parser'
import { matches } from './caching.ts'
import { ProblemError } from './problem.ts'

/** Bytes that never change under their tag, to be taken whole or in parts. */
export interface Download {
  filename: string
  type: string
  /** A strong entity tag, without its quotes. */
  tag: string
  bytes: number
  /** Of all of it, in base64. */
  sha256: string
  /** The bytes from `start` to `end`, inclusive. */
  read(start: number, end: number): Readable
}

/**
 * Sends a download: ETag, Repr-Digest (RFC 9530), and Range with If-Range (RFC 9110 14). Of several
 * ranges at once all of it is sent, as 14.2 allows.
 */
export function sendDownload(request: FastifyRequest, reply: FastifyReply, file: Download) {
  const etag = `"${file.tag}"`
  reply
    .header('accept-ranges', 'bytes')
    .header('etag', etag)
    .header('repr-digest', `sha-256=:${file.sha256}:`)
    .header('content-disposition', `attachment; filename="${file.filename}"`)
    .type(file.type)
  const known = request.headers['if-none-match']
  if (known?.trim() === '*' || matches(known, etag)) return reply.code(304).send()

  const part = wanted(request, etag, file.bytes)
  if (part === null) {
    reply.header('content-length', file.bytes)
    return reply.send(file.read(0, file.bytes - 1))
  }
  const { start, end } = part
  reply
    .code(206)
    .header('content-range', `bytes ${start}-${end}/${file.bytes}`)
    .header('content-length', end - start + 1)
  return reply.send(file.read(start, end))
}

/** The one range that is asked for; null where all is to be sent. */
function wanted({ headers }: FastifyRequest, etag: string, bytes: number) {
  const { range, 'if-range': only } = headers
  if (range === undefined || (only !== undefined && only !== etag)) return null
  const ranges = parseRange(bytes, range)
  if (ranges === -2) return null
  if (ranges === -1) throw new ProblemError('range', `There are ${bytes} bytes.`)
  const [first, ...others] = ranges
  return ranges.type === 'bytes' && first !== undefined && others.length === 0 ? first : null
}
