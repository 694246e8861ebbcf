import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
} from 'fastify'
import { codes } from './facts/formats.ts'
import { nouns } from './facts/index.ts'
import { organizations } from './facts/organizations.ts'
import { accepting } from './http/accept.ts'
import { AnswerCache } from './http/answer-cache.ts'
import { caching } from './http/caching.ts'
import { checking } from './http/checking.ts'
import { clientError, refuseExpectation } from './http/client-error.ts'
import { compression } from './http/compression.ts'
import { CONNECTIONS } from './http/connections.ts'
import { discovery } from './http/discovery.ts'
import { docs } from './http/docs.ts'
import { keeping, withFront } from './http/front.ts'
import { type Limits, limits } from './http/limits.ts'
import { Answered, logging, NAMED, traceOf } from './http/logging.ts'
import { methods } from './http/methods.ts'
import { openapi } from './http/openapi.ts'
import {
  type Operations,
  observing,
  operationsOf,
  readiness,
  type Served,
  serveOperations,
} from './http/operations.ts'
import { origin, rewriteUrl } from './http/origin.ts'
import { refusedBy } from './http/parameters.ts'
import { frameworkError, problems } from './http/problem.ts'
import { queryValues } from './http/query-values.ts'
import { sharing } from './http/sharing.ts'
import { shielding } from './http/shielding.ts'
import type { Tracing } from './http/tracing.ts'
import { buildValidator } from './http/validators.ts'
import { introduction, version } from './introduction.ts'
import { answersOf } from './records/answers.ts'
import { formats } from './records/formats.ts'
import { hintsOf } from './records/hints.ts'
import { pathOf } from './records/paths.ts'
import { releaseOf } from './records/release.ts'
import { serveItem, serveList } from './records/routes.ts'
import type { Database } from './store/database.ts'
import { serveDataset } from './views/dataset.ts'
import { serveDownloads } from './views/downloads.ts'
import { serveHome } from './views/home.ts'
import { collections } from './views/index.ts'
import { serveProfile } from './views/profile.ts'
import { serveVocabulary } from './views/vocabulary.ts'

export interface AppOptions {
  db: Database
  logger?: FastifyServerOptions['logger']
  /** A logger that there is already, instead. */
  log?: FastifyBaseLogger
  /** What is noted of what is served, where more than one app is; it is told to operators elsewhere, or here. */
  operations?: Operations
  operatorsElsewhere?: boolean
  /** What one client, and all of them, may ask; where there is none, anything. */
  limited?: Limits
  /** Spans of each request, where someone traces. */
  tracing?: Tracing | undefined
  /** Proxies that are believed what they say of the client: addresses, networks, or their names. */
  proxies?: string[]
  /** Under which origin callers find the server; where there is none, each request says. */
  base?: string | undefined
  /** How much room there is for answers that were made before, in bytes; 0 for none. */
  room?: number
}

declare module 'fastify' {
  interface FastifyInstance {
    served: Served
  }
}

/** Puts the server of one release together; does not listen. */
export async function buildApp({
  db,
  logger = false,
  log,
  operations: shared,
  operatorsElsewhere = false,
  tracing,
  limited = { requests: 0, delay: 0 },
  proxies = [],
  base,
  room = 0,
}: AppOptions): Promise<FastifyInstance> {
  const release = releaseOf(db)
  // Who counts what each client asks has to see every request.
  const cache = room > 0 && limited.requests === 0 ? new AnswerCache(room) : undefined
  const operations = shared ?? operationsOf()
  const { requireHostHeader, requestTimeout, keepAliveTimeout } = CONNECTIONS
  const known = { ...formats, ...codes }
  const timed = collections.filter(({ listing }) => listing.validity !== null)
  const app: FastifyInstance = Fastify({
    ...(cache && { serverFactory: withFront(cache, () => logOf(app, release.id)) }),
    ...(log === undefined ? { logger } : { loggerInstance: log }),
    logController: new Answered(release.id),
    ...NAMED,
    requestIdHeader: false,
    trustProxy: proxies.length > 0 && proxies,
    frameworkErrors: frameworkError,
    clientErrorHandler: clientError,
    rewriteUrl,
    http: { requireHostHeader },
    requestTimeout,
    keepAliveTimeout,
    // An id that is too long is an unknown one, and a URL that is too long is told as such.
    routerOptions: { maxParamLength: 16_384, ignoreTrailingSlash: true },
    schemaController: { compilersFactory: { buildValidator } },
    ajv: {
      customOptions: {
        removeAdditional: false,
        coerceTypes: true,
        allErrors: true,
        formats: Object.fromEntries(
          Object.entries(known).map(([name, { check }]) => [name, check]),
        ),
      },
    },
  })
  await tracing?.instrument(app)
  await app.register(problems, {
    refused: refusedBy(known, hintsOf(new Set(timed.map(({ name }) => pathOf(name))))),
  })
  await app.register(methods)
  await app.register(logging)
  await app.register(sharing)
  await app.register(shielding, { base })
  await app.register(compression)
  await app.register(checking)
  await app.register(limits, limited)
  await app.register(origin, { base })
  await app.register(queryValues, { formats: known })
  await app.register(openapi, { ...introduction, base })
  const status = operatorsElsewhere ? undefined : '/readyz'
  await app.register(discovery, { ...introduction, status })
  await app.register(docs, { title: introduction.title })
  await app.register(observing, operations)
  if (!operatorsElsewhere) await app.register(serveOperations, operations)
  app.decorate('served', { release: release.id, version, newest: release.last_known, cache })
  if (shared === undefined) {
    operations.serve(app.served)
    await app.register(readiness, operations)
  }
  app.server.on('checkExpectation', refuseExpectation)
  serveHome(app, collections)
  await app.register(async (api) => {
    await api.register(accepting)
    await api.register(caching, { release: release.id, build: version })
    if (cache !== undefined) await api.register(keeping, { cache })
    for (const collection of collections) {
      const answers = answersOf(release, collection)
      serveList(api, collection, answers)
      // The profile is the item of an organization.
      if (collection.name !== organizations.name) serveItem(api, collection, answers)
    }
    serveProfile(api, release, nouns, collections)
    serveDataset(api, release, nouns, collections)
    serveVocabulary(api)
  })
  serveDownloads(app, release, nouns)
  app.addHook('onClose', async () => release.bytes.close())
  return app
}

/** Tells of answers that Fastify never sees what it would tell of them; null where no one listens. */
function logOf({ log }: FastifyInstance, release: string) {
  if (!['trace', 'debug', 'info'].includes(log.level)) return null
  return (url: string, status: number, traceparent: unknown) =>
    log.info(
      { method: 'GET', url, status, cached: 'hit', release, ...traceOf(traceparent) },
      'answered',
    )
}
