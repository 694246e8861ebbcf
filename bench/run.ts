import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { errorMessage } from '../src/cli/command.ts'
import { type Grown, grown } from './growth.ts'
import { type Loading, loadingOf } from './loading.ts'
import { installPeers } from './peers.ts'
import { inRounds, type Measured, median, rounded } from './rounds.ts'
import { type Contender, constant, LOADER, ours, PORT, pinned, ROOT, start } from './server.ts'

/** Speed, size and growth beside those of others, in one run: `npm run bench`. */

const HELP = `Usage: npm run bench -- [--seconds S] [--rounds R] [--no-peers] [--large FOLDER]

Measures this server beside bare node:http and bare Fastify that send the same bytes, and beside json-server
and soul-cli over the same rows, which are installed into a temporary folder; its loader beside a bare insert
of the same rows; its start; and how answers, memory and start grow with the data. All take turns, R rounds of
S seconds each (3 and 2); the median counts. Prints tables and writes bench/results.json.

  --no-peers      without the others, and so without npm's registry
  --large FOLDER  also with 100,000 organizations: their database is kept in this folder, and built there
                  where it is missing, which takes a quarter of an hour and 3 GiB`

const LIST = '/v1/leadership?limit=20'
const ITEM = '/v1/people/antonio-vitorino'
const LARGE = 100_000
/** What a server costs that has so many microseconds of work for each answer, and nothing else. */
const WORK = 50
const WORKING = `node:http, item, ${WORK} µs of work`

/** Says what is being measured, where someone looks on. */
function say(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${what.padEnd(70)}\r`)
}

/** Builds the real data, takes the answers that the constant servers send, and names all who take part. */
async function contendersIn(folder: string, withPeers: boolean): Promise<Contender[]> {
  const database = join(folder, 'facts.db')
  execFileSync(process.execPath, [...LOADER, 'seed', database], { cwd: ROOT })
  const { stop } = await start(ours('', database, '/readyz'))
  const ask = (path: string) => fetch(`http://127.0.0.1:${PORT}${path}`)
  const list = await ask(LIST)
  const etag = list.headers.get('etag') ?? ''
  await keep(list, join(folder, 'list.json'))
  await keep(await ask(ITEM), join(folder, 'item.json'))
  const bare = (await (await ask(`${LIST}&evidence=none`)).json()) as { data: unknown[] }
  await stop()
  const room = '64'
  const bytes = join(folder, 'list.json')
  return [
    constant('node:http, constant', 'http', bytes),
    constant('Fastify, constant', 'fastify', bytes),
    ours('warm list', database, LIST, { room }),
    ours('warm list, zstd', database, LIST, { room, headers: { 'accept-encoding': 'zstd' } }),
    ours('304', database, LIST, { room, headers: { 'if-none-match': etag } }),
    { ...constant('Fastify, constant, 64 connections', 'fastify', bytes), connections: 64 },
    ours('warm list, 64 connections', database, LIST, { room, connections: 64 }),
    constant('Fastify, constant item', 'fastify', join(folder, 'item.json')),
    constant(WORKING, 'http', join(folder, 'item.json'), WORK),
    ours('cold item', database, ITEM),
    ours('cold list', database, LIST),
    ours('cold list, evidence=none', database, `${LIST}&evidence=none`),
    ...(withPeers ? installPeers(folder, bare.data, database) : []),
    ours('cold profile', database, '/v1/organizations/iom?evidence=none'),
    ours('cold search', database, '/v1/search?q=geneva&limit=20'),
  ]
}

/** What a server says of itself and of the connection, whoever it is. */
const OWN = ['date', 'connection', 'keep-alive', 'content-length', 'content-encoding']

/** Keeps an answer, for the constant servers to send. */
async function keep(answer: Response, file: string): Promise<void> {
  const headers = [...answer.headers].filter(([name]) => !OWN.includes(name))
  writeFileSync(`${file}.headers`, JSON.stringify(Object.fromEntries(headers)))
  writeFileSync(file, await answer.text())
}

/** How long a start takes beside that of bare Fastify, each with what it loads compiled before. */
async function starts(contenders: readonly Contender[], folder: string, rounds: number) {
  const compiled = join(folder, 'compiled')
  const named = (wanted: string) => {
    const contender = contenders.find(({ name }) => name === wanted) as Contender
    return { ...contender, env: { ...contender.env, NODE_COMPILE_CACHE: compiled } }
  }
  const both = [named('Fastify, constant item'), { ...named('cold item'), path: '/readyz' }]
  const times = both.map((): number[] => [])
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, contender] of both.entries()) {
      say(`start ${round}`)
      const { ready, stop } = await start(contender)
      // What was compiled is kept by an end in order.
      await stop('SIGTERM')
      if (round > 0) times[index]?.push(ready)
    }
  const [bare = Number.NaN, ready = Number.NaN] = times.map(median)
  return { bare_ms: Math.round(bare), ready_ms: Math.round(ready), ratio: rounded(ready / bare) }
}

interface Results {
  rows: Measured[]
  loading: Loading
  starts: { bare_ms: number; ready_ms: number; ratio: number }
  growth: Grown[]
}

/** What is to be reached, and what was. */
function ratiosOf({ rows, loading, starts, growth }: Results): [string, number, string][] {
  const row = (wanted: string) => rows.find(({ name }) => name === wanted)
  const rate = (a: string, b: string) =>
    (row(a)?.requests_per_second ?? Number.NaN) / (row(b)?.requests_per_second ?? Number.NaN)
  const [one, thousand, large] = growth
  const [warm64, bare64] = [
    row('warm list, 64 connections'),
    row('Fastify, constant, 64 connections'),
  ]
  const all: [string, number, string][] = [
    ['warm list / Fastify, the same bytes', rate('warm list', 'Fastify, constant'), '>= 0.95'],
    ['304 / warm list', rate('304', 'warm list'), '>= 1'],
    ['cold item / Fastify, constant item', rate('cold item', 'Fastify, constant item'), '>= 0.45'],
    [`cold item / ${WORKING}`, rate('cold item', WORKING), ''],
    ['cold list / json-server', rate('cold list', 'json-server'), '>= 2'],
    ['cold list, none / json-server', rate('cold list, evidence=none', 'json-server'), '>= 3'],
    ['cold list / soul-cli', rate('cold list', 'soul-cli'), ''],
    ['warm p99 / Fastify, 64 connections', (warm64?.p99_ms ?? 0) / (bare64?.p99_ms ?? 0), '<= 1.3'],
    ['loader / bare insert', loading.ratio, '>= 0.25'],
    ['start / Fastify', starts.ratio, '<= 2'],
    ['item, 100,000 / 1', (large?.item_ms ?? Number.NaN) / (one?.item_ms ?? 0), '<= 1.5'],
    [
      'search, 100,000 / 1,000',
      (large?.search_ms ?? Number.NaN) / (thousand?.search_ms ?? 0),
      '<= 4',
    ],
    [
      'loader memory, 100,000 / 1,000',
      (large?.loader_mib ?? Number.NaN) / (thousand?.loader_mib ?? Number.NaN),
      '<= 1.5',
    ],
  ]
  return all.filter(([, ratio]) => !Number.isNaN(ratio))
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      'no-peers': { type: 'boolean' },
      large: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(HELP)
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-bench-'))
  try {
    say('preparing')
    const contenders = await contendersIn(folder, !values['no-peers'])
    const rows = await inRounds(contenders, { rounds, seconds }, say)
    const growth: Grown[] = []
    for (const many of [1, 1_000, ...(values.large === undefined ? [] : [LARGE])]) {
      say(`${many} organizations`)
      const kept = many === LARGE ? (values.large ?? folder) : folder
      mkdirSync(kept, { recursive: true })
      growth.push(await grown(kept, many))
    }
    say('starts')
    const started = await starts(contenders, folder, rounds)
    say('loading')
    const loading = loadingOf(join(folder, '1000'), folder, rounds)
    say('')
    tell({ rows, loading, starts: started, growth })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tell(results: Results): void {
  console.table(results.rows)
  console.table(results.growth)
  console.table([results.loading])
  console.table([results.starts])
  const ratios = ratiosOf(results)
  for (const [name, ratio, wanted] of ratios)
    console.log(`${ratio.toFixed(2).padStart(7)}  ${name.padEnd(40)} ${wanted}`)
  const machine = {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    node: process.version,
    pinned,
  }
  const told = ratios.map(([name, ratio]) => [name, rounded(ratio)])
  const all = { machine, ...results, ratios: Object.fromEntries(told) }
  writeFileSync(join(ROOT, 'bench/results.json'), `${JSON.stringify(all, null, 2)}\n`)
}

main().catch((error: unknown) => {
  console.error(`bench: ${errorMessage(error)}`)
  process.exitCode = 1
})
