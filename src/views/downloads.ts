import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { sources } from '../facts/index.ts'
import { type Download, sendDownload } from '../http/download.ts'
import { PART, SENT } from '../http/headers.ts'
import { accountLine } from '../records/export.ts'
import type { Noun } from '../records/noun.ts'
import { only } from '../records/parameters.ts'
import type { Release } from '../records/release.ts'
import { problems, unchanged } from '../records/responses.ts'

/** The files of a release, which carry tags of their own. */
export function serveDownloads(
  app: FastifyInstance,
  release: Release,
  nouns: readonly Noun[],
): void {
  app.get(
    '/v1/dataset/orgfacts.db',
    file('get_database', 'The SQLite database itself', 'application/vnd.sqlite3'),
    async (request, reply) => sendDownload(request, reply, await databaseOf(release)),
  )
  app.get(
    '/v1/dataset/accounts.ndjson',
    file('get_accounts', 'Every account, one a line', 'application/x-ndjson'),
    async (request, reply) => sendDownload(request, reply, accountsOf(release, nouns)),
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
    querystring: only({}),
    response: {
      200: { description: 'All of it.', headers: SENT, content },
      206: { description: 'The part that `Range` asks for.', headers: PART, content },
      ...unchanged,
      ...problems([406, 416]),
    },
  }
  return { schema, compress: false } as const
}

async function databaseOf({ id, bytes }: Release): Promise<Download> {
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
    FROM accounts
   WHERE start + bytes > :start
     AND start <= :end
   ORDER BY start`

function accountsOf(release: Release, nouns: readonly Noun[]): Download {
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
            const line = Buffer.from(accountLine(release.prepare, sources, nouns, part.source))
            yield line.subarray(Math.max(0, start - part.start), end + 1 - part.start)
          }
        })(),
      )
    },
  }
}
