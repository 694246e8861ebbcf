import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync, mkdirSync, statSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { sendRequest } from '../http-request.ts'
import {
  BENCH_PORT,
  BUILD_ARGUMENTS,
  orgfactsServer,
  PROJECT_FOLDER,
  processMemory,
  startContender,
} from '../servers/server-process.ts'
import { median, roundMeasurement } from '../statistics.ts'

/** Latency, start and memory with a number of organizations. Times are medians of sequential requests. */
export interface ScalingResult {
  organizations: number
  claims: number
  mib: number
  item_ms: number
  /** A list of one organization. */
  filtered_ms: number
  profile_ms: number
  /** Search for a number that one organization has in its name. */
  search_ms: number
  /** Search for a word that an eighth of the organizations have in their names. */
  common_search_ms: number
  start_ms: number
  /** Peak memory of the build in MiB; null if the database existed already. */
  build_mib: number | null
}

/** Requests of each kind: this many, or as many as fit into this time. */
const REQUESTS = 1_000
const SECONDS = 3

/** Measures a server over a synthetic database, which is built in the folder if it is missing there. */
export async function measureScaling(
  folder: string,
  organizations: number,
): Promise<ScalingResult> {
  const { database, build_mib } = await syntheticDatabase(folder, organizations)
  // Reads the file once, so that no later read waits for the disk.
  for await (const _ of createReadStream(database, { highWaterMark: 2 ** 20 }));
  const { stop, startMs } = await startContender(orgfactsServer('', database, '/readyz'))
  const agent = new Agent({ keepAlive: true })
  try {
    const request = async (path: string) => {
      const { status, body, ms } = await sendRequest(agent, BENCH_PORT, path)
      if (status !== 200) throw new Error(`${path} ${status} ${body}`)
      return { body, ms }
    }
    const { data } = JSON.parse((await request('/v1/dataset')).body) as {
      data: { counts: Record<string, { claims: number }> }
    }
    const claims = Object.values(data.counts).reduce((sum, { claims }) => sum + claims, 0)
    const time = async (path: (organization: number) => string) => {
      const times: number[] = []
      const until = performance.now() + SECONDS * 1000
      while (times.length < REQUESTS && performance.now() < until) {
        // Only numbers of the later half, which have equally many digits. Steps of a prime (7,919) visit
        // them without an order that a cache could profit from.
        const step = (times.length * 7_919) % Math.ceil(organizations / 2)
        times.push((await request(path(organizations - 1 - step))).ms)
      }
      // The first tenth is warm-up.
      return roundMeasurement(median(times.slice(times.length / 10)))
    }
    const id = (organization: number) => `org-${String(organization).padStart(6, '0')}`
    return {
      organizations,
      claims,
      mib: Math.round(statSync(database).size / 2 ** 20),
      item_ms: await time((number) => `/v1/leadership/${id(number)}-head-1`),
      filtered_ms: await time((number) => `/v1/leadership?organization=${id(number)}`),
      profile_ms: await time((number) => `/v1/organizations/${id(number)}?evidence=none`),
      search_ms: await time((number) => `/v1/search?q=${number}`),
      common_search_ms: await time(() => '/v1/search?q=forestry'),
      start_ms: Math.round(startMs),
      build_mib,
    }
  } finally {
    agent.destroy()
    await stop()
  }
}

async function syntheticDatabase(
  folder: string,
  organizations: number,
): Promise<{ database: string; build_mib: number | null }> {
  const seed = join(folder, String(organizations))
  const database = `${seed}.db`
  if (existsSync(database)) return { database, build_mib: null }
  mkdirSync(seed, { recursive: true })
  const file = join(seed, 'all.ndjson')
  const synth = ['bench/synth.ts', '--organizations', String(organizations), '--out', file]
  execFileSync(process.execPath, synth, { cwd: PROJECT_FOLDER })
  const build = spawn(process.execPath, [...BUILD_ARGUMENTS, seed, database], {
    cwd: PROJECT_FOLDER,
    stdio: 'ignore',
  })
  const peak = watchMemory(build)
  const [code] = await once(build, 'exit')
  if (code !== 0) throw new Error(`the database of ${organizations} organizations was not built`)
  return { database, build_mib: Math.round(peak()) }
}

/** Samples the memory of a process. Returns a function that stops this and returns the peak in MiB. */
function watchMemory({ pid }: ChildProcess): () => number {
  let peak = 0
  const sample = () => {
    try {
      peak = Math.max(peak, processMemory(pid).peak)
    } catch {
      clearInterval(timer)
    }
  }
  const timer = setInterval(sample, 50)
  return () => {
    clearInterval(timer)
    return peak
  }
}
