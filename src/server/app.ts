import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
} from 'fastify'
import { createCollectionService } from '../api/collection-service.ts'
import { registerDataset } from '../api/endpoints/dataset.ts'
import { registerDownloads } from '../api/endpoints/downloads.ts'
import { collections } from '../api/endpoints/index.ts'
import { registerProfile } from '../api/endpoints/profile.ts'
import { registerRoot } from '../api/endpoints/root.ts'
import { registerVocabulary } from '../api/endpoints/vocabulary.ts'
import { stringFormats } from '../api/formats.ts'
import { parameterHints } from '../api/parameter-hints.ts'
import { registerItemRoute, registerListRoute } from '../api/routes.ts'
import { collectionUrl } from '../api/urls.ts'
import type { Database } from '../database/connection.ts'
import { codeLists } from '../domain/code-lists.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { organizations } from '../domain/resources/organizations.ts'
import { CONNECTIONS } from '../http/connections.ts'
import { handleClientError, handleExpectation } from '../http/malformed-requests.ts'
import { compression } from '../http/plugins/compression.ts'
import { conditionalRequests } from '../http/plugins/conditional-requests.ts'
import { contentNegotiation } from '../http/plugins/content-negotiation.ts'
import { corsHeaders } from '../http/plugins/cors.ts'
import { hostHeader, rewriteUrl } from '../http/plugins/host-header.ts'
import { type LimitOptions, limits } from '../http/plugins/limits.ts'
import { methodNotAllowed } from '../http/plugins/method-not-allowed.ts'
import { openapi } from '../http/plugins/openapi.ts'
import {
  createOperations,
  type Operations,
  operationsRoutes,
  readiness,
  requestMetrics,
  type ServedRelease,
} from '../http/plugins/operations.ts'
import { queryParsing } from '../http/plugins/query-parsing.ts'
import {
  REQUEST_LOG_OPTIONS,
  RequestLogController,
  requestLog,
  traceContext,
} from '../http/plugins/request-log.ts'
import { responseValidation } from '../http/plugins/response-validation.ts'
import { securityHeaders } from '../http/plugins/security-headers.ts'
import { swaggerUiPages } from '../http/plugins/swagger-ui.ts'
import type { Tracing } from '../http/plugins/tracing.ts'
import { wellKnown } from '../http/plugins/well-known.ts'
import { handleFrameworkError, problemHandler } from '../http/problem.ts'
import { keeping, withFront } from '../http/response-cache/plugin.ts'
import { AnswerCache } from '../http/response-cache/store.ts'
import { validationProblem } from '../http/validation-errors.ts'
import { buildValidator } from '../http/validators.ts'
import { openRelease } from '../query/release.ts'
import { apiInfo, version } from './api-info.ts'

export interface AppOptions {
  db: Database
  logger?: FastifyServerOptions['logger']
  /** A logger that there is already, instead. */
  log?: FastifyBaseLogger
  /** What is noted of what is served, where more than one app is; it is told to operators elsewhere, or here. */
  operations?: Operations
  operatorsElsewhere?: boolean
  /** What one client, and all of them, may ask; where there is none, anything. */
  limited?: LimitOptions
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
    served: ServedRelease
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
  const release = openRelease(db)
  // Who counts what each client asks has to see every request.
  const cache = room > 0 && limited.requests === 0 ? new AnswerCache(room) : undefined
  const operations = shared ?? createOperations()
  const { requireHostHeader, requestTimeout, keepAliveTimeout } = CONNECTIONS
  const known = { ...stringFormats, ...codeLists }
  const timed = collections.filter(({ list: listing }) => listing.validTime !== null)
  const app: FastifyInstance = Fastify({
    ...(cache && { serverFactory: withFront(cache, () => logOf(app, release.id)) }),
    ...(log === undefined ? { logger } : { loggerInstance: log }),
    logController: new RequestLogController(release.id),
    ...REQUEST_LOG_OPTIONS,
    requestIdHeader: false,
    trustProxy: proxies.length > 0 && proxies,
    frameworkErrors: handleFrameworkError,
    clientErrorHandler: handleClientError,
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
  await app.register(problemHandler, {
    refused: validationProblem(
      known,
      parameterHints(new Set(timed.map(({ name }) => collectionUrl(name)))),
    ),
  })
  await app.register(methodNotAllowed)
  await app.register(requestLog)
  await app.register(corsHeaders)
  await app.register(securityHeaders, { base })
  await app.register(compression)
  await app.register(responseValidation)
  await app.register(limits, limited)
  await app.register(hostHeader, { base })
  await app.register(queryParsing, { formats: known })
  await app.register(openapi, { ...apiInfo, base })
  const status = operatorsElsewhere ? undefined : '/readyz'
  await app.register(wellKnown, { ...apiInfo, status })
  await app.register(swaggerUiPages, { title: apiInfo.title })
  await app.register(requestMetrics, operations)
  if (!operatorsElsewhere) await app.register(operationsRoutes, operations)
  app.decorate('served', { release: release.id, version, newest: release.last_known, cache })
  if (shared === undefined) {
    operations.serve(app.served)
    await app.register(readiness, operations)
  }
  app.server.on('checkExpectation', handleExpectation)
  registerRoot(app, collections)
  await app.register(async (api) => {
    await api.register(contentNegotiation)
    await api.register(conditionalRequests, { release: release.id, build: version })
    if (cache !== undefined) await api.register(keeping, { cache })
    for (const collection of collections) {
      const answers = createCollectionService(release, collection)
      registerListRoute(api, collection, answers)
      // The profile is the item of an organization.
      if (collection.name !== organizations.name) registerItemRoute(api, collection, answers)
    }
    registerProfile(api, release, resourceTypes, collections)
    registerDataset(api, release, resourceTypes, collections)
    registerVocabulary(api)
  })
  registerDownloads(app, release, resourceTypes)
  app.addHook('onClose', async () => release.snapshot.close())
  return app
}

/** Tells of answers that Fastify never sees what it would tell of them; null where no one listens. */
function logOf({ log }: FastifyInstance, release: string) {
  if (!['trace', 'debug', 'info'].includes(log.level)) return null
  return (url: string, status: number, traceparent: unknown) =>
    log.info(
      { method: 'GET', url, status, cached: 'hit', release, ...traceContext(traceparent) },
      'answered',
    )
}
