/**
 * Apps for tests. Most tests use the frozen fixture in test/fixtures/seed: adding a document to seed/ must
 * not change them. Record tests (test/records) use the real seed. A test that needs other data writes its
 * own seed files.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import { createDatabase, type Database } from '../../src/database/connection.ts'
import { MIGRATIONS, readMigrations } from '../../src/database/schema.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { type LoadResult, load } from '../../src/ingest/load.ts'
import { buildApp } from '../../src/server/app.ts'

export const ROOT = resolve(import.meta.dirname, '../..')
/** The seed files of the frozen fixture. */
export const FIXTURE = join(ROOT, 'test/fixtures/seed')
/** The real seed files. Only record tests and tests of commands use them. */
export const SEED = join(ROOT, 'seed')
export const migrations = readMigrations(MIGRATIONS)

/** The databases of the fixture and the real seed: loading takes seconds, copying their bytes milliseconds. */
const loaded = new Map<string, { bytes: Buffer; result: LoadResult }>()

/** Loads a folder of seed files into a database in memory. */
export function loadFolder(folder: string): { db: Database; result: LoadResult } {
  const known = loaded.get(folder)
  if (known !== undefined) {
    const db = new Sqlite(known.bytes)
    db.pragma('foreign_keys = ON')
    return { db, result: known.result }
  }
  const db = createDatabase(':memory:')
  const result = load(db, { folder, resourceTypes, migrations })
  if (folder === FIXTURE || folder === SEED) loaded.set(folder, { bytes: db.serialize(), result })
  return { db, result }
}

/** Writes files to a temporary folder, which is removed after the test. */
export function temporaryFolder(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

/** Like `temporaryFolder`, but removes the folder after `use`: for many folders in one test. */
export async function withTemporaryFolder<T>(
  files: Record<string, string>,
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const apps = new Map<string, Promise<FastifyInstance>>()

function sharedApp(folder: string): Promise<FastifyInstance> {
  const app = apps.get(folder) ?? buildApp({ db: loadFolder(folder).db })
  apps.set(folder, app)
  return app
}

/** The app of the frozen fixture. Tests share it, because it cannot change. */
export const fixtureApp = () => sharedApp(FIXTURE)

/** The app of the real seed. Only record tests use it. */
export const seedApp = () => sharedApp(SEED)

/** The app of these seed files. */
export async function appOf(files: Record<string, string>): Promise<FastifyInstance> {
  const app = await buildApp({ db: loadFolder(temporaryFolder(files)).db })
  onTestFinished(() => app.close())
  return app
}

/** Any JSON: tests read responses freely, and the app validates them against their schemas. */
export type Json = ReturnType<typeof JSON.parse>

/** The JSON body of a response. Throws unless the status is 200. */
export async function get(app: FastifyInstance, url: string): Promise<Json> {
  const response = await app.inject({ url })
  if (response.statusCode !== 200) throw new Error(`${url} ${response.statusCode} ${response.body}`)
  return response.json()
}
