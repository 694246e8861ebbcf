import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { copyFileSync, renameSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { ROOT } from './app.ts'

/** Runs the commands in src/cli as processes, as `npm run` does. */

/** Commands start about twice as fast with it, and the image has one, too. */
const COMPILE_CACHE = join(tmpdir(), 'orgfacts-compile-cache')

export interface Ran {
  /** The exit status; null while the process runs, and if a signal ended it. */
  code: number | null
  out: string
  err: string
}

/**
 * Starts a command.
 *
 * @param script a path in src/
 * @param registerStop takes the function that kills the process; by default the end of the test calls it
 */
export function start(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
  registerStop: (stop: () => void) => void = onTestFinished,
) {
  const child = spawn(process.execPath, [join(ROOT, 'src', script), ...args], {
    cwd: ROOT,
    // The test runner sets BASE_URL for itself, and a busy machine must not make the server refuse requests.
    env: {
      ...process.env,
      BASE_URL: '',
      MAX_DELAY_MS: '0',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...env,
    },
  })
  registerStop(() => {
    child.kill('SIGKILL')
  })
  const ran: Ran = { code: null, out: '', err: '' }
  child.stdout.on('data', (text) => {
    ran.out += text
  })
  child.stderr.on('data', (text) => {
    ran.err += text
  })
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code) => resolve({ ...ran, code }))
  })
  return { child, ran, ended }
}

/** Runs a command to its end. */
export const run = (script: string, args: readonly string[], env?: Record<string, string>) =>
  start(script, args, env).ended

/** The URL that a server logs when it listens. Rejects if the server ends before. */
export function listening(child: ChildProcessWithoutNullStreams, ran: Ran): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout.on('data', () => {
      const [url] = /http:\/\/[\d.]+:\d+/.exec(ran.out) ?? []
      if (url !== undefined) resolve(url)
    })
    child.on('close', () => reject(new Error(`the server ended: ${ran.out}${ran.err}`)))
  })
}

/** A port on which nothing listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Calls a function until its result is accepted, and returns that. A call that rejects is repeated. */
export async function eventually<T>(
  read: () => Promise<T>,
  isAccepted: (value: T) => boolean,
): Promise<T> {
  for (;;) {
    const value = await read().catch(() => undefined)
    if (value !== undefined && isAccepted(value)) return value
    await setTimeout(100)
  }
}

/** Replaces a file in one step, as a build does. */
export function replace(file: string, by: string): void {
  copyFileSync(by, `${file}.next`)
  renameSync(`${file}.next`, file)
}
