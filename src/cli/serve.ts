import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { createOperations } from '../http/plugins/operations.ts'
import { type Config, configVariables, readConfig } from '../server/config.ts'
import { startServer } from '../server/server.ts'
import { type Message, SUSPECT, supervise, working } from '../server/workers.ts'
import { errorMessage } from './command.ts'

function help(): string {
  const items = configVariables().map(
    ({ name, default: value, description }) =>
      `  ${name.padEnd(13)} ${description}${value === undefined ? '' : ` Default: ${value}.`}`,
  )
  return `Usage: npm start

Serves the database, and builds it first where it is not as the accounts have it.

The environment says how:
${items.join('\n')}`
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) return console.log(help())
  const settings = readConfig(process.env)
  const many = settings.WORKERS === 'auto' ? availableParallelism() : settings.WORKERS
  if (cluster.isWorker) return work(settings)
  if (many === 1) return serveAlone(settings)
  if (settings.PORT === 0) throw new Error('configuration: PORT 0 gives each of WORKERS another')
  supervise(many, (line) => console.error(`orgfacts: ${line}`))
}

async function serveAlone(settings: Config): Promise<void> {
  const serving = startServer(settings)
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      serving.then(({ stop }) => stop()).catch(end)
    })
  process.on('SIGHUP', () => void serving.then(({ reload }) => reload()).catch(() => {}))
  await serving
}

/** One of several: who started it tells it when to stop, and passes on what a signal said. */
async function work(settings: Config): Promise<void> {
  const operations = createOperations()
  // Of workers, Ctrl-C reaches all at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  const serving = startServer(settings, {
    shared: { exclusive: true, reusePort: true },
    operations,
    isSuspect: process.env[SUSPECT] !== undefined,
  })
  operations.metrics = working(operations.registry, {
    reload: () => void serving.then(({ reload }) => reload()).catch(() => {}),
    stop: () =>
      void serving
        .then(({ stop }) => stop())
        .catch(end)
        .finally(() => process.disconnect?.()),
  })
  await serving
  process.send?.('serving' satisfies Message)
}

/** Says why it ends, and lets what is under way end. */
function end(error: unknown): void {
  console.error(`orgfacts: ${errorMessage(error)}`)
  process.exitCode = 1
  if (cluster.isWorker) process.disconnect?.()
}

main().catch(end)
