import { workerData } from 'node:worker_threads'
import { rowChecksum } from './checksum.ts'
import { openReadonly } from './connection.ts'
import type { VerifyRequest } from './verify.ts'

/**
 * A thread that throws what is wrong with a database: that it is none of ours, or of another schema, is
 * damaged, has other rows than were written, or a reference that points nowhere.
 */

const { file, version } = workerData as VerifyRequest
const db = openReadonly(file, version)
try {
  const check = String(db.pragma('integrity_check(1)', { simple: true }))
  if (check !== 'ok') throw new Error(`${file} is damaged: ${check}`)
  const { digest } = db.prepare('SELECT digest FROM release').get() as { digest: string }
  if (digest !== rowChecksum(db))
    throw new Error(`${file} is damaged: its rows are not those that were written`)
  if (db.prepare('SELECT 1 FROM pragma_foreign_key_check LIMIT 1').get() !== undefined)
    throw new Error(`${file} has a reference that points nowhere`)
} finally {
  db.close()
}
