import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { ResourceType } from '../../domain/resource-type.ts'
import { sources } from '../../domain/resources/index.ts'
import { DOWNLOAD_HEADERS, PARTIAL_DOWNLOAD_HEADERS } from '../../http/plugins/headers.ts'
import { type Download, sendRangeDownload } from '../../http/range-download.ts'
import type { Release } from '../../query/release.ts'
import { seedFileLine } from '../../query/seed-export.ts'
import { notModifiedResponse, problemResponses } from '../openapi-responses.ts'
import { strictParameters } from '../query-parameters.ts'

/** The files of a release, which carry tags of their own. */
export function registerDownloads(
  app: FastifyInstance,
  release: Release,
  resourceTypes: readonly ResourceType[],
): void {
  app.get(
    '/v1/dataset/orgfacts.db',
    file('get_database', 'The SQLite database itself', 'application/vnd.sqlite3'),
    async (request, reply) => sendRangeDownload(request, reply, await databaseOf(release)),
  )
  app.get(
    '/v1/dataset/seed.ndjson',
    file('get_accounts', 'Every account, one a line', 'application/x-ndjson'),
    async (request, reply) => sendRangeDownload(request, reply, accountsOf(release, resourceTypes)),
  )
}

/** A file is sent as it is: its digest and its ranges are of the bytes themselves. */
function file(operationId: string, summary: string, type: string) {
  const content = { [type]: { schema: Type.String({ format: 'binary' }) } }
  const schema = {
    operationId,
    summary,
    description: `${summary}, of the whole release: no clock and no filter applies. \`Repr-Digest\` gives its SHA-256, \`Range\` takes parts of it.`,
    tags: ['dataset'],
    querystring: strictParameters({}),
    response: {
      200: { description: 'All of it.', headers: DOWNLOAD_HEADERS, content },
      206: {
        description: 'The part that `Range` asks for.',
        headers: PARTIAL_DOWNLOAD_HEADERS,
        content,
      },
      ...notModifiedResponse,
      ...problemResponses([406, 416]),
    },
  }
  return { schema, compress: false } as const
}

async function databaseOf({ id, snapshot: bytes }: Release): Promise<Download> {
  const sha256 = await bytes.sha256()
  return {
    filename: `orgfacts-${id}.db`,
    type: 'application/vnd.sqlite3',
    // Of the bytes, not of the release: the same release may be laid out otherwise elsewhere.
    tag: Buffer.from(sha256, 'base64').toString('base64url'),
    bytes: bytes.length,
    sha256,
    read: bytes.read,
  }
}

/** From which account on a part of the file is made. */
const FROM = `
  SELECT source, start
    FROM seed_lines
   WHERE start + bytes > :start
     AND start <= :end
   ORDER BY start`

function accountsOf(release: Release, resourceTypes: readonly ResourceType[]): Download {
  const { id, accounts } = release
  return {
    filename: `orgfacts-${id}.ndjson`,
    type: 'application/x-ndjson',
    tag: Buffer.from(accounts.sha256, 'base64').toString('base64url'),
    bytes: accounts.bytes,
    sha256: accounts.sha256,
    read(start, end) {
      const parts = release.prepare<{ source: string; start: number }>(FROM).all({ start, end })
      return Readable.from(
        (function* () {
          for (const part of parts) {
            const line = Buffer.from(
              seedFileLine(release.prepare, sources, resourceTypes, part.source),
            )
            yield line.subarray(Math.max(0, start - part.start), end + 1 - part.start)
          }
        })(),
      )
    },
  }
}
