import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { createDatabase, type Database, isReplaceableDatabase } from '../database/connection.ts'
import { type LoadOptions, type LoadResult, load } from './load.ts'

export interface BuildResult extends LoadResult {
  /** Size of the database in bytes. */
  bytes: number
}

/** Another load is writing the same database. */
export class DatabaseLocked extends Error {}

/**
 * Builds a database in a new file beside the old one, and renames it over the old one once it is
 * whole and on disk. Whatever fails, the old one stays as it was.
 */
export function buildDatabase(database: string, loading: LoadOptions): BuildResult {
  if (!isReplaceableDatabase(database))
    throw new Error(`${database} is not a database of ours, so it is not replaced`)
  const fresh = `${database}.new`
  return locked(`${database}.lock`, () => {
    // A killed load may have left its file behind.
    rmSync(fresh, { force: true })
    try {
      const loaded = write(fresh, loading)
      sync(fresh)
      renameSync(fresh, database)
      sync(dirname(database))
      return { ...loaded, bytes: statSync(database).size }
    } catch (error) {
      rmSync(fresh, { force: true })
      throw error
    }
  })
}

function write(file: string, loading: LoadOptions): LoadResult {
  const db = createDatabase(file)
  try {
    // Nobody reads the file before it is whole, so it needs no journal beside it (one in memory is
    // next to nothing, as no page is old) and no sync along the way.
    db.pragma('journal_mode = MEMORY')
    db.pragma('synchronous = OFF')
    const loaded = load(db, loading)
    return loaded
  } finally {
    db.close()
  }
}

/** Runs while this process alone holds the lock; SQLite's lock ends with its process, killed or not. */
function locked<T>(file: string, run: () => T): T {
  const lock = hold(file)
  try {
    return run()
  } finally {
    rmSync(file, { force: true })
    lock.close()
  }
}

/**
 * Takes the lock. Whoever held it last has perhaps removed its file between our opening and our locking
 * it: it would then be held by us, and another of the same name by somebody else. So it is looked again.
 */
function hold(file: string): Database {
  for (;;) {
    let lock: Database | undefined
    try {
      // By SQLite: another handle that is closed would take this process's own lock away.
      new Sqlite(file).close()
      const before = inodeOf(file)
      lock = new Sqlite(file, { timeout: 0 })
      lock.pragma('journal_mode = MEMORY')
      lock.exec('BEGIN EXCLUSIVE')
      if (before !== undefined && inodeOf(file) === before) return lock
      lock.close()
    } catch (error) {
      lock?.close()
      if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY')
        throw new DatabaseLocked(`another load is writing there (it holds ${file})`)
      throw new Error(`nothing can be written in ${dirname(file)}`, { cause: error })
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
