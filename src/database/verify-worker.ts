import { workerData } from 'node:worker_threads'
import { openReadonly } from './connection.ts'
import { verifyRelease } from './integrity.ts'
import type { VerifyRequest } from './verify.ts'

/** The worker thread of `verifyDatabase`. Throws the first error that it finds in the database. */

const { file, version } = workerData as VerifyRequest
const db = openReadonly(file, version)
try {
  verifyRelease(db)
} finally {
  db.close()
}
