import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import parseRange from 'range-parser'
import { FLOATING, matches } from './caching.ts'
import { refuseUnlessAccepted } from './compression.ts'
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
  refuseUnlessAccepted(request, [])
  const etag = `"${file.tag}"`
  const known = request.headers['if-none-match']
  const part = wanted(request, etag, file.bytes)
  if (part === 'none') {
    reply.header('content-range', `bytes */${file.bytes}`)
    throw new ProblemError('range', `There are ${file.bytes} bytes.`)
  }
  reply
    .header('accept-ranges', 'bytes')
    .header('etag', etag)
    .header('cache-control', FLOATING)
    .header('repr-digest', `sha-256=:${file.sha256}:`)
    .header('content-disposition', `attachment; filename="${file.filename}"`)
    .type(file.type)
  if (known?.trim() === '*' || matches(known, etag)) return reply.code(304).send()
  if (part === 'all') {
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

/** Which bytes are asked for: one range, all of them, or none that there are. */
function wanted(
  { headers, method }: FastifyRequest,
  etag: string,
  bytes: number,
): { start: number; end: number } | 'all' | 'none' {
  const { range, 'if-range': only } = headers
  // RFC 9110 14.2: a range is for GET alone, and one that cannot be read is as if it were not there.
  if (method !== 'GET' || range === undefined || (only !== undefined && only !== etag)) return 'all'
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range.replace(/\s/g, '')) ?? []
  if (first === undefined || (first !== '' && last && Number(last) < Number(first))) return 'all'
  const ranges = parseRange(bytes, range)
  if (ranges === -1) return 'none'
  return ranges === -2 || ranges[0] === undefined ? 'all' : ranges[0]
}
