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
import { collections } from '../src/api/endpoints/index.ts'
import { errorMessage } from '../src/cli/command.ts'
import { MIGRATIONS, readMigrations } from '../src/database/schema.ts'
import { resourceTypes } from '../src/domain/resources/index.ts'
import { buildDatabase } from '../src/ingest/build.ts'
import { ask } from './ask.ts'
import { memoryOf, ROOT } from './server.ts'

/** A long run: all kinds of requests, new databases and bad input, again and again. */

const HELP = `Usage: npm run soak -- [--minutes N] [--port PORT]

Starts the server, asks it everything at once for N minutes (10), puts another database in its place twice a
minute and a broken one once a minute, and sends it what is no request. Tells, minute by minute, how many
answers there were, how quickly, how much memory and how many open descriptors; ends with 1 where an answer was
a fault of the server.`

const CALLERS = 16

interface Minute {
  answers: number
  faults: number
  p99_ms: number
  rss_mib: number
  descriptors: number
}

/** Everything there is to ask: each list in each form, at other times, in pages, and much that is wrong. */
function questions(): string[] {
  const lists = collections.flatMap(({ name, example, list: listing }) => {
    const ask = (more: Record<string, string>) =>
      `/v1/${name}?${new URLSearchParams({ ...example, ...more })}`
    return [
      ask({}),
      ask({ limit: '3' }),
      ask({ format: 'ndjson', limit: 'all' }),
      ask({ format: 'jsonld' }),
      ask({ known_at: '2016-06-30' }),
      ask({ known_at: '1900-01-01' }),
      ask({ limit: '0' }),
      ask({ limti: '5' }),
      ask({ cursor: 'x' }),
      `/v1/${name}/nothing`,
      ...(listing.validTime === null
        ? []
        : [ask({ valid_at: '2014' }), ask({ valid_at: '2014-13' })]),
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

/** Sends what is no request, and goes. */
function disturb(port: number): void {
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

async function soak(minutes: number, port: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-soak-'))
  const database = join(folder, 'facts.db')
  const replace = (by: string) => {
    copyFileSync(by, `${database}.next`)
    renameSync(`${database}.next`, database)
  }
  const right = join(folder, 'right.db')
  const wrong = join(folder, 'wrong.db')
  buildDatabase(right, {
    folder: join(ROOT, 'seed'),
    resourceTypes,
    migrations: readMigrations(MIGRATIONS),
  })
  writeFileSync(wrong, readFileSync(right).subarray(0, 1_000_000))
  replace(right)
  const env = { ...process.env, DATABASE: database, PORT: String(port), LOG_LEVEL: 'fatal' }
  const child = spawn(process.execPath, ['src/cli/serve.ts'], { cwd: ROOT, env, stdio: 'inherit' })
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS })
  try {
    while ((await ask(agent, port, '/readyz')).status !== 200) await setTimeout(50)
    const paths = questions()
    const items: Minute[] = []
    for (let minute = 1; minute <= minutes; minute += 1) {
      const times: number[] = []
      let faults = 0
      const until = performance.now() + 60_000
      const callers = Array.from({ length: CALLERS }, async (_, caller) => {
        for (let n = caller * 17; performance.now() < until; n += 1) {
          const { status, ms } = await ask(agent, port, paths[n % paths.length] ?? '/')
          if (status === 0 || status >= 500) faults += 1
          times.push(ms)
        }
      })
      for (let quarter = 0; quarter < 4; quarter += 1) {
        disturb(port)
        // The same content in another file is another database.
        replace(quarter === 3 ? wrong : right)
        await setTimeout(14_000)
      }
      await Promise.all(callers)
      items.push({
        answers: times.length,
        faults,
        p99_ms: Math.round(times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0),
        rss_mib: Math.round(memoryOf(child.pid).now),
        descriptors: readdirSync(`/proc/${child.pid}/fd`).length,
      })
      console.log(`minute ${minute}: ${JSON.stringify(items.at(-1))}`)
    }
    return items.reduce((sum, { faults }) => sum + faults, 0)
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
