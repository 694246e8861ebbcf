/**
 * Fixtures. The real seed, loaded once by the production code into memory, serves most tests: what
 * they promise, they promise of the real data. What it does not have (a dispute of a certain kind, a
 * broken file) is written out beside the test, as accounts.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import { createDatabase, type Database } from '../../src/database/connection.ts'
import { MIGRATIONS, readMigrations } from '../../src/database/schema.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { type LoadResult, load } from '../../src/ingest/load.ts'
import { buildApp } from '../../src/server/app.ts'

export const ROOT = resolve(import.meta.dirname, '../..')
export const SEED = join(ROOT, 'seed')
export const migrations = readMigrations(MIGRATIONS)

/** A database in memory, loaded from a folder of accounts. */
export function loaded(folder: string): { db: Database; loaded: LoadResult } {
  const db = createDatabase(':memory:')
  return { db, loaded: load(db, { folder, resourceTypes, migrations }) }
}

/** A folder of its own for one test, with these files. */
export function folderOf(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

/** As `folderOf`, for as long as it is used: for many folders in one test. */
export async function folderWith<T>(
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

let real: Promise<FastifyInstance> | undefined

/** The server over the real seed; shared, because nothing can be changed. */
export function testApp(): Promise<FastifyInstance> {
  real ??= buildApp({ db: loaded(SEED).db })
  return real
}

/** The server over other accounts. */
export async function appOf(files: Record<string, string>): Promise<FastifyInstance> {
  const app = await buildApp({ db: loaded(folderOf(files)).db })
  onTestFinished(() => app.close())
  return app
}

/** Answers are looked into freely in tests; schemas check them in the server. */
export type Json = ReturnType<typeof JSON.parse>

/** The body of an answer that must be 200. */
export async function get(app: FastifyInstance, url: string): Promise<Json> {
  const response = await app.inject({ url })
  if (response.statusCode !== 200) throw new Error(`${url} ${response.statusCode} ${response.body}`)
  return response.json()
}
