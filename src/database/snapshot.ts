import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fstatSync, openSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { Database } from 'better-sqlite3'

/** The bytes of a database, as it was when it was opened, whatever becomes of its path. */
export interface DatabaseSnapshot {
  length: number
  read(start: number, end: number): Readable
  /** SHA-256 in base64, reckoned when it is first asked for. */
  sha256(): Promise<string>
  /** Nothing is read after this. */
  close(): void
}

export function openSnapshot(db: Database): DatabaseSnapshot {
  const { length, read, close } = db.memory ? inMemory(db) : onDisk(db.name)
  let digest: Promise<string> | undefined
  return {
    length,
    read,
    close,
    sha256() {
      digest ??= digestOf(read(0, length - 1))
      return digest
    },
  }
}

function inMemory(db: Database) {
  const bytes = db.serialize()
  return {
    length: bytes.length,
    read: (start: number, end: number) => Readable.from([bytes.subarray(start, end + 1)]),
    close: () => {},
  }
}

function onDisk(file: string) {
  const fd = openSync(file, 'r')
  return {
    length: fstatSync(fd).size,
    read: (start: number, end: number): Readable =>
      createReadStream('', { fd, start, end, autoClose: false }),
    close: () => closeSync(fd),
  }
}

async function digestOf(stream: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of stream) hash.update(chunk)
  return hash.digest('base64')
}
