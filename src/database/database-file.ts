import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, openSync, read } from 'node:fs'
import { Readable } from 'node:stream'
import type { Database } from './connection.ts'

/** The bytes of a database as it was when it was opened, even if another file replaces it. */
export interface DatabaseFile {
  /** In bytes. */
  length: number
  /** When the file was written; null if the database is in memory. */
  modified: Date | null
  /** Reads the bytes from `start` to `end`, inclusive. */
  read(start: number, end: number): Readable
  /** SHA-256 in base64. It is computed on the first call. */
  sha256(): Promise<string>
  /** Whether the file still has its length: false if something has overwritten it in place. */
  isComplete(): boolean
  /** Reads fail afterwards. */
  close(): void
}

export function openDatabaseFile(db: Database): DatabaseFile {
  const { read, ...file } = db.memory ? inMemory(db) : onDisk(db.name)
  let digest: Promise<string> | undefined
  return {
    ...file,
    read,
    sha256() {
      digest ??= sha256Of(read(0, file.length - 1))
      return digest
    },
  }
}

function inMemory(db: Database) {
  const bytes = db.serialize()
  return {
    length: bytes.length,
    modified: null,
    read: (start: number, end: number) => Readable.from([bytes.subarray(start, end + 1)]),
    isComplete: () => true,
    close: () => {},
  }
}

function onDisk(file: string) {
  const fd = openSync(file, 'r')
  const { size: length, mtime: modified } = fstatSync(fd)
  return {
    length,
    modified,
    read: (start: number, end: number): Readable =>
      createReadStream('', { fd, start, end, fs: { read, close: keepOpen } }),
    isComplete: () => fstatSync(fd).size === length,
    close: () => closeSync(fd),
  }
}

/** All streams share one descriptor. A stream that is destroyed would close it, whatever `autoClose` is. */
function keepOpen(_: number, done: (error: null) => void): void {
  done(null)
}

async function sha256Of(stream: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of stream) hash.update(chunk)
  return hash.digest('base64')
}
