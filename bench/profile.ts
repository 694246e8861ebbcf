import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../src/cli/command.ts'
import { applyLoad } from './measure/load-client.ts'
import {
  BENCH_PORT,
  BUILD_ARGUMENTS,
  cpuSeconds,
  orgfactsServer,
  PROJECT_FOLDER,
  startContender,
} from './servers/server-process.ts'

const HELP = `Usage: npm run bench:profile -- [PATH]

Sends GET requests for PATH to the server, and prints the processor time per request of each source file
and package. The response cache is used only if PATH is preceded by "cached". Default PATH: /v1/people/antonio-vitorino

A sample counts for the file or package whose function was called last; SQLite counts for its caller.`

const SECONDS = 5
const WARM_UP_SECONDS = 3
const DEFAULT_PATH = '/v1/people/antonio-vitorino'
/** Lower shares are left out, in percent. */
const MIN_SHARE = 0.7

interface Frame {
  functionName: string
  url: string
}

interface Profile {
  nodes: { id: number; callFrame: Frame; children?: number[] }[]
  samples: number[]
  timeDeltas: number[]
}

async function run(args: readonly string[]): Promise<number> {
  const isCached = args[0] === 'cached'
  const path = args[isCached ? 1 : 0] ?? DEFAULT_PATH
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-profile-'))
  try {
    const database = join(folder, 'facts.db')
    execFileSync(process.execPath, [...BUILD_ARGUMENTS, 'seed', database], { cwd: PROJECT_FOLDER })
    const server = orgfactsServer('', database, '/readyz', { cacheMb: isCached ? 64 : 0 })
    const [program = '', ...others] = server.command
    const profiled = [program, '--cpu-prof', `--cpu-prof-dir=${folder}`, ...others]
    const { child, stop } = await startContender({ ...server, command: profiled })
    const load = { url: `http://127.0.0.1:${BENCH_PORT}${path}`, headers: {}, connections: 32 }
    await applyLoad({ ...load, duration: WARM_UP_SECONDS })
    const before = cpuSeconds(child.pid)
    const { requests } = await applyLoad({ ...load, duration: SECONDS })
    const microseconds = ((cpuSeconds(child.pid) - before) / requests) * 1e6
    await stop('SIGTERM')
    console.log(`${path}: ${Math.round(microseconds)} µs of processor time per request`)
    for (const [place, share] of sharesOf(readProfile(folder)))
      console.log(
        `${(share * microseconds).toFixed(1).padStart(7)} µs ${(share * 100).toFixed(1).padStart(5)} %  ${place}`,
      )
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Threads have profiles of their own; that of the main thread is by far the longest. */
function readProfile(folder: string): Profile {
  const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'))
  const longest = texts.sort((a, b) => b.length - a.length)[0]
  if (longest === undefined) throw new Error('the server wrote no profile')
  return JSON.parse(longest) as Profile
}

/** The share of each source file and package in the time of requests, the highest first. */
function sharesOf({ nodes, samples, timeDeltas }: Profile): [place: string, share: number][] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  )
  const places = new Map(
    nodes.map(({ id }) => {
      const frames: Frame[] = []
      for (let at: number | undefined = id; at !== undefined; at = parents.get(at))
        frames.push(byId.get(at)?.callFrame ?? { functionName: '', url: '' })
      return [id, placeOf(frames)]
    }),
  )
  const times = new Map<string, number>()
  for (const [index, id] of samples.entries()) {
    const place = places.get(id)
    if (place !== undefined) times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0))
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times]
    .map(([place, time]): [string, number] => [place, time / total])
    .filter(([, share]) => share * 100 >= MIN_SHARE)
    .sort(([, a], [, b]) => b - a)
}

/** Functions of Node.js in which requests and their responses are processed. */
const REQUEST =
  /^(?:parserOnIncoming|parserOnHeadersComplete|onStreamRead|afterWriteDispatched|onwrite)$/

/**
 * The file or package whose function was called last.
 *
 * @param frames the functions of a sample, the innermost first
 * @returns undefined for a sample that belongs to no request
 */
function placeOf(frames: readonly Frame[]): string | undefined {
  if (!frames.some(({ functionName }) => REQUEST.test(functionName))) return undefined
  let isInNode = false
  for (const { url } of frames) {
    const [, file] =
      /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? /(src\/.*)$/.exec(url) ?? []
    if (file !== undefined) return isInNode ? `${file}, in Node.js` : file
    isInNode ||= url.startsWith('node:')
  }
  return 'Node.js'
}

await runCommand(HELP, 2, run)
