import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { openReadonly } from './database.ts'
import { digestOf } from './digest.ts'

/**
 * Looks through a whole database before it is served: that it is one of ours, of our schema, undamaged,
 * and that no reference in it points nowhere. In a thread of its own, as a large one takes its time.
 */

interface Asked {
  file: string
  version: number
}

/** Rejects with what is wrong. */
export function inspect(file: string, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(import.meta.filename, {
      workerData: { file, version } satisfies Asked,
    })
    worker.once('message', (wrong: string | null) => {
      if (wrong === null) resolve()
      else reject(new Error(wrong))
    })
    worker.once('error', reject)
    // After a message this says nothing new.
    worker.once('exit', (code) => reject(new Error(`${file} was not looked through (${code})`)))
  })
}

function wrongWith({ file, version }: Asked): string | null {
  try {
    const db = openReadonly(file, version)
    try {
      const check = String(db.pragma('integrity_check(1)', { simple: true }))
      if (check !== 'ok') return `${file} is damaged: ${check}`
      const { digest } = db.prepare('SELECT digest FROM release').get() as { digest: string }
      if (digest !== digestOf(db))
        return `${file} is damaged: its rows are not those that were written`
      const dangling = db.prepare('SELECT 1 FROM pragma_foreign_key_check LIMIT 1').get()
      return dangling === undefined ? null : `${file} has a reference that points nowhere`
    } finally {
      db.close()
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

if (!isMainThread) parentPort?.postMessage(wrongWith(workerData as Asked))
