import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { errorMessage } from '../domain/error-message.ts'
import { APPLICATION_ID } from './schema.ts'

export type { Database, Statement } from 'better-sqlite3'

/** Number of bytes of the header that are read, and offsets in it (https://sqlite.org/fileformat.html). */
const HEADER_LENGTH = 72
const WRITE_VERSION = 18
const APPLICATION_ID_OFFSET = 68
/** The write version of a database in WAL mode. */
const WAL = 2

/** Opens a database for writing. `:memory:` creates one in memory, which is lost when it is closed. */
export function createDatabase(file: string): Database {
  const db = new Sqlite(file)
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  return db
}

/**
 * Opens an orgfacts database read-only. Throws if the file does not exist or cannot be read, if it is another
 * database, or if it has another schema. The message states what to do.
 *
 * @param version the expected schema, see `schemaVersion`
 */
export function openReadonly(file: string, version: number): Database {
  // First, because the messages of SQLite do not state why a file cannot be opened.
  const header = readHeader(file)
  const db = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    const { applicationId, userVersion } = identityOf(db, header)
    const hint = '`npm run build` builds one'
    if (applicationId !== APPLICATION_ID)
      throw new Error(`${file} is not an orgfacts database; ${hint}`)
    if (userVersion !== version)
      throw new Error(`${file} has schema ${userVersion}, but ${version} is needed; ${hint}`)
  } catch (error) {
    db.close()
    throw error
  }
  db.pragma('query_only = ON')
  db.pragma('trusted_schema = OFF')
  // No process writes to the file, so the read lock is taken once and kept: taking it takes longer than
  // most queries.
  db.pragma('locking_mode = EXCLUSIVE')
  return db
}

function identityOf(
  db: Database,
  header: Buffer,
): { applicationId: unknown; userVersion: unknown } {
  try {
    return {
      applicationId: db.pragma('application_id', { simple: true }),
      userVersion: db.pragma('user_version', { simple: true }),
    }
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (code === 'SQLITE_NOTADB') return { applicationId: null, userVersion: null }
    if (header[WRITE_VERSION] === WAL && /^SQLITE_(?:READONLY|CANTOPEN)/.test(code))
      throw new Error(
        `${db.name} is in WAL mode, which needs a writable folder; run \`PRAGMA journal_mode = DELETE\` on a copy in a writable folder, or build it again`,
      )
    const isDamaged = code === 'SQLITE_CORRUPT'
    throw new Error(
      `${db.name} ${isDamaged ? 'is damaged' : 'cannot be read'}: ${errorMessage(error)}`,
    )
  }
}

/** Whether a build may replace a file: it does not exist or is an orgfacts database, even a damaged one. */
export function isReplaceableDatabase(file: string): boolean {
  if (!existsSync(file)) return true
  // The header, and not a query, which fails on a damaged database.
  const header = readHeader(file)
  return (
    header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    header.readUInt32BE(APPLICATION_ID_OFFSET) === APPLICATION_ID
  )
}

/** Reads the first bytes of a file. Errors state why it cannot be read, and what to do. */
function readHeader(file: string): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH)
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'r')
    readSync(descriptor, header)
    return header
  } catch (error) {
    throw new Error(explainUnreadable(file, error as NodeJS.ErrnoException), { cause: error })
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function explainUnreadable(file: string, { code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return `there is no database ${file}; \`npm run build\` builds it`
    case 'EISDIR':
      return `${file} is a folder; name a file`
    case 'EACCES':
      return `${file} cannot be read: permission denied; let the user of the process read the file and enter its folder`
    // https://nodejs.org/api/permissions.html
    case 'ERR_ACCESS_DENIED':
      return `${file} cannot be read: Node.js was started without permission for it; add --allow-fs-read=${dirname(file)} to the command, or move the file`
    default:
      return `${file} cannot be read: ${message}`
  }
}
