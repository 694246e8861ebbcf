import { createHash, type Hash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readChunks } from './read/ndjson-lines.ts'
import { listSeedFiles } from './read/seed-files.ts'

/** The code that validates seed files and decides values. Other code only reads what is stored. */
const CODE_FOLDERS = ['database', 'domain', 'ingest']
const SRC = resolve(import.meta.dirname, '..')

/**
 * Fingerprint of the inputs of a build: SHA-256 in hexadecimal of the names and bytes of the seed files,
 * of the migrations, and of the code that decides values.
 */
export function buildFingerprint(folder: string, migrations: readonly string[]): string {
  const fingerprint = createHash('sha256').update(JSON.stringify(migrations))
  for (const { name } of listSeedFiles(folder)) addFile(fingerprint, folder, name)
  for (const name of listCode()) addFile(fingerprint, SRC, name)
  return fingerprint.digest('hex')
}

function listCode(): string[] {
  return CODE_FOLDERS.flatMap((folder) =>
    readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => join(folder, name)),
  )
}

/** Adds a digest of the file, not its bytes: otherwise two different folders could have one fingerprint. */
function addFile(fingerprint: Hash, folder: string, name: string): void {
  const content = createHash('sha256')
  for (const chunk of readChunks(join(folder, name))) content.update(chunk)
  fingerprint.update(JSON.stringify([name, content.digest('hex')]))
}
