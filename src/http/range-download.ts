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
  /** When the file was written; null if that is unknown. */
  modified: Date | null
  /** Returns the bytes from `start` to `end`, inclusive. */
  read(start: number, end: number): Readable
}

/** First and last byte, inclusive. */
interface ByteRange {
  start: number
  end: number
}

/**
 * Sends a file or one range of it, with a strong ETag, Last-Modified, Repr-Digest (RFC 9530), Range and
 * If-Range (RFC 9110 section 14). A request for several ranges gets the whole file, as section 14.2 allows.
 *
 * @throws ProblemError 406 if only a compressed body is acceptable, 412 for If-Match and
 *   If-Unmodified-Since, 416 for Range
 */
export function sendRangeDownload(request: FastifyRequest, reply: FastifyReply, file: Download) {
  // The digest and the ranges are about the uncompressed bytes.
  requireAcceptableCoding(request, ['identity'])
  const etag = `"${file.tag}"`
  const modified = lastModified(file)
  reply.header('etag', etag).header('cache-control', CACHE_CONTROL)
  // The order of the checks is that of RFC 9110 section 13.2.2.
  requireUnchanged(request, etag, modified)
  if (isCurrent(request, etag, modified)) return reply.code(304).send()
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
  if (!Number.isNaN(modified)) reply.header('last-modified', new Date(modified).toUTCString())
  if (range !== 'all')
    reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
  // A response to HEAD has the headers only, so the file need not be read.
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : file.read(start, end))
}

/**
 * The time of Last-Modified in ms, in whole seconds, and never later than the response (RFC 9110 section
 * 8.8.2.1). NaN if it is unknown: no comparison with NaN is true.
 */
function lastModified({ modified }: Download): number {
  const time = Math.min(modified?.getTime() ?? Number.NaN, Date.now())
  return Math.floor(time / 1000) * 1000
}

/** Throws 412 if the file has changed since the client received it (RFC 9110 sections 13.1.1 and 13.1.4). */
function requireUnchanged({ headers }: FastifyRequest, etag: string, modified: number): void {
  const { 'if-match': ifMatch, 'if-unmodified-since': time } = headers
  if (ifMatch !== undefined) {
    if (!matchesStrongly(ifMatch, etag)) throw preconditionFailed()
  } else if (modified > parseHttpDate(time))
    throw new ProblemError('precondition-failed', 'The file is newer than `If-Unmodified-Since`.')
}

/** Whether the client has the current file (RFC 9110 sections 13.1.2 and 13.1.3). */
function isCurrent({ headers }: FastifyRequest, etag: string, modified: number): boolean {
  const { 'if-none-match': ifNoneMatch, 'if-modified-since': time } = headers
  if (ifNoneMatch === undefined) return modified <= parseHttpDate(time)
  return ifNoneMatch.trim() === '*' || matchesWeakly(ifNoneMatch, etag)
}

/**
 * An HTTP date in ms, in its current and its two obsolete formats (RFC 9110 section 5.6.7); NaN for anything
 * else, which has to be ignored.
 */
function parseHttpDate(text = ''): number {
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text)) return Number.NaN
  // The format of asctime names no zone.
  return Date.parse(`${text.replace(/ GMT$/, '')} GMT`)
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
  // A date in If-Range is no strong validator here: two files can be written in one second (13.1.5).
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
