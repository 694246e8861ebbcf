import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { FORMATS, type Format } from './formats.ts'

/** Media type parameters other than `q`. They do not select a representation here. */
const PARAMETERS = /;\s*(?!q\s*=)[^;,=\s]+\s*=\s*(?:"[^"]*"|[^;,"]*)/gi

/** The format that `Accept` prefers; undefined if it accepts none. */
export function acceptedFormat(
  { headers }: FastifyRequest,
  formats: readonly Format[],
): Format | undefined {
  if (headers.accept === undefined || headers.accept === '*/*') return formats[0]
  const offered = formats.map((format) => FORMATS[format].mediaType)
  const accept = headers.accept.replace(PARAMETERS, '')
  const type = new Negotiator({ headers: { ...headers, accept } }).mediaType(offered)
  return formats.find((format) => FORMATS[format].mediaType === type)
}
