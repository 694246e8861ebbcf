import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  createDatabase,
  type Database,
  isReplaceableDatabase,
  openReadonly,
} from '../database/connection.ts'
import { verifyRelease } from '../database/integrity.ts'
import { schemaVersion } from '../database/schema.ts'
import { buildFingerprint } from './fingerprint.ts'
import { type LoadOptions, type LoadResult, load } from './load.ts'

export type BuildOptions = Omit<LoadOptions, 'fingerprint' | 'keepPositions'>

export interface BuildResult extends LoadResult {
  /** Size of the database in bytes. */
  bytes: number
}

/** Another process is building the same database. */
export class DatabaseLocked extends Error {}

/**
 * Builds a database in a new file beside the old one, and renames it over the old one when it is
 * complete and on disk. If it throws, the old one is unchanged.
 */
export function buildDatabase(
  database: string,
  options: BuildOptions,
  // Before the seed files are read: if one changes during the build, the next start builds again.
  fingerprint = buildFingerprint(options.folder, options.migrations),
): BuildResult {
  if (!isReplaceableDatabase(database))
    throw new Error(`${database} is not an orgfacts database; move it, or name another file`)
  return withLock(`${database}.lock`, () => {
    const file = `${database}.new`
    // A build that was killed leaves its file behind.
    rmSync(file, { force: true })
    try {
      const loaded = writeDatabase(file, { ...options, fingerprint })
      sync(file)
      renameSync(file, database)
      sync(dirname(database))
      return { ...loaded, bytes: statSync(database).size }
    } catch (error) {
      rmSync(file, { force: true })
      throw error
    }
  })
}

/**
 * Builds a database unless there is an undamaged one that was built from the same inputs. Returns null if
 * it built nothing.
 */
export function buildIfChanged(database: string, options: BuildOptions): BuildResult | null {
  const { folder, migrations } = options
  const fingerprint = buildFingerprint(folder, migrations)
  const isCurrent = storedFingerprint(database, migrations) === fingerprint
  return isCurrent ? null : buildDatabase(database, options, fingerprint)
}

/** The fingerprint of an existing database; null if there is none, it is damaged or of another schema. */
function storedFingerprint(database: string, migrations: readonly string[]): string | null {
  try {
    const db = openReadonly(database, schemaVersion(migrations))
    try {
      verifyRelease(db)
      return db.prepare<[], string>('SELECT fingerprint FROM release').pluck().get() ?? null
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

function writeDatabase(file: string, options: LoadOptions): LoadResult {
  const db = createDatabase(file)
  try {
    // No process reads the file before it is complete, so it needs no journal on disk and no syncs.
    db.pragma('journal_mode = MEMORY')
    db.pragma('synchronous = OFF')
    return load(db, options)
  } finally {
    db.close()
  }
}

/** Runs while no other process has the lock. SQLite locks end with their process, even if it is killed. */
function withLock<T>(file: string, run: () => T): T {
  const lock = acquireLock(file)
  try {
    return run()
  } finally {
    rmSync(file, { force: true })
    lock.close()
  }
}

/**
 * The process that had the lock before removes the file. If it does so after this process has opened the file
 * and before it has locked it, the lock is useless: the next process creates a new file. So this compares the
 * inodes and tries again if they differ.
 */
function acquireLock(file: string): Database {
  for (;;) {
    let lock: Database | undefined
    try {
      // SQLite creates the file. If this process opened and closed it without SQLite, that would release the
      // locks of the process on it (https://sqlite.org/howtocorrupt.html, section 2.2).
      new Sqlite(file).close()
      const inode = inodeOf(file)
      lock = new Sqlite(file, { timeout: 0 })
      lock.pragma('journal_mode = MEMORY')
      lock.exec('BEGIN EXCLUSIVE')
      if (inode !== undefined && inodeOf(file) === inode) return lock
      lock.close()
    } catch (error) {
      lock?.close()
      if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY')
        throw new DatabaseLocked(`another build is running (it has locked ${file}); wait for it`)
      throw new Error(`cannot write to ${dirname(file)}; check that it exists and is writable`, {
        cause: error,
      })
    }
  }
}

function inodeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
