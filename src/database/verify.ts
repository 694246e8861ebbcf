import { Worker } from 'node:worker_threads'

/** What the thread is asked. */
export interface VerifyRequest {
  file: string
  version: number
}

/**
 * Looks through a whole database before it is served, in a thread of its own, as a large one takes its
 * time. Rejects with what is wrong.
 *
 * @param version the schema that is expected, as `user_version` names it
 */
export function verifyDatabase(file: string, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const workerData: VerifyRequest = { file, version }
    const worker = new Worker(new URL('verify-worker.ts', import.meta.url), { workerData })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${file} was not looked through (${code})`))
    })
  })
}
