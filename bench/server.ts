import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Servers under measurement: each on a core of its own, where the system allows it. */

export const ROOT = resolve(import.meta.dirname, '..')
export const PORT = 4620

/** With what `npm run build` starts the loader: so much memory for what is young, and the file. */
export const LOADER = (
  JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { scripts: { seed: string } }
).scripts.seed
  .split(' ')
  .slice(1)

export interface Contender {
  name: string
  command: readonly string[]
  env?: Record<string, string>
  path: string
  headers?: Record<string, string>
  /** Where unsaid, 32. */
  connections?: number
}

/** Whether the server has core 0 for itself, and the load comes from the others. */
export const pinned =
  availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0

export interface Running {
  child: ChildProcess
  /** Milliseconds until it answered. */
  ready: number
  /** Killed, where no other signal is said. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a server, and waits until it answers. */
export async function start({ command, env = {}, path }: Contender): Promise<Running> {
  const [program = '', ...args] = pinned ? ['taskset', '-c', '0', ...command] : command
  const began = performance.now()
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const stop = async (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal)
    await ended
  }
  while (child.exitCode === null && performance.now() - began < 60_000) {
    const answer = await fetch(`http://127.0.0.1:${PORT}${path}`).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.ok) return { child, ready: performance.now() - began, stop }
    await setTimeout(5)
  }
  await stop()
  throw new Error(`${command.join(' ')} did not answer ${path}`)
}

/** This server over a database. */
export function ours(
  name: string,
  database: string,
  path: string,
  { room = '0', headers = {}, connections = 32 } = {},
): Contender {
  return {
    name,
    command: [process.execPath, 'src/cli/serve.ts'],
    env: {
      DATABASE: database,
      PORT: String(PORT),
      CACHE_MB: room,
      LOG_LEVEL: 'warn',
      MAX_DELAY_MS: '0',
    },
    path,
    headers,
    connections,
  }
}

/**
 * A server that sends the bytes of a file to everyone.
 *
 * @param work how many microseconds it burns before each answer; only of `http`
 */
export function constant(
  name: string,
  kind: 'http' | 'fastify',
  file: string,
  work = 0,
): Contender {
  return {
    name,
    command: [process.execPath, 'bench/constant.ts', kind, file, String(PORT), String(work)],
    path: '/',
  }
}

/** Seconds of processor time that a process has used (Linux). */
export function processorOf(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(stat[11]) + Number(stat[12])) / 100
}

/** MiB that a process has in memory, and has had at its most (Linux). */
export function memoryOf(pid: number | undefined): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  // One that has ended has none.
  const mib = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { now: mib('VmRSS'), peak: mib('VmHWM') }
}
