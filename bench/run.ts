import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'

/** Requests a second beside those of others, in one run: `npm run bench`. */

const HELP = `Usage: npm run bench -- [--seconds S] [--rounds R] [--peers]

Measures this server beside bare node:http and bare Fastify that send the same bytes, and with --peers beside
json-server and soul-cli over the same rows, which are installed into a temporary folder. All take turns, R
rounds of S seconds each (3 and 4); the median counts. Prints a table and writes bench/results.json.`

const ROOT = resolve(import.meta.dirname, '..')
const LIST = '/v1/leadership?limit=20'
const CONNECTIONS = 32

interface Contender {
  name: string
  command: string[]
  env?: Record<string, string>
  path: string
  headers?: Record<string, string>
}

interface Measured {
  name: string
  /** Requests a second, of each round. */
  rates: number[]
  /** Milliseconds. */
  p50: number
  p99: number
  /** Microseconds of processor time a request. */
  cpu: number
  /** MiB. */
  rss: number
}

const PORT = 4620
const pinned = availableParallelism() > 1 && has('taskset')

function has(program: string): boolean {
  try {
    execFileSync('which', [program])
    return true
  } catch {
    return false
  }
}

/** Starts a server on a core of its own, and waits until it answers. */
async function start({ command, env = {}, path }: Contender): Promise<ChildProcess> {
  const [program = '', ...args] = pinned ? ['taskset', '-c', '0', ...command] : command
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${PORT}${path}`).catch(() => null)
    if (answer?.ok) return child
    await setTimeout(50)
  }
  child.kill('SIGKILL')
  throw new Error(`${command.join(' ')} did not answer ${path}`)
}

/** Seconds of processor time and MiB of memory that a process has used (Linux). */
function used(pid: number): { cpu: number; rss: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kib = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
  return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, rss: kib / 1024 }
}

async function measure(contender: Contender, seconds: number) {
  const child = await start(contender)
  try {
    const url = `http://127.0.0.1:${PORT}${contender.path}`
    const headers = contender.headers ?? {}
    await autocannon({ url, headers, connections: CONNECTIONS, duration: 1 })
    const before = used(child.pid ?? 0)
    const { requests, latency, non2xx } = await autocannon({
      url,
      headers,
      connections: CONNECTIONS,
      duration: seconds,
    })
    const after = used(child.pid ?? 0)
    const wrong = 'if-none-match' in headers ? requests.total - non2xx : non2xx
    if (wrong > 0) throw new Error(`${contender.name}: ${wrong} answers were not as expected`)
    const cpu = ((after.cpu - before.cpu) / requests.total) * 1e6
    return { rate: requests.average, p50: latency.p50, p99: latency.p99, cpu, rss: after.rss }
  } finally {
    child.kill('SIGKILL')
    await setTimeout(200)
  }
}

function contenders(folder: string, etag: string, peers: string | null): Contender[] {
  const node = process.execPath
  const database = join(folder, 'facts.db')
  const ours = (
    name: string,
    path: string,
    room: string,
    headers: Record<string, string> = {},
  ) => ({
    name,
    command: [node, 'src/main.ts'],
    env: { DATABASE: database, PORT: String(PORT), CACHE_MB: room, LOG_LEVEL: 'warn' },
    path,
    headers,
  })
  const constant = (kind: string, file: string) => [
    node,
    'bench/constant.ts',
    kind,
    join(folder, file),
    String(PORT),
  ]
  return [
    { name: 'node:http, constant', command: constant('http', 'list.json'), path: '/' },
    { name: 'Fastify, constant', command: constant('fastify', 'list.json'), path: '/' },
    { name: 'Fastify, constant item', command: constant('fastify', 'item.json'), path: '/' },
    ours('warm list', LIST, '64'),
    ours('warm list, zstd', LIST, '64', { 'accept-encoding': 'zstd' }),
    ours('304', LIST, '64', { 'if-none-match': etag }),
    ours('cold list', LIST, '0'),
    ours('cold list, evidence=none', `${LIST}&evidence=none`, '0'),
    ours('cold item', '/v1/people/antonio-vitorino', '0'),
    ours('cold profile', '/v1/organizations/iom?evidence=none', '0'),
    ours('cold search', '/v1/search?q=geneva&limit=20', '0'),
    ...(peers === null
      ? []
      : [
          {
            name: 'json-server',
            command: [
              node,
              join(peers, 'node_modules/json-server/lib/cli/bin.js'),
              '--quiet',
              '--port',
              String(PORT),
              '--host',
              '127.0.0.1',
              join(folder, 'db.json'),
            ],
            path: '/leadership?_limit=20',
          },
        ]),
  ]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '4' },
      rounds: { type: 'string', default: '3' },
      peers: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(HELP)
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-bench-'))
  try {
    const all = await prepare(folder, values.peers ?? false)
    const measured = new Map<string, Measured>()
    for (let round = 1; round <= Number(values.rounds); round += 1)
      for (const contender of all) {
        if (process.stderr.isTTY)
          process.stderr.write(`\rround ${round}: ${contender.name.padEnd(30)}`)
        const { rate, ...rest } = await measure(contender, Number(values.seconds))
        const before = measured.get(contender.name)
        measured.set(contender.name, {
          name: contender.name,
          rates: [...(before?.rates ?? []), rate],
          ...rest,
        })
      }
    if (process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(60)}\r`)
    tell([...measured.values()])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Builds the data, takes the bytes that the constant servers send, and installs the peers. */
async function prepare(folder: string, withPeers: boolean): Promise<Contender[]> {
  execFileSync(process.execPath, ['src/seed.ts', 'seed', join(folder, 'facts.db')], { cwd: ROOT })
  let peers: string | null = null
  if (withPeers) {
    peers = folder
    execFileSync('npm', [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--silent',
      'json-server@0.17.4',
    ])
  }
  const probe = contenders(folder, '', null).find(({ name }) => name === 'cold list') as Contender
  const child = await start(probe)
  const answer = await fetch(`http://127.0.0.1:${PORT}${LIST}`)
  writeFileSync(join(folder, 'list.json'), await answer.text())
  const item = await fetch(`http://127.0.0.1:${PORT}/v1/people/antonio-vitorino`)
  writeFileSync(join(folder, 'item.json'), await item.text())
  const bare = await fetch(`http://127.0.0.1:${PORT}/v1/leadership?limit=500&evidence=none`)
  const { data } = (await bare.json()) as { data: unknown[] }
  writeFileSync(join(folder, 'db.json'), JSON.stringify({ leadership: data }))
  child.kill('SIGKILL')
  await setTimeout(200)
  return contenders(folder, answer.headers.get('etag') ?? '', peers)
}

function tell(measured: readonly Measured[]): void {
  const median = (numbers: readonly number[]) =>
    [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
  const rows = measured.map(({ name, rates, p50, p99, cpu, rss }) => ({
    name,
    requests_per_second: Math.round(median(rates)),
    spread: Math.round(((Math.max(...rates) - Math.min(...rates)) / median(rates)) * 100) / 100,
    p50_ms: p50,
    p99_ms: p99,
    cpu_us: Math.round(cpu),
    rss_mib: Math.round(rss),
  }))
  console.table(rows)
  const rate = (name: string) =>
    rows.find((row) => row.name === name)?.requests_per_second ?? Number.NaN
  const ratios = {
    'warm / Fastify constant': rate('warm list') / rate('Fastify, constant'),
    '304 / warm': rate('304') / rate('warm list'),
    'cold item / Fastify constant item': rate('cold item') / rate('Fastify, constant item'),
    'cold list / json-server': rate('cold list') / rate('json-server'),
    'cold list, evidence=none / json-server':
      rate('cold list, evidence=none') / rate('json-server'),
  }
  const told = Object.entries(ratios).filter(([, ratio]) => !Number.isNaN(ratio))
  for (const [name, ratio] of told) console.log(`${ratio.toFixed(2).padStart(6)}  ${name}`)
  const machine = {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    node: process.version,
    pinned,
  }
  const results = { machine, connections: CONNECTIONS, rows, ratios: Object.fromEntries(told) }
  writeFileSync(join(ROOT, 'bench/results.json'), `${JSON.stringify(results, null, 2)}\n`)
}

main().catch((error: Error) => {
  console.error(`bench: ${error.message}`)
  process.exitCode = 1
})
