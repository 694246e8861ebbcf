import cluster from 'node:cluster'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import Fastify, { type FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { type Config, config, variables } from './config.ts'
import { openReadonly } from './store/database.ts'
import { MIGRATIONS, readMigrations } from './store/migrate.ts'
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

function main(): void | Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help) return console.log(help())
  const settings = config(process.env)
  const many = settings.WORKERS === 'auto' ? availableParallelism() : settings.WORKERS
  if (many === 1 || cluster.isWorker) return serve(settings)
  if (settings.PORT === 0) throw new Error('configuration: PORT 0 gives each of WORKERS another')
  supervise(many, (line) => console.error(`orgfacts: ${line}`))
}

/** Serves from this process. */
async function serve(settings: Config): Promise<void> {
  const { HOST, PORT, METRICS_PORT, DRAIN_MS, DATABASE, LOG_LEVEL } = settings
  if (!existsSync(DATABASE))
    throw new Error(`there is no database ${DATABASE}; \`npm run seed\` builds it`)
  const db = openReadonly(DATABASE, readMigrations(MIGRATIONS).length)
  const logger = { level: LOG_LEVEL }
  const operators = METRICS_PORT === 0 ? undefined : Fastify({ logger })
  const stop = () => {
    drain(app, DRAIN_MS)
    void app.close()
  }
  const app = await buildApp({
    db,
    logger,
    operators,
    limited: { requests: settings.RATE_LIMIT, delay: settings.MAX_DELAY_MS },
    proxies: settings.TRUST_PROXY?.split(/\s*,\s*/) ?? [],
    base: settings.BASE_URL,
    room: settings.CACHE_MB * 2 ** 20,
    ...(cluster.isWorker && { together: (registry) => working(registry, stop) }),
  })
  app.addHook('onClose', async () => {
    await operators?.close()
    db.close()
    if (cluster.isWorker) process.disconnect?.()
  })
  let signals = 0
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      app.log.info({ signal }, 'closing')
      // Of workers, Ctrl-C reaches all at once; who stops them tells them once more.
      signals += 1
      if (signals > 1 && !cluster.isWorker) process.exit(1)
      stop()
    })
  const shared = cluster.isWorker ? { exclusive: true, reusePort: true } : {}
  await operators?.listen({ host: HOST, port: METRICS_PORT, ...shared })
  await app.listen({ host: HOST, port: PORT, ...shared })
  process.send?.('serving' satisfies Message)
}

/**
 * Lets answers under way finish, but no connection outlive its answer, as a kept-alive one would, and
 * no client hold the stop up for longer than that.
 */
function drain({ server }: FastifyInstance, milliseconds: number): void {
  setInterval(() => server.closeIdleConnections(), 50).unref()
  setTimeout(() => server.closeAllConnections(), milliseconds).unref()
}

try {
  await main()
} catch (error) {
  console.error(`orgfacts: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
  if (cluster.isWorker) process.disconnect?.()
}
