import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { errorMessage } from '../src/domain/error-message.ts'
import { measureBuildSpeed } from './measure/build-speed.ts'
import { LOAD_CLIENT } from './measure/load-client.ts'
import { measureScaling, type ScalingResult } from './measure/scaling.ts'
import { measureStartup } from './measure/startup.ts'
import { measureThroughput } from './measure/throughput.ts'
import { type BenchResults, benchRatios } from './ratios.ts'
import { prepareContenders, startContenders } from './servers/contenders.ts'
import { isPinned, PROJECT_FOLDER } from './servers/server-process.ts'
import { roundMeasurement } from './statistics.ts'

const HELP = `Usage: npm run bench -- [--seconds S] [--rounds R] [--skip-third-party] [--large FOLDER]

Compares orgfacts with other servers: throughput with Fastify that sends the same bytes from memory, with
Fastify that concatenates them from SQLite, and with json-server, which serves the same records without
evidence; the build with a bare insert of the same rows; the start with that of Fastify that opens SQLite.
Also measures latency, memory and start with 1 and 1,000 organizations. The load comes from wrk, or from
autocannon if wrk is not installed. Prints the results and writes bench/results.json.

  --seconds S     length of a round (default: 2)
  --rounds R      number of rounds; the median counts (default: 3)
  --skip-third-party
                  without json-server, which is installed into a temporary folder
  --large FOLDER  also with 10,000 organizations. Their database stays in FOLDER. If it is missing,
                  it is built there, which takes some minutes and 2 GiB
  --help          print this text`

const LARGE = 10_000

/** Shows the current step if standard error is a terminal. */
function report(step: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${step.padEnd(70)}\r`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      'skip-third-party': { type: 'boolean' },
      large: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return console.log(HELP)
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]
  const folder = mkdtempSync(join(tmpdir(), 'orgfacts-bench-'))
  try {
    report('preparing')
    const contenders = await prepareContenders(folder, !values['skip-third-party'])
    const throughput = await measureThroughput(contenders, { rounds, seconds }, report)
    console.table(throughput)
    const scaling: ScalingResult[] = []
    for (const organizations of [1, 1_000, ...(values.large === undefined ? [] : [LARGE])]) {
      report(`${organizations} organizations`)
      const place = organizations === LARGE ? (values.large ?? folder) : folder
      mkdirSync(place, { recursive: true })
      scaling.push(await measureScaling(place, organizations))
    }
    const startup = await measureStartup(startContenders(folder), folder, rounds, report)
    report('build speed')
    const build_speed = measureBuildSpeed(join(folder, '1000'), folder, rounds)
    report('')
    publish({ throughput, scaling, build_speed, startup })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Prints the results and writes them to bench/results.json. */
function publish(results: BenchResults): void {
  console.table(results.scaling)
  console.table([results.build_speed])
  console.table([results.startup])
  const ratios = benchRatios(results)
  for (const { name, value, target } of ratios)
    console.log(`${value.toFixed(2).padStart(7)}  ${name.padEnd(45)} ${target}`)
  const machine = {
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    node: process.version,
    pinned: isPinned,
    client: LOAD_CLIENT,
  }
  const rounded = ratios.map(({ name, value }) => [name, roundMeasurement(value)])
  const json = JSON.stringify({ machine, ...results, ratios: Object.fromEntries(rounded) }, null, 2)
  writeFileSync(join(PROJECT_FOLDER, 'bench/results.json'), `${json}\n`)
}

main().catch((error: unknown) => {
  console.error(`bench: ${errorMessage(error)}`)
  process.exitCode = 1
})
