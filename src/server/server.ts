import { statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { type Logger, pino } from 'pino'
import { collections } from '../api/endpoints/index.ts'
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

/** Serves a database, and every database file that replaces it, until it is stopped. */

/** How often the database file is checked, in milliseconds. */
const CHECK_INTERVAL = 1_000
/** When a refused file is verified again, in milliseconds: the reason may have been a passing one. */
const RETRY_INTERVAL = 30_000

export interface RunningServer {
  /** Checks the database file now, also one that was refused. */
  reload(): Promise<void>
  stop(): Promise<void>
}

/** Throws if there is no database, if it is not an orgfacts database, or if the port is in use. */
export async function startServer(config: Config): Promise<RunningServer> {
  const { HOST, PORT, DRAIN_MS, DATABASE, LOG_LEVEL } = config
  // Before the file is opened: a later replacement then has another identity.
  let served = fileIdentity(DATABASE)
  if (served === null)
    throw new Error(`there is no database ${DATABASE}; \`npm run build\` builds it`)
  const log = pino({ level: LOG_LEVEL, redact: REDACTED })
  const tracing = isTracingEnabled(process.env)
    ? await startTracing({ name: 'orgfacts', version })
    : undefined
  const operations = createOperations()
  const schema = schemaVersion(readMigrations(MIGRATIONS))
  const shared: Shared = { config, log, schema, operations, tracing }
  const switcher = new ReleaseSwitcher(await openApp(shared), config.KEEP_ALIVE_MS)
  operations.setRelease(switcher.app.served)
  const operationsApp = await listenForOperators(shared)
  try {
    switcher.server.maxConnections = maxConnections()
    await listen(switcher, HOST, PORT)
  } catch (error) {
    // The operations port would keep the process alive.
    await operationsApp?.close()
    await switcher.app.close()
    throw error
  }
  const { port } = switcher.server.address() as AddressInfo
  log.info(`Server listening at http://${HOST}:${port}`)
  operations.isAccepting = true

  let isStopping = false
  let refused: { file: string; at: number } | undefined
  const isRefused = (file: string) =>
    refused?.file === file && Date.now() - refused.at < RETRY_INTERVAL
  async function serveNewFile(): Promise<void> {
    const found = fileIdentity(DATABASE)
    operations.setOutdated(found !== served)
    // A missing file may come back.
    if (isStopping || found === null || found === served || isRefused(found)) return
    try {
      await verifyDatabase(DATABASE, schema)
      const app = await openWarmApp(shared)
      // The file was replaced again, by one that is not verified: the next check finds it.
      if (isStopping || fileIdentity(DATABASE) !== found) return void (await app.close())
      served = found
      operations.setRelease(app.served)
      operations.setOutdated(false)
      switcher.switchTo(app)
      operations.countSwap('served')
      // A warning, so that it is logged where requests are not.
      log.warn({ release: app.served.release }, 'another release is served')
    } catch (error) {
      refused = { file: found, at: Date.now() }
      operations.countSwap('refused')
      const { release } = switcher.app.served
      const reason = error instanceof Error ? error.message : String(error)
      log.error({ release, reason }, 'a new database is refused; the previous release is served')
    }
  }
  // One check after another: two apps must not be opened for the same file.
  let lastCheck = Promise.resolve()
  const check = () => {
    lastCheck = lastCheck.then(serveNewFile)
    return lastCheck
  }
  const checks = setInterval(() => void check(), CHECK_INTERVAL).unref()
  return {
    reload() {
      refused = undefined
      return check()
    },
    async stop() {
      isStopping = true
      operations.isAccepting = false
      clearInterval(checks)
      await switcher.stop(DRAIN_MS)
      await operationsApp?.close()
      await tracing?.end()
    },
  }
}

/** No header is logged at present. If one is, its secrets are not. */
const REDACTED = ['authorization', 'cookie'].flatMap((name) => [
  `headers.${name}`,
  `*.headers.${name}`,
])

/** Identifies a file by inode, modification time and size; null if there is none. */
function fileIdentity(file: string): string | null {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats === undefined ? null : `${stats.ino} ${stats.mtimeMs} ${stats.size}`
}

/** Descriptors for everything but connections: databases, a reload, a log, the operations port. */
const RESERVED_DESCRIPTORS = 100

/** The connections that the limit of open files allows. Without it, the process ends with EMFILE. */
function maxConnections(): number {
  // Otherwise the report resolves the host names of all connections.
  process.report.excludeNetwork = true
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } }
  }
  const limit = Number(userLimits?.open_files?.soft)
  return Number.isFinite(limit)
    ? Math.max(1, limit - RESERVED_DESCRIPTORS)
    : Number.MAX_SAFE_INTEGER
}

/** What successive apps share. */
interface Shared {
  config: Config
  log: Logger
  /** The expected `user_version` of the database. */
  schema: number
  operations: Operations
  tracing: Tracing | undefined
}

/** Opens the current database file in a new app. */
async function openApp(
  { config, log, schema, operations, tracing }: Shared,
  isRecording: () => boolean = () => true,
): Promise<FastifyInstance> {
  const db = openReadonly(config.DATABASE, schema)
  try {
    const app = await buildApp({
      db,
      loggerInstance: log,
      operations,
      isRecording,
      tracing,
      hasOperationsPort: config.METRICS_PORT !== 0,
      limits: { requestsPerMinute: config.RATE_LIMIT, maxDelayMs: config.MAX_DELAY_MS },
      trustedProxies: config.TRUST_PROXY?.split(/\s*,\s*/) ?? [],
      baseUrl: config.BASE_URL,
      cacheBytes: config.CACHE_MB * 2 ** 20,
    })
    app.addHook('onClose', async () => db.close())
    await app.ready()
    return app
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens an app and requests each list once, so that no client waits for the first compilation. */
async function openWarmApp(shared: Shared): Promise<FastifyInstance> {
  let isRecording = false
  const app = await openApp(shared, () => isRecording)
  try {
    for (const { name } of collections) {
      const { statusCode } = await app.inject(`/v1/${name}?limit=1`)
      if (statusCode >= 500) throw new Error(`/v1/${name} responds with ${statusCode}`)
    }
  } catch (error) {
    await app.close()
    throw error
  }
  isRecording = true
  return app
}

/** Serves probes and metrics on METRICS_PORT, if it is set. */
async function listenForOperators({
  config: { HOST, METRICS_PORT },
  log,
  operations,
}: Shared): Promise<FastifyInstance | undefined> {
  if (METRICS_PORT === 0) return undefined
  const loggerInstance: FastifyBaseLogger = log
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    ...REQUEST_LOG_OPTIONS,
  })
  await app.register(problemHandler, { fromValidation: validationProblem({}) })
  await app.register(operationsRoutes, operations)
  await app.listen({ host: HOST, port: METRICS_PORT })
  return app
}

function listen({ server }: ReleaseSwitcher, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => resolve())
  })
}
