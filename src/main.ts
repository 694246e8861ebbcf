import { existsSync } from 'node:fs'
import Fastify, { type FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { config } from './config.ts'
import { openReadonly } from './store/database.ts'
import { MIGRATIONS, readMigrations } from './store/migrate.ts'

async function main(): Promise<void> {
  const { HOST, PORT, METRICS_PORT, DRAIN_MS, DATABASE, LOG_LEVEL, ...settings } = config(
    process.env,
  )
  if (!existsSync(DATABASE))
    throw new Error(`there is no database ${DATABASE}; \`npm run seed\` builds it`)
  const db = openReadonly(DATABASE, readMigrations(MIGRATIONS).length)
  const logger = { level: LOG_LEVEL }
  const operators = METRICS_PORT === 0 ? undefined : Fastify({ logger })
  const app = await buildApp({
    db,
    logger,
    operators,
    limited: { requests: settings.RATE_LIMIT, delay: settings.MAX_DELAY_MS },
    proxies: settings.TRUST_PROXY?.split(/\s*,\s*/) ?? [],
    base: settings.BASE_URL,
    room: settings.CACHE_MB * 2 ** 20,
  })
  app.addHook('onClose', async () => {
    await operators?.close()
    db.close()
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      app.log.info({ signal }, 'closing')
      drain(app, DRAIN_MS)
      void app.close()
    })
  await operators?.listen({ host: HOST, port: METRICS_PORT })
  await app.listen({ host: HOST, port: PORT })
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
}
