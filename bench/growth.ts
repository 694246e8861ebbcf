import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync, mkdirSync, statSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { ask } from './ask.ts'
import { median, rounded } from './rounds.ts'
import { LOADER, memoryOf, ours, PORT, ROOT, start } from './server.ts'

/** How long one answer takes, of one organization and of many: asked one after another, none kept. */

export interface Grown {
  organizations: number
  claims: number
  mib: number
  /** Median milliseconds of each question. */
  item_ms: number
  filtered_ms: number
  profile_ms: number
  /** For the number in an organization's name, and for a word that an eighth of them have. */
  search_ms: number
  common_search_ms: number
  start_ms: number
  /** MiB that loading took at its most; null where it was loaded before. */
  loader_mib: number | null
}

/** As often each is asked, or as often as it can be in so many seconds. */
const ASKED = 1_000
const SECONDS = 3

/** A database of so many organizations: as it is in the folder, else built there. */
export async function synthesized(
  folder: string,
  organizations: number,
): Promise<{ database: string; loader_mib: number | null }> {
  const accounts = join(folder, String(organizations))
  const database = `${accounts}.db`
  if (existsSync(database)) return { database, loader_mib: null }
  mkdirSync(accounts, { recursive: true })
  const file = join(accounts, 'all.ndjson')
  const synth = ['bench/synth.ts', '--organizations', String(organizations), '--out', file]
  execFileSync(process.execPath, synth, { cwd: ROOT })
  const loader = spawn(process.execPath, [...LOADER, accounts, database], {
    cwd: ROOT,
    stdio: 'ignore',
  })
  const peak = watched(loader)
  const [code] = await once(loader, 'exit')
  if (code !== 0) throw new Error(`the accounts of ${organizations} organizations did not load`)
  return { database, loader_mib: Math.round(peak()) }
}

/** The most memory that a process has had, looked at now and then. */
function watched({ pid }: ChildProcess): () => number {
  let peak = 0
  const look = () => {
    try {
      peak = Math.max(peak, memoryOf(pid).peak)
    } catch {
      clearInterval(timer)
    }
  }
  const timer = setInterval(look, 50)
  return () => {
    clearInterval(timer)
    return peak
  }
}

/** Asks a database of so many organizations about some of them, spread over all. */
export async function grown(folder: string, organizations: number): Promise<Grown> {
  const { database, loader_mib } = await synthesized(folder, organizations)
  // Once, so that no disk is measured.
  for await (const _ of createReadStream(database, { highWaterMark: 2 ** 20 }));
  const { stop, ready } = await start(ours('', database, '/readyz'))
  const agent = new Agent({ keepAlive: true })
  try {
    const right = async (path: string) => {
      const { status, body, ms } = await ask(agent, PORT, path)
      if (status !== 200) throw new Error(`${path} ${status} ${body}`)
      return { body, ms }
    }
    const { data } = JSON.parse((await right('/v1/dataset')).body) as {
      data: { counts: Record<string, { claims: number }> }
    }
    const claims = Object.values(data.counts).reduce((sum, { claims }) => sum + claims, 0)
    const time = async (path: (organization: number) => string) => {
      const times: number[] = []
      const until = performance.now() + SECONDS * 1000
      while (times.length < ASKED && performance.now() < until) {
        // Of the later half, whose numbers are equally long; 7,919 is prime, and visits them in no order.
        const one = organizations - 1 - ((times.length * 7_919) % Math.ceil(organizations / 2))
        times.push((await right(path(one))).ms)
      }
      return rounded(median(times.slice(times.length / 10)))
    }
    const id = (organization: number) => `org-${String(organization).padStart(6, '0')}`
    return {
      organizations,
      claims,
      mib: Math.round(statSync(database).size / 2 ** 20),
      item_ms: await time((one) => `/v1/leadership/${id(one)}-head-1`),
      filtered_ms: await time((one) => `/v1/leadership?organization=${id(one)}`),
      profile_ms: await time((one) => `/v1/organizations/${id(one)}?evidence=none`),
      search_ms: await time((one) => `/v1/search?q=${one}`),
      common_search_ms: await time(() => '/v1/search?q=forestry'),
      start_ms: Math.round(ready),
      loader_mib,
    }
  } finally {
    agent.destroy()
    await stop()
  }
}
