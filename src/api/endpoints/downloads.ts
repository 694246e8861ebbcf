import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { type Download, sendRangeDownload } from '../../http/range-download.ts'
import { DOWNLOAD_HEADERS, PARTIAL_DOWNLOAD_HEADERS } from '../../http/response-headers.ts'
import type { Release } from '../../query/release.ts'
import { readSeedExport } from '../../query/views/seed-export.ts'
import { notModifiedResponse, problemResponses } from '../openapi-responses.ts'
import { strictParameters } from '../query-parameters.ts'

/** The files of a release, with strong ETags and ranges. */
export function registerDownloads(app: FastifyInstance, release: Release): void {
  app.get(
    '/v1/dataset/orgfacts.db',
    routeOptions('get_database', 'The SQLite database', 'application/vnd.sqlite3'),
    async (request, reply) => sendRangeDownload(request, reply, await database(release)),
  )
  app.get(
    '/v1/dataset/seed.ndjson',
    routeOptions('get_seed', 'All seed files, one on each line', 'application/x-ndjson'),
    async (request, reply) => sendRangeDownload(request, reply, seedExport(release)),
  )
}

/** `compress: false`, because the digest and the ranges refer to the uncompressed bytes. */
function routeOptions(operationId: string, summary: string, type: string) {
  const content = { [type]: { schema: Type.String({ format: 'binary' }) } }
  const schema = {
    operationId,
    summary,
    description: `${summary}, for the whole release, without filters. \`Repr-Digest\` has the SHA-256; \`Range\` selects a part.`,
    tags: ['dataset'],
    querystring: strictParameters({}),
    response: {
      200: { description: 'OK', headers: DOWNLOAD_HEADERS, content },
      206: {
        description: 'Partial content',
        headers: PARTIAL_DOWNLOAD_HEADERS,
        content,
      },
      ...notModifiedResponse,
      ...problemResponses([406, 416]),
    },
  }
  return { schema, compress: false } as const
}

/** The ETag is a digest of the bytes, because two builds of one release can have different bytes. */
async function database({ id, file }: Release): Promise<Download> {
  const sha256 = await file.sha256()
  return {
    filename: `orgfacts-${id}.db`,
    type: 'application/vnd.sqlite3',
    tag: base64url(sha256),
    bytes: file.length,
    sha256,
    modified: file.modified,
    read: file.read,
  }
}

function seedExport(release: Release): Download {
  const { bytes, sha256 } = release.seed
  return {
    filename: `orgfacts-${release.id}.ndjson`,
    type: 'application/x-ndjson',
    tag: base64url(sha256),
    bytes,
    sha256,
    modified: release.file.modified,
    read: (start, end) => Readable.from(readSeedExport(release, start, end)),
  }
}

function base64url(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64url')
}
