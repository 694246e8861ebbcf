import { type AddressInfo, isIPv6 } from 'node:net'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { MIGRATIONS, readMigrations, schemaVersion } from '../database/schema.ts'
import { basePath } from '../http/plugins/base-path.ts'
import { createOperations, operationsRoutes } from '../http/plugins/health-and-metrics.ts'
import { problemHandler } from '../http/plugins/problem-handler.ts'
import {
  REQUEST_LOG_OPTIONS,
  RequestLogController,
  requestLog,
} from '../http/plugins/request-log.ts'
import { isTracingEnabled, startTracing } from '../http/plugins/tracing.ts'
import { validationProblem } from '../http/validation-errors.ts'
import { version } from './api-info.ts'
import type { Config } from './config.ts'
import { type AppEnvironment, openApp } from './open-app.ts'
import { ReleaseSwitcher } from './release-switcher.ts'
import { fileIdentity, ReleaseWatcher } from './release-watcher.ts'

/** Serves a database, and every database file that replaces it, until it is stopped. */
export interface RunningServer {
  /** Checks the database file now. */
  reload(): Promise<void>
  stop(): Promise<void>
}

/** Paths that the logger redacts. No header is logged at present; this protects secrets if one is added. */
const REDACTED = ['authorization', 'cookie'].flatMap((name) => [
  `headers.${name}`,
  `*.headers.${name}`,
])

/** Throws if the database cannot be read, if it is not an orgfacts database, or if the port is in use. */
export async function startServer(config: Config): Promise<RunningServer> {
  const { HOST, PORT, DRAIN_MS, KEEP_ALIVE_MS, DATABASE, LOG_LEVEL } = config
  // Read before the file is opened: if the file is replaced in between, the watcher finds another identity.
  const served = fileIdentity(DATABASE)
  const log = pino({ level: LOG_LEVEL, redact: REDACTED })
  const tracing = isTracingEnabled(process.env)
    ? await startTracing({ name: 'orgfacts', version })
    : undefined
  const operations = createOperations()
  const schema = schemaVersion(readMigrations(MIGRATIONS))
  const environment: AppEnvironment = {
    ...{ config, log, schema, operations, tracing },
    earlierReleases: new Set(),
  }
  const switcher = new ReleaseSwitcher(await openApp(environment), {
    keepAliveTimeout: KEEP_ALIVE_MS,
  })
  operations.setRelease(switcher.app.served)
  operations.setTraffic(switcher)
  const operationsApp = await listenForOperators(environment)
  try {
    await listen(switcher, HOST, PORT)
  } catch (error) {
    // The operations port would keep the process alive.
    await operationsApp?.close()
    await switcher.app.close()
    throw error
  }
  const { port } = switcher.server.address() as AddressInfo
  // Level `warn`, so that it is logged even if requests are not.
  log.warn(
    { release: switcher.app.served.release, version },
    `Server listening at ${urlOf(HOST, port)}`,
  )
  operations.isAccepting = true
  const watcher = new ReleaseWatcher(environment, switcher, served)
  return {
    reload: () => watcher.reload(),
    async stop() {
      operations.isAccepting = false
      watcher.stop()
      await switcher.stop(DRAIN_MS)
      await operationsApp?.close()
      await tracing?.end()
    },
  }
}

/** Serves probes and metrics on METRICS_PORT, if it is set. */
async function listenForOperators({
  config: { HOST, METRICS_PORT },
  log,
  operations,
}: AppEnvironment): Promise<FastifyInstance | undefined> {
  if (METRICS_PORT === 0) return undefined
  const loggerInstance: FastifyBaseLogger = log
  const app = Fastify({
    loggerInstance,
    logController: new RequestLogController(undefined),
    ...REQUEST_LOG_OPTIONS,
  })
  await app.register(basePath, { base: undefined })
  await app.register(requestLog)
  await app.register(problemHandler, { fromValidation: validationProblem({}) })
  await app.register(operationsRoutes, operations)
  await app.listen({ host: HOST, port: METRICS_PORT })
  return app
}

/** An IPv6 address is in brackets (RFC 3986 section 3.2.2). */
function urlOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
}

function listen({ server }: ReleaseSwitcher, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => resolve())
  })
}
