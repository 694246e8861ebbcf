import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuseUnlessAccepted } from './plugins/compression.ts'
import { CACHE_CONTROL, matchesWeakly, preconditionFailed } from './plugins/conditional-requests.ts'
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
export function sendRangeDownload(request: FastifyRequest, reply: FastifyReply, file: Download) {
  refuseUnlessAccepted(request, [])
  const etag = `"${file.tag}"`
  const { 'if-match': only, 'if-none-match': known } = request.headers
  reply.header('etag', etag).header('cache-control', CACHE_CONTROL)
  // In the order of RFC 9110 13.2.2.
  if (only !== undefined && !hasStrongly(only, etag)) throw preconditionFailed()
  if (known?.trim() === '*' || matchesWeakly(known, etag)) return reply.code(304).send()
  const part = wanted(request, etag, file.bytes)
  if (part === 'none') {
    reply.header('content-range', `bytes */${file.bytes}`)
    throw new ProblemError('range', `There are ${file.bytes} bytes.`)
  }
  const { start, end } = part === 'all' ? { start: 0, end: file.bytes - 1 } : part
  reply
    .header('accept-ranges', 'bytes')
    .header('repr-digest', `sha-256=:${file.sha256}:`)
    .header('content-disposition', `attachment; filename="${file.filename}"`)
    .header('content-length', end - start + 1)
    .type(file.type)
  if (part !== 'all') reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
  // Nothing is read of which only the headers are sent.
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : file.read(start, end))
}

/** RFC 9110 13.1.1: whether a list of tags has this one, compared strongly. */
function hasStrongly(header: string, etag: string): boolean {
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim() === etag)
}

/** Which bytes are asked for: one range, all of them, or none that there are (RFC 9110 14.1.2). */
function wanted(
  { headers, method }: FastifyRequest,
  etag: string,
  bytes: number,
): { start: number; end: number } | 'all' | 'none' {
  const { range, 'if-range': only } = headers
  // A range is for GET alone, and one that cannot be read is as if it were not there, as are several.
  if (method !== 'GET' || range === undefined || (only !== undefined && only !== etag)) return 'all'
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(range.replace(/\s/g, '')) ?? []
  if (first === '' && last === '') return 'all'
  if (first === '')
    return Number(last) === 0
      ? 'none'
      : { start: Math.max(0, bytes - Number(last)), end: bytes - 1 }
  if (last !== '' && Number(last) < Number(first)) return 'all'
  if (Number(first) >= bytes) return 'none'
  return { start: Number(first), end: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
}
