import { Worker } from 'node:worker_threads'

export interface VerifyRequest {
  file: string
  version: number
}

/**
 * Verifies a whole database before it is served: schema, integrity, references, and each row. Runs in a
 * worker thread: a large database takes seconds, in which requests must not wait. Rejects with the first
 * error.
 *
 * @param version the expected schema, see `schemaVersion`
 */
export function verifyDatabase(file: string, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const workerData: VerifyRequest = { file, version }
    const worker = new Worker(new URL('verify-worker.ts', import.meta.url), { workerData })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${file} could not be verified: the thread ended with code ${code}`))
    })
  })
}
