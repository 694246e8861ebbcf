import { statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { type Logger, pino } from 'pino'
import { collections } from '../api/endpoints/index.ts'
import { errorMessage } from '../cli/command.ts'
import { openReadonly } from '../database/connection.ts'
import { MIGRATIONS, readMigrations, schemaVersion } from '../database/schema.ts'
import { verifyDatabase } from '../database/verify.ts'
import { createOperations, type Operations, operationsRoutes } from '../http/plugins/operations.ts'
import { REQUEST_LOG_OPTIONS } from '../http/plugins/request-log.ts'
import { isTracingEnabled, startTracing, type Tracing } from '../http/plugins/tracing.ts'
import { problemHandler } from '../http/problem.ts'
import { validationProblem } from '../http/validation-errors.ts'
import { version } from './api-info.ts'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { ReleaseSwitcher } from './release-switcher.ts'

/** Serves a database from this process, and each that takes its place, until it is told to stop. */

/** How often it is looked whether there is another database, in milliseconds. */
const LOOK = 1_000

export interface RunningServer {
  /** Looks at the database anew, as if there was another. */
  reload(): Promise<void>
  stop(): Promise<void>
}

export interface Beside {
  /** How to listen beside other processes. */
  shared?: { exclusive: boolean; reusePort: boolean }
  /** What is told to operators, where it is of all of them. */
  operations?: Operations
  /** Whether to look through the database first: others may have refused it. */
  isSuspect?: boolean
}

export async function startServer(
  settings: Config,
  { shared, operations = createOperations(), isSuspect = false }: Beside = {},
): Promise<RunningServer> {
  const { HOST, PORT, METRICS_PORT, DRAIN_MS, DATABASE, LOG_LEVEL } = settings
  // Before it is opened: another that comes later is then seen to be one.
  let served = identityOf(DATABASE)
  if (served === null)
    throw new Error(`there is no database ${DATABASE}; \`npm run build\` builds it`)
  // No header is logged; should one be, these would still not be item.
  const secrets = ['authorization', 'cookie'].flatMap((name) => [
    `headers.${name}`,
    `*.headers.${name}`,
  ])
  const log = pino({ level: LOG_LEVEL, redact: secrets })
  const tracing = isTracingEnabled(process.env)
    ? await startTracing({ name: 'orgfacts', version })
    : undefined
  const schema = schemaVersion(readMigrations(MIGRATIONS))
  const common = { settings, schema, operations, tracing }
  if (isSuspect) await verifyDatabase(DATABASE, schema)
  const host = new ReleaseSwitcher(await appOf(common, log))
  operations.serve(host.app.served)

  // Of probes there is nothing to tell.
  const logController = new LogController({ disableRequestLogging: true })
  const operators =
    METRICS_PORT === 0
      ? undefined
      : Fastify({ loggerInstance: log, logController, ...REQUEST_LOG_OPTIONS })
  await operators?.register(problemHandler, { refused: validationProblem({}, {}) })
  await operators?.register(operationsRoutes, operations)
  try {
    await operators?.listen({ host: HOST, port: METRICS_PORT, ...shared })
    await listen(host, { host: HOST, port: PORT, ...shared })
  } catch (error) {
    // Else the one that listens would keep the process.
    await operators?.close()
    throw error
  }
  const { port } = host.server.address() as AddressInfo
  log.info(`Server listening at http://${HOST}:${port}`)
  operations.ready = true

  let isStopping = false
  let swapping = Promise.resolve()
  const reload = () => {
    swapping = swapping.then(swap)
    return swapping
  }
  async function swap(): Promise<void> {
    const found = identityOf(DATABASE)
    // One that is gone may come back; one that was refused is looked at again once it is another.
    if (isStopping || found === null || found === served) return
    served = found
    try {
      await verifyDatabase(DATABASE, schema)
      const app = await warmed(common, log)
      // Replaced once more, by one that nobody looked through: that is the next to be looked at.
      if (isStopping || identityOf(DATABASE) !== found) return void (await app.close())
      operations.serve(app.served)
      host.switchTo(app)
      operations.swapped('served')
      log.info({ release: app.served.release }, 'another release is served')
    } catch (error) {
      operations.swapped('refused')
      const { release } = host.app.served
      log.error(
        { release, reason: errorMessage(error) },
        'a new database is refused; the old is served',
      )
    }
  }
  const looking = setInterval(() => void reload(), LOOK).unref()
  return {
    reload,
    async stop() {
      isStopping = true
      operations.ready = false
      clearInterval(looking)
      await host.stop(DRAIN_MS)
      await operators?.close()
      await tracing?.end()
    },
  }
}

/** Which file is there; null where there is none. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.ino} ${found.mtimeMs} ${found.size}`
}

/** What one app after another has in common. */
interface Common {
  settings: Config
  /** The schema that is expected, as `user_version` names it. */
  schema: number
  operations: Operations
  tracing: Tracing | undefined
}

/** An app over the database as it is now, ready. */
async function appOf(
  { settings, schema, operations, tracing }: Common,
  log: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const db = openReadonly(settings.DATABASE, schema)
  try {
    const app = await buildApp({
      db,
      log,
      operations,
      tracing,
      operatorsElsewhere: settings.METRICS_PORT !== 0,
      limited: { requests: settings.RATE_LIMIT, delay: settings.MAX_DELAY_MS },
      proxies: settings.TRUST_PROXY?.split(/\s*,\s*/) ?? [],
      base: settings.BASE_URL,
      room: settings.CACHE_MB * 2 ** 20,
    })
    app.addHook('onClose', async () => db.close())
    await app.ready()
    return app
  } catch (error) {
    db.close()
    throw error
  }
}

/** As `appOf`, with what its first answers need in place: nobody has to wait for it. */
async function warmed(common: Common, log: Logger): Promise<FastifyInstance> {
  const { settings, operations } = common
  // These answers are nobody's: they are neither logged nor counted.
  const quiet = log.child({}, { level: 'silent' })
  const uncounted: Operations = Object.assign(Object.create(operations), { observe: () => {} })
  const app = await appOf({ ...common, operations: uncounted }, quiet)
  try {
    for (const { name } of collections) {
      const { statusCode } = await app.inject(`/v1/${name}?limit=1`)
      if (statusCode >= 500) throw new Error(`of ${name} nothing can be told (${statusCode})`)
    }
  } catch (error) {
    await app.close()
    throw error
  }
  quiet.level = settings.LOG_LEVEL
  uncounted.observe = operations.observe
  return app
}

function listen(
  { server }: ReleaseSwitcher,
  where: { host: string; port: number; exclusive?: boolean; reusePort?: boolean },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => resolve())
  })
}
