import { createHash } from 'node:crypto'
import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../../../src/database/connection.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { load } from '../../../src/ingest/load.ts'
import { buildApp } from '../../../src/server/app.ts'
import {
  FIXTURE,
  fixtureApp,
  get,
  loadFolder,
  migrations,
  temporaryFolder,
} from '../../support/app.ts'

const app = await fixtureApp()

describe('GET /v1/dataset/seed.ndjson', () => {
  it('returns a line for each source and one for the reference data, of which the loader builds the same release', async () => {
    const { body } = await app.inject({ url: '/v1/dataset/seed.ndjson' })
    expect(body.trim().split('\n')).toHaveLength(157)
    const again = loadFolder(temporaryFolder({ 'seed.ndjson': body }))
    expect(again.result.release).toBe((await get(app, '/v1/dataset')).data.release)
  }, 60_000)
})

describe('GET /v1/dataset/orgfacts.db', () => {
  it('returns the database with every claim', async () => {
    const { rawPayload } = await app.inject({ url: '/v1/dataset/orgfacts.db' })
    const db = new Sqlite(rawPayload)
    expect(db.prepare('SELECT count(*) AS claims FROM claims').get()).toEqual({ claims: 4591 })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  }, 60_000)
})

describe.each(['seed.ndjson', 'orgfacts.db'])('GET /v1/dataset/%s', (name) => {
  const url = `/v1/dataset/${name}`

  it('returns the digest and the length of the file', async () => {
    const { headers, rawPayload } = await app.inject({ url })
    const digest = createHash('sha256').update(rawPayload).digest('base64')
    expect(headers).toMatchObject({
      'repr-digest': `sha-256=:${digest}:`,
      'accept-ranges': 'bytes',
      'content-length': String(rawPayload.length),
      etag: expect.stringMatching(/^"[\w-]+"$/),
    })
    expect(headers['content-disposition']).toMatch(
      /filename="orgfacts-[0-9a-f]{16}\.(?:db|ndjson)"/,
    )
  })

  it('returns 206 for ranges that together are the file', async () => {
    const whole = await app.inject({ url })
    const parts = []
    for (const range of ['bytes=0-99', 'bytes=100-20000', 'bytes=20001-']) {
      const part = await app.inject({ url, headers: { range } })
      expect(part.statusCode).toBe(206)
      expect(part.headers['content-range']).toMatch(/^bytes \d+-\d+\/\d+$/)
      parts.push(part.rawPayload)
    }
    expect(Buffer.concat(parts).equals(whole.rawPayload)).toBe(true)
  })

  it('returns 416 for a range after the end of the file', async () => {
    const { headers } = await app.inject({ method: 'HEAD', url })
    const response = await app.inject({ url, headers: { range: 'bytes=999999999-' } })
    expect([response.statusCode, response.json().code]).toEqual([416, 'range-not-satisfiable'])
    expect(response.headers['content-range']).toBe(`bytes */${headers['content-length']}`)
    expect(response.headers['repr-digest']).toBeUndefined()
  })

  it.each(['bytes=5-2', 'lines=1-2', 'bytes=0-1,5-6', 'nonsense'])(
    'returns the whole file for the range %s, which is invalid or not supported',
    async (range) => {
      expect((await app.inject({ url, headers: { range } })).statusCode).toBe(200)
    },
  )

  it('returns the whole file if If-Range names another version', async () => {
    const headers = { range: 'bytes=0-9', 'if-range': '"old"' }
    expect((await app.inject({ url, headers })).statusCode).toBe(200)
  })

  it('returns 304 if If-None-Match names the file', async () => {
    const { etag } = (await app.inject({ method: 'HEAD', url })).headers
    const response = await app.inject({ url, headers: { 'if-none-match': `"x", W/${etag}` } })
    expect([response.statusCode, response.body]).toEqual([304, ''])
  })

  it('returns for HEAD the length without a body, and ignores a range', async () => {
    const { headers } = await app.inject({ url })
    for (const range of [{}, { range: 'bytes=0-9' }]) {
      const head = await app.inject({ method: 'HEAD', url, headers: range })
      expect(head.statusCode).toBe(200)
      expect([head.headers['content-length'], head.body]).toEqual([headers['content-length'], ''])
    }
  })

  it('returns 400 for any parameter', async () => {
    expect((await app.inject({ url: `${url}?known_at=2010-01-01` })).statusCode).toBe(400)
  })
})

/** The app of a database file that was written at a time. */
async function appOfFile(written: Date): Promise<FastifyInstance> {
  const file = join(temporaryFolder({}), 'orgfacts.db')
  const db = createDatabase(file)
  load(db, { folder: FIXTURE, resourceTypes, migrations })
  utimesSync(file, written, written)
  const server = await buildApp({ db })
  onTestFinished(() => server.close())
  return server
}

describe('Last-Modified of a download', () => {
  const urls = ['/v1/dataset/orgfacts.db', '/v1/dataset/seed.ndjson']

  it('is the time at which the database file was written, in whole seconds', async () => {
    const server = await appOfFile(new Date('2026-11-22T10:20:30.987Z'))
    for (const url of urls) {
      const { headers } = await server.inject({ url })
      expect(headers['last-modified']).toBe('Sun, 22 Nov 2026 10:20:30 GMT')
    }
  })

  it('is never later than the response (RFC 9110 8.8.2.1)', async () => {
    const server = await appOfFile(new Date(Date.now() + 3_600_000))
    const { headers } = await server.inject({ method: 'HEAD', url: '/v1/dataset/seed.ndjson' })
    expect(Date.parse(String(headers['last-modified']))).toBeLessThanOrEqual(Date.now())
  })

  it('is left out when the time is unknown, as of a database in memory and of other responses', async () => {
    const server = await appOfFile(new Date('2026-11-22'))
    for (const url of urls)
      expect((await app.inject({ method: 'HEAD', url })).headers['last-modified']).toBeUndefined()
    for (const url of ['/', '/openapi.json', '/v1/dataset', '/v1/dataset/datapackage.json'])
      expect((await server.inject({ url })).headers['last-modified'], url).toBeUndefined()
  })
})
