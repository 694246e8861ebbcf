import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'

export const PROJECT_FOLDER = resolve(import.meta.dirname, '../..')
export const BENCH_PORT = 4620

const { scripts } = JSON.parse(readFileSync(resolve(PROJECT_FOLDER, 'package.json'), 'utf8')) as {
  scripts: { build: string }
}

/** The arguments with which `npm run build` starts Node, after the check of its version. */
export const BUILD_ARGUMENTS: readonly string[] =
  scripts.build.split(' && ').at(-1)?.split(' ').slice(1) ?? []

/** A server to measure, and the request to send to it. */
export interface Contender {
  name: string
  command: readonly string[]
  env?: Record<string, string>
  path: string
  headers?: Record<string, string>
  /** Default: 32. */
  connections?: number
}

/** Whether the server runs on core 0 and the clients on the other cores. */
export const isPinned =
  availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0

export interface RunningContender {
  child: ChildProcess
  /** Milliseconds from the start to the first response. */
  startMs: number
  /** Default signal: SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a server and waits for its first response. */
export async function startContender({
  command,
  env = {},
  path,
}: Contender): Promise<RunningContender> {
  const [program = '', ...args] = isPinned ? ['taskset', '-c', '0', ...command] : command
  const began = performance.now()
  const child = spawn(program, args, {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const stop = async (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal)
    await ended
  }
  while (child.exitCode === null && performance.now() - began < 60_000) {
    const response = await fetch(`http://127.0.0.1:${BENCH_PORT}${path}`).catch(() => null)
    await response?.arrayBuffer()
    if (response?.ok) return { child, startMs: performance.now() - began, stop }
    await setTimeout(5)
  }
  await stop()
  throw new Error(`${command.join(' ')} did not respond to ${path}`)
}

/**
 * The orgfacts server over a database.
 *
 * @param cacheMb size of the response cache in MiB; 0 disables it
 */
export function orgfactsServer(
  name: string,
  database: string,
  path: string,
  { cacheMb = 0, headers = {}, connections = 32 } = {},
): Contender {
  return {
    name,
    command: [process.execPath, 'src/cli/serve.ts'],
    env: {
      DATABASE: database,
      PORT: String(BENCH_PORT),
      CACHE_MB: String(cacheMb),
      LOG_LEVEL: 'warn',
      MAX_DELAY_MS: '0',
    },
    path,
    headers,
    connections,
  }
}

/** A Fastify server that sends the bytes of a file in response to every request (baseline-server.ts). */
export function baselineServer(
  name: string,
  kind: 'constant' | 'precomputed' | 'start',
  file: string,
): Contender {
  const script = 'bench/servers/baseline-server.ts'
  return { name, command: [process.execPath, script, kind, file, String(BENCH_PORT)], path: '/' }
}

/** Seconds of processor time that a process has used (Linux). */
export function cpuSeconds(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(stat[11]) + Number(stat[12])) / 100
}

/** MiB of memory that a process uses now, and that it has used at most (Linux). */
export function processMemory(pid: number | undefined): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  // A process that has ended has no such lines.
  const mib = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { now: mib('VmRSS'), peak: mib('VmHWM') }
}
