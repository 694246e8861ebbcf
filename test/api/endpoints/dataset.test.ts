import { createHash } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { temporaryFolder, get, type Json, loadFolder, fixtureApp } from '../../support/app.ts'
import { parseCsv } from '../../support/parse-csv.ts'

const app = await fixtureApp()

describe('/v1/dataset', () => {
  it('tells the release, what it holds, its licence, and what can be taken away', async () => {
    const { data, meta } = await get(app, '/v1/dataset')
    expect(data.release).toBe(meta.release)
    expect(data).toMatchObject({
      first_known: '1952-01-17',
      last_known: '2026-11-22',
      sources: 226,
      license: 'CC0-1.0',
    })
    expect(data.coverage.members).toEqual({
      records: 273,
      claims: 3220,
      sources: 110,
      official_share: 0.242,
      day_share: 0.291,
    })
    for (const { name } of resourceTypes) {
      const { page } = await get(app, `/v1/${name}?limit=1`)
      const claims = await get(app, `/v1/claims?collection=${name}&limit=1`)
      expect(data.counts[name]).toEqual({ records: page.total, claims: claims.page.total })
    }
    for (const { href, type } of data.downloads) {
      const response = await app.inject({ url: href })
      expect(response.statusCode).toBe(200)
      expect(response.headers['content-type']).toContain(type)
    }
  })

  it('describes as a Data Package tables that are as they are described', async () => {
    const { resources, version } = await get(app, '/v1/dataset/datapackage.json')
    expect(version).toBe((await get(app, '/v1/dataset')).data.release)
    expect(resources.map(({ name }: Json) => name)).toEqual([
      ...resourceTypes.map(({ name }) => name),
      'sources',
    ])
    const ids = new Map<string, Set<string>>()
    const tables = new Map<string, string[][]>()
    for (const { name, path, schema } of resources) {
      const { body } = await app.inject({ url: new URL(path).pathname + new URL(path).search })
      const [header = [], ...rows] = parseCsv(body)
      expect(header).toEqual(schema.fields.map((field: Json) => field.name))
      tables.set(name, rows)
      ids.set(name, new Set(rows.map(([id = '']) => id)))
      expect(ids.get(name)?.size).toBe(rows.length)
    }
    for (const { name, schema } of resources)
      for (const { fields, reference } of schema.foreignKeys) {
        const column = schema.fields.findIndex((field: Json) => field.name === fields[0])
        for (const row of tables.get(name) ?? [])
          if (row[column] !== '') expect(ids.get(reference.resource)).toContain(row[column])
      }
  })

  it('gives every account, which fed back to the loader builds the same release', async () => {
    const { body } = await app.inject({ url: '/v1/dataset/seed.ndjson' })
    expect(body.trim().split('\n')).toHaveLength(226)
    const again = loadFolder(temporaryFolder({ 'seed.ndjson': body }))
    expect(again.loaded.release).toBe((await get(app, '/v1/dataset')).data.release)
  })

  it('gives the database itself', async () => {
    const { rawPayload } = await app.inject({ url: '/v1/dataset/orgfacts.db' })
    const db = new Sqlite(rawPayload)
    expect(db.prepare('SELECT count(*) AS many FROM claims').get()).toEqual({
      many: (await get(app, '/v1/claims')).page.total,
    })
  })

  it.each(['seed.ndjson', 'orgfacts.db'])(
    'gives %s with a digest, a tag, and in parts',
    async (name) => {
      const url = `/v1/dataset/${name}`
      const whole = await app.inject({ url })
      const digest = createHash('sha256').update(whole.rawPayload).digest('base64')
      expect(whole.headers).toMatchObject({
        'repr-digest': `sha-256=:${digest}:`,
        'accept-ranges': 'bytes',
        'content-length': String(whole.rawPayload.length),
      })
      const { etag } = whole.headers
      const parts = []
      for (const range of ['bytes=0-99', 'bytes=100-20000', 'bytes=20001-']) {
        const part = await app.inject({ url, headers: { range } })
        expect(part.statusCode).toBe(206)
        expect(part.headers['content-range']).toMatch(/^bytes \d+-\d+\/\d+$/)
        parts.push(part.rawPayload)
      }
      expect(Buffer.concat(parts).equals(whole.rawPayload)).toBe(true)
      const same = await app.inject({ url, headers: { 'if-none-match': `"x", W/${etag}` } })
      expect([same.statusCode, same.body]).toEqual([304, ''])
      const beyond = await app.inject({ url, headers: { range: 'bytes=999999999-' } })
      expect([beyond.statusCode, beyond.json().code]).toEqual([416, 'range'])
      expect(beyond.headers['content-range']).toBe(`bytes */${whole.rawPayload.length}`)
      expect(beyond.headers['repr-digest']).toBeUndefined()
      for (const range of ['bytes=5-2', 'lines=1-2', 'bytes=0-1,5-6', 'nonsense'])
        expect((await app.inject({ url, headers: { range } })).statusCode).toBe(200)
      const headPart = await app.inject({ method: 'HEAD', url, headers: { range: 'bytes=0-9' } })
      expect(headPart.statusCode).toBe(200)
      expect((await app.inject({ url: `${url}?known_at=2010-01-01` })).statusCode).toBe(400)
      const old = await app.inject({ url, headers: { range: 'bytes=0-9', 'if-range': '"old"' } })
      expect(old.statusCode).toBe(200)
      const head = await app.inject({ method: 'HEAD', url })
      expect([head.headers['content-length'], head.body]).toEqual([
        String(whole.rawPayload.length),
        '',
      ])
    },
  )
})
