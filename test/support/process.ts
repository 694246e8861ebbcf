import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { copyFileSync, renameSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { ROOT } from './app.ts'

/** The real programs, as `npm run` starts them; what a test starts ends with it. */

export interface Ran {
  code: number | null
  out: string
  err: string
}

/** @param finally_ is given what ends the program; where unsaid, the test's end does that */
export function start(
  script: string,
  args: string[],
  env: Record<string, string> = {},
  finally_: (end: () => void) => void = onTestFinished,
) {
  const child = spawn(process.execPath, [join(ROOT, 'src', script), ...args], {
    cwd: ROOT,
    // The test runner has a BASE_URL of its own, and keeps both cores busy.
    env: { ...process.env, BASE_URL: '', MAX_DELAY_MS: '0', ...env },
  })
  finally_(() => {
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

/** The address that a server logs once it listens. */
export function listening(child: ChildProcessWithoutNullStreams, ran: Ran): Promise<string> {
  return new Promise((resolve) => {
    child.stdout.on('data', () => {
      const found = /http:\/\/[\d.]+:\d+/.exec(ran.out)
      if (found) resolve(found[0])
    })
  })
}

/** What a program that ends has said. */
export const run = (script: string, args: string[], env?: Record<string, string>) =>
  start(script, args, env).ended

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** What is looked for, as soon as it is right. */
export async function eventually<T>(
  look: () => Promise<T>,
  right: (found: T) => boolean,
): Promise<T> {
  for (;;) {
    const found = await look().catch(() => undefined)
    if (found !== undefined && right(found)) return found
    await setTimeout(100)
  }
}

/** The processes that another one started (Linux). */
export function childrenOf(pid: number | undefined): number[] {
  const found = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  return found.trim().split(/\s+/).map(Number)
}

/** Puts a file in the place of another at once, as a build does. */
export function replace(live: string, by: string): void {
  copyFileSync(by, `${live}.next`)
  renameSync(`${live}.next`, live)
}
