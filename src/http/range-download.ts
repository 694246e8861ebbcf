import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requireAcceptableCoding } from './plugins/compression.ts'
import { CACHE_CONTROL, matchesWeakly, preconditionFailed } from './plugins/conditional-requests.ts'
import { ProblemError } from './problem.ts'

/** A file whose bytes never change under one entity tag. */
export interface Download {
  filename: string
  type: string
  /** A strong entity tag, without its quotes. */
  tag: string
  /** Length of the whole file. */
  bytes: number
  /** SHA-256 of the whole file, in base64. */
  sha256: string
  /** Returns the bytes from `start` to `end`, inclusive. */
  read(start: number, end: number): Readable
}

/** First and last byte, inclusive. */
interface ByteRange {
  start: number
  end: number
}

/**
 * Sends a file or one range of it, with a strong ETag, Repr-Digest (RFC 9530), Range and If-Range (RFC
 * 9110 section 14). A request for several ranges gets the whole file, as section 14.2 allows.
 *
 * @throws ProblemError 406 if only a compressed body is acceptable, 412 for If-Match, 416 for Range
 */
export function sendRangeDownload(request: FastifyRequest, reply: FastifyReply, file: Download) {
  // The digest and the ranges are about the uncompressed bytes.
  requireAcceptableCoding(request, ['identity'])
  const etag = `"${file.tag}"`
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers
  reply.header('etag', etag).header('cache-control', CACHE_CONTROL)
  // In the order of RFC 9110 section 13.2.2.
  if (ifMatch !== undefined && !matchesStrongly(ifMatch, etag)) throw preconditionFailed()
  if (ifNoneMatch?.trim() === '*' || matchesWeakly(ifNoneMatch, etag)) return reply.code(304).send()
  const range = requestedRange(request, etag, file.bytes)
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${file.bytes}`)
    throw new ProblemError('range-not-satisfiable', `The file has ${file.bytes} bytes.`)
  }
  const { start, end } = range === 'all' ? { start: 0, end: file.bytes - 1 } : range
  reply
    .header('accept-ranges', 'bytes')
    .header('repr-digest', `sha-256=:${file.sha256}:`)
    .header('content-disposition', `attachment; filename="${file.filename}"`)
    .header('content-length', end - start + 1)
    .type(file.type)
  if (range !== 'all')
    reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
  // A response to HEAD has the headers only, so the file need not be read.
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : file.read(start, end))
}

/** Strong comparison with any tag of the list (RFC 9110 section 13.1.1). */
function matchesStrongly(header: string, etag: string): boolean {
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim() === etag)
}

/** The requested range of a file of this length (RFC 9110 section 14.1.2). */
function requestedRange(
  { headers, method }: FastifyRequest,
  etag: string,
  bytes: number,
): ByteRange | 'all' | 'unsatisfiable' {
  const { range, 'if-range': ifRange } = headers
  // Range is defined for GET only. A range that cannot be parsed is ignored (section 14.2).
  if (method !== 'GET' || range === undefined || (ifRange !== undefined && ifRange !== etag))
    return 'all'
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(range.replace(/\s/g, '')) ?? []
  if (first === '' && last === '') return 'all'
  if (first === '')
    return Number(last) === 0
      ? 'unsatisfiable'
      : { start: Math.max(0, bytes - Number(last)), end: bytes - 1 }
  if (last !== '' && Number(last) < Number(first)) return 'all'
  if (Number(first) >= bytes) return 'unsatisfiable'
  return { start: Number(first), end: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
}
