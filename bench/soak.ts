import { spawn } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { Agent } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { collections } from '../src/api/collections/index.ts'
import { MIGRATIONS, readMigrations } from '../src/database/schema.ts'
import { errorMessage } from '../src/domain/error-message.ts'
import { resourceTypes } from '../src/domain/resources/index.ts'
import { buildDatabase } from '../src/ingest/build.ts'
import { sendRequest } from './http-request.ts'
import { PROJECT_FOLDER, processMemory } from './servers/server-process.ts'

const HELP = `Usage: npm run soak -- [--minutes N] [--port PORT]

Starts the server and sends it valid, invalid and malformed requests from 16 clients for N minutes. Each
minute it replaces the database three times by a good one and once by a damaged one. Prints for each minute
the number of responses and faults, the 99th percentile of the latency, and the memory and open file
descriptors of the server. A fault is a response with a 5xx status, or none.

  --minutes N    default: 10
  --port PORT    default: 4630
  --help         print this text

Exit status: 0 without a fault, otherwise 1.`

const CLIENTS = 16

interface MinuteReport {
  responses: number
  faults: number
  p99_ms: number
  rss_mib: number
  descriptors: number
}

/** Every list in each format, at other times and in pages, other endpoints, and invalid requests. */
function requestPaths(): string[] {
  const lists = collections.flatMap(({ name, exampleQuery, list }) => {
    const withQuery = (query: Record<string, string>) =>
      `/v1/${name}?${new URLSearchParams({ ...exampleQuery, ...query })}`
    return [
      withQuery({}),
      withQuery({ limit: '3' }),
      withQuery({ format: 'ndjson', limit: 'all' }),
      withQuery({ format: 'jsonld' }),
      withQuery({ known_at: '2016-06-30' }),
      withQuery({ known_at: '1900-01-01' }),
      withQuery({ limit: '0' }),
      withQuery({ limti: '5' }),
      withQuery({ cursor: 'x' }),
      `/v1/${name}/nothing`,
      ...(list.validTime === null
        ? []
        : [withQuery({ valid_at: '2014' }), withQuery({ valid_at: '2014-13' })]),
    ]
  })
  const others = [
    '/',
    '/docs/',
    '/openapi.json',
    '/metrics',
    '/v1/dataset',
    '/v1/dataset/orgfacts.db',
  ]
  return [...lists, ...others, '/v1/organizations/iom?valid_at=1975', '/%', '/nowhere']
}

/** Sends malformed requests and closes their connections. */
function sendMalformedRequests(port: number): void {
  for (const text of [
    '\0\x01',
    'GET / HTTP/1.1\r\n',
    `GET / HTTP/1.1\r\nX: ${'a'.repeat(99_999)}\r\n\r\n`,
  ]) {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('error', () => {})
    void setTimeout(500).then(() => socket.destroy())
  }
}

/** Runs the test and returns the number of faults. */
async function soak(minutes: number, port: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-soak-'))
  const database = join(folder, 'facts.db')
  const replaceDatabase = (by: string) => {
    copyFileSync(by, `${database}.next`)
    renameSync(`${database}.next`, database)
  }
  const good = join(folder, 'good.db')
  const damaged = join(folder, 'damaged.db')
  buildDatabase(good, {
    folder: join(PROJECT_FOLDER, 'seed'),
    resourceTypes,
    migrations: readMigrations(MIGRATIONS),
  })
  writeFileSync(damaged, readFileSync(good).subarray(0, 1_000_000))
  replaceDatabase(good)
  const child = spawn(process.execPath, ['src/cli/serve.ts'], {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, DATABASE: database, PORT: String(port), LOG_LEVEL: 'fatal' },
    stdio: 'inherit',
  })
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  try {
    while ((await sendRequest(agent, port, '/readyz')).status !== 200) await setTimeout(50)
    const paths = requestPaths()
    let allFaults = 0
    for (let minute = 1; minute <= minutes; minute += 1) {
      const times: number[] = []
      let faults = 0
      const until = performance.now() + 60_000
      const clients = Array.from({ length: CLIENTS }, async (_, client) => {
        for (let n = client * 17; performance.now() < until; n += 1) {
          const { status, ms } = await sendRequest(agent, port, paths[n % paths.length] ?? '/')
          if (status === 0 || status >= 500) faults += 1
          times.push(ms)
        }
      })
      for (let quarter = 0; quarter < 4; quarter += 1) {
        sendMalformedRequests(port)
        // The server takes a copy for a new database: the file is another one.
        replaceDatabase(quarter === 3 ? damaged : good)
        await setTimeout(14_000)
      }
      await Promise.all(clients)
      const report: MinuteReport = {
        responses: times.length,
        faults,
        p99_ms: Math.round(times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0),
        rss_mib: Math.round(processMemory(child.pid).now),
        descriptors: readdirSync(`/proc/${child.pid}/fd`).length,
      }
      console.log(`minute ${minute}: ${JSON.stringify(report)}`)
      allFaults += faults
    }
    return allFaults
  } finally {
    agent.destroy()
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      port: { type: 'string', default: '4630' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(HELP)
  const faults = await soak(Number(values.minutes), Number(values.port))
  console.log(faults === 0 ? 'no fault' : `${faults} faults`)
  if (faults > 0) process.exitCode = 1
}

main().catch((error: unknown) => {
  console.error(`soak: ${errorMessage(error)}`)
  process.exitCode = 1
})
