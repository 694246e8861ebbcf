import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { messageOf } from './command.ts'
import { type Config, config, variables } from './config.ts'
import { operationsOf } from './http/operations.ts'
import { serve } from './serve.ts'
import { type Message, supervise, working } from './workers.ts'

function help(): string {
  const told = variables().map(
    ({ name, default: value, description }) =>
      `  ${name.padEnd(13)} ${description}${value === undefined ? '' : ` Default: ${value}.`}`,
  )
  return `Usage: npm start

Serves the database, and builds it first where it is not as the accounts have it.

The environment says how:
${told.join('\n')}`
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) return console.log(help())
  const settings = config(process.env)
  const many = settings.WORKERS === 'auto' ? availableParallelism() : settings.WORKERS
  if (cluster.isWorker) return work(settings)
  if (many === 1) return serveAlone(settings)
  if (settings.PORT === 0) throw new Error('configuration: PORT 0 gives each of WORKERS another')
  supervise(many, (line) => console.error(`orgfacts: ${line}`))
}

async function serveAlone(settings: Config): Promise<void> {
  const { stop, reload } = await serve(settings)
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      void stop()
    })
  process.on('SIGHUP', () => void reload())
}

/** One of several: who started it tells it when to stop, and tells it once more what a signal said. */
async function work(settings: Config): Promise<void> {
  const operations = operationsOf()
  // Of workers, Ctrl-C reaches all at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  const serving = serve(settings, { exclusive: true, reusePort: true }, operations)
  operations.metrics = working(operations.registry, {
    reload: async () => (await serving).reload(),
    stop: async () => {
      await (await serving).stop()
      process.disconnect?.()
    },
  })
  await serving
  process.send?.('serving' satisfies Message)
}

main().catch((error: unknown) => {
  console.error(`orgfacts: ${messageOf(error)}`)
  process.exitCode = 1
  if (cluster.isWorker) process.disconnect?.()
})
