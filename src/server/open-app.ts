import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { collections } from '../api/collections/index.ts'
import { type Database, openReadonly } from '../database/connection.ts'
import { errorMessage } from '../domain/error-message.ts'
import type { Operations } from '../http/plugins/health-and-metrics.ts'
import type { Tracing } from '../http/plugins/tracing.ts'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'

/** Shared by the apps that a process opens one after another, one for each release. */
export interface AppEnvironment {
  config: Config
  log: Logger
  /** The expected `user_version` of the database. */
  schema: number
  operations: Operations
  tracing: Tracing | undefined
  /** The releases that were served before, by id. */
  earlierReleases: Set<string>
}

/** Opens the current database file in a new app. */
export async function openApp(
  { config, log, schema, operations, tracing, earlierReleases }: AppEnvironment,
  isRecording: () => boolean = () => true,
): Promise<FastifyInstance> {
  const db = openDatabase(config.DATABASE, schema)
  try {
    const app = await buildApp({
      db,
      loggerInstance: log,
      operations,
      isRecording,
      tracing,
      earlierReleases,
      hasOperationsPort: config.METRICS_PORT !== 0,
      limits: { requestsPerMinute: config.RATE_LIMIT, maxDelayMs: config.MAX_DELAY_MS },
      trustedProxies: config.TRUST_PROXY?.split(/\s*,\s*/) ?? [],
      baseUrl: config.BASE_URL,
      contactEmail: config.CONTACT_EMAIL,
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

/** Opens the database. Errors name the setting. */
function openDatabase(file: string, schema: number): Database {
  try {
    return openReadonly(file, schema)
  } catch (error) {
    throw new Error(`DATABASE: ${errorMessage(error)}`, { cause: error })
  }
}

/** Opens an app and requests each list once, so that no client waits for the first compilation. */
export async function openWarmApp(environment: AppEnvironment): Promise<FastifyInstance> {
  let isRecording = false
  const app = await openApp(environment, () => isRecording)
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
