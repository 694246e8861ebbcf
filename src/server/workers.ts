import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type Registry, type RegistryContentType } from 'prom-client'

/**
 * Several processes on one port: each listens for itself (SO_REUSEPORT), so the kernel shares the
 * connections out, and nothing stands between a client and its worker. This process starts them,
 * replaces one that dies, and passes a stop on.
 */

/** What is said between the processes. */
export type Message =
  | { ask: 'metrics'; id: number }
  | { answer: 'metrics'; id: number; text: string }
  | 'serving'
  | 'reload'
  | 'stop'

/**
 * How long a worker that died is missed, in milliseconds, and one that could not even start: the database
 * may have to be replaced before another can.
 */
const PAUSE = { served: 200, failed: 5_000 }

/** Set for a worker that takes another's place: what it finds, those that live may have refused. */
export const SUSPECT = 'ORGFACTS_SUSPECT'

/** Starts workers, and ends with the process when they have ended. */
export function supervise(many: number, log: (line: string) => void): void {
  const registry = new AggregatorRegistry()
  let isStopping = false
  let started = 0
  const pauses = new Set<NodeJS.Timeout>()
  const start = () => {
    const worker = cluster.fork(started > 0 ? { [SUSPECT]: '1' } : {})
    let serves = false
    worker.on('message', (message: Message) => {
      if (message !== 'serving') return answerMetrics(worker, registry, message)
      serves = true
      started += 1
    })
    worker.on('exit', (code, signal) => {
      if (isStopping) return
      // What keeps the first from starting would keep the next.
      if (started === 0) return stop(1)
      log(`worker ${worker.process.pid} died (${signal ?? code}); another takes its place`)
      const again = () => {
        pauses.delete(pause)
        start()
      }
      const pause = setTimeout(again, serves ? PAUSE.served : PAUSE.failed)
      pauses.add(pause)
    })
  }
  const stop = (code: number) => {
    if (isStopping) return
    isStopping = true
    process.exitCode = code
    for (const pause of pauses) clearTimeout(pause)
    tell('stop')
  }
  const tell = (message: Message) => {
    for (const worker of Object.values(cluster.workers ?? {}))
      if (worker?.isConnected()) worker.send(message)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!isStopping) return stop(0)
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL')
    })
  process.on('SIGHUP', () => {
    if (!isStopping) tell('reload')
  })
  for (let n = 0; n < many; n += 1) start()
}

function answerMetrics(
  worker: Worker,
  registry: AggregatorRegistry<RegistryContentType>,
  message: Message,
): void {
  if (typeof message !== 'object' || !('ask' in message)) return
  const answer = (text: string) => {
    if (worker.isConnected()) worker.send({ answer: 'metrics', id: message.id, text })
  }
  registry.clusterMetrics().then(
    (text) => answer(text),
    // It asks again when it is asked again.
    () => answer(''),
  )
}

/** In a worker: metrics of all workers together, and what is done when all are told to do something. */
export function working(
  registry: Registry,
  told: { stop(): void; reload(): void },
): () => Promise<string> {
  AggregatorRegistry.setRegistries(registry)
  new AggregatorRegistry()
  const waiting = new Map<number, (text: string) => void>()
  let asked = 0
  process.on('message', (message: Message) => {
    if (message === 'stop' || message === 'reload') return told[message]()
    if (typeof message !== 'object' || !('answer' in message)) return
    waiting.get(message.id)?.(message.text)
    waiting.delete(message.id)
  })
  return () =>
    new Promise((resolve) => {
      asked += 1
      waiting.set(asked, resolve)
      process.send?.({ ask: 'metrics', id: asked } satisfies Message)
    })
}
