import type { FastifyInstance } from 'fastify'
import { registerItemRoute, registerListRoute } from '../api/collection-routes.ts'
import { createCollectionService } from '../api/collection-service.ts'
import { collections } from '../api/collections/index.ts'
import { registerCheck } from '../api/endpoints/check.ts'
import { registerDataset } from '../api/endpoints/dataset.ts'
import { registerDownloads } from '../api/endpoints/downloads.ts'
import { registerProblemTypes } from '../api/endpoints/problem-types.ts'
import { registerProfile } from '../api/endpoints/profile.ts'
import { registerRoot } from '../api/endpoints/root.ts'
import { registerSeries } from '../api/endpoints/series.ts'
import { registerVocabulary } from '../api/endpoints/vocabulary.ts'
import { queryErrors } from '../api/query-errors.ts'
import { todayParameter } from '../api/today-parameter.ts'
import { requestValidation, stringFormats } from '../api/validation-hints.ts'
import type { Database } from '../database/connection.ts'
import { codeLists } from '../domain/code-lists.ts'
import { organizations } from '../domain/resources/organizations.ts'
import { handleExpectation } from '../http/malformed-requests.ts'
import { alternateLinks } from '../http/plugins/alternate-links.ts'
import { basePath } from '../http/plugins/base-path.ts'
import { browserRequests } from '../http/plugins/browser-requests.ts'
import { canonicalUrl } from '../http/plugins/canonical-url.ts'
import { compression } from '../http/plugins/compression.ts'
import { conditionalRequests } from '../http/plugins/conditional-requests.ts'
import { contentNegotiation } from '../http/plugins/content-negotiation.ts'
import { corsHeaders } from '../http/plugins/cors.ts'
import { fairScheduling } from '../http/plugins/fair-scheduling.ts'
import { forwardedFor } from '../http/plugins/forwarded-for.ts'
import {
  createOperations,
  type Operations,
  operationsRoutes,
  readiness,
  type ServedRelease,
} from '../http/plugins/health-and-metrics.ts'
import { hostHeader } from '../http/plugins/host-header.ts'
import { jsonWithoutCharset } from '../http/plugins/json-without-charset.ts'
import { lazyRequestValidation } from '../http/plugins/lazy-request-validation.ts'
import { type LimitOptions, limits } from '../http/plugins/limits.ts'
import { linkHeader } from '../http/plugins/link-header.ts'
import { methodNotAllowed } from '../http/plugins/method-not-allowed.ts'
import { openapi } from '../http/plugins/openapi.ts'
import { problemHandler } from '../http/plugins/problem-handler.ts'
import { queryParsing } from '../http/plugins/query-parsing.ts'
import { requestLog } from '../http/plugins/request-log.ts'
import { requestMetrics } from '../http/plugins/request-metrics.ts'
import { ResponseCache, responseCache } from '../http/plugins/response-cache.ts'
import { responseValidation } from '../http/plugins/response-validation.ts'
import { securityHeaders } from '../http/plugins/security-headers.ts'
import { swaggerUiPages } from '../http/plugins/swagger-ui.ts'
import type { Tracing } from '../http/plugins/tracing.ts'
import { wellKnown } from '../http/plugins/well-known.ts'
import { registerAssets } from '../pages/assets.ts'
import { createPageReader } from '../pages/common/reader.ts'
import { createRenderers, registerPageRoutes, renderProblemPage } from '../pages/index.ts'
import { openRelease } from '../query/release.ts'
import { apiInfo, CODE_DIGEST, readApiDocument, version } from './api-info.ts'
import { createFastify, type FastifyOptions } from './create-fastify.ts'

export interface AppOptions extends FastifyOptions {
  db: Database
  /** Metrics and readiness of the process, if several apps share them. */
  operations?: Operations
  /** Whether probes and metrics have a port of their own. */
  hasOperationsPort?: boolean
  limits?: LimitOptions
  tracing?: Tracing | undefined
  /** Public base URL; undefined to derive it from each request. A proxy removes its path. */
  baseUrl?: string | undefined
  /** Email address for questions about the data. */
  contactEmail?: string | undefined
  /** The releases that the process served before. Others may be added later. */
  earlierReleases?: ReadonlySet<string>
  /** Size of the response cache in bytes; 0 for none. */
  cacheBytes?: number
  /** Makes the API document from the routes instead of reading the committed one. */
  generatesApiDocument?: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    served: ServedRelease
  }
}

/** Builds the app of one release. It does not listen. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { db, operations = createOperations(), isRecording, baseUrl } = options
  const release = openRelease(db)
  const cache = options.cacheBytes ? new ResponseCache(options.cacheBytes) : undefined
  const app = createFastify(options, release.id)
  app.decorate('served', {
    release: release.id,
    version,
    newest: release.last_known,
    cache,
    isReadable: () => release.file.isComplete(),
  })
  app.addHook('onClose', async () => release.file.close())
  app.server.on('checkExpectation', handleExpectation.bind(app))

  // First: the address of the client, which later plugins use.
  if (options.trustedProxies?.length) await app.register(forwardedFor)
  // Second: scheduling. A request may wait here while requests of other connections run.
  await app.register(fairScheduling)
  // Before every route: these collect the routes, or decorate requests and replies for the others.
  await options.tracing?.instrument(app)
  await app.register(basePath, { base: baseUrl })
  await app.register(problemHandler, {
    ...requestValidation(release, collections),
    renderPage: renderProblemPage,
  })
  await app.register(linkHeader)
  await app.register(canonicalUrl)
  await app.register(requestLog)
  await app.register(requestMetrics, { operations, ...(isRecording && { isRecording }) })
  // Headers of every response, problems included.
  await app.register(corsHeaders)
  await app.register(securityHeaders, { base: baseUrl })
  await app.register(jsonWithoutCharset)
  await app.register(compression)
  // After the headers, because it ends OPTIONS requests.
  await app.register(methodNotAllowed)
  // Checks that refuse requests: overload first, because it is the cheapest check.
  await app.register(limits, options.limits ?? { requestsPerMinute: 0, maxDelayMs: 0 })
  await app.register(hostHeader, { base: baseUrl })
  // Requests are parsed and validated, responses are validated.
  await app.register(queryParsing)
  await app.register(lazyRequestValidation, { formats: stringFormats })
  await app.register(responseValidation)
  // The API document, and the pages that show it.
  await app.register(openapi, {
    ...apiInfo,
    base: baseUrl,
    document: options.generatesApiDocument ? undefined : readApiDocument(),
  })
  const status = options.hasOperationsPort ? undefined : '/readyz'
  await app.register(wellKnown, { ...apiInfo, status })
  await app.register(swaggerUiPages, { title: apiInfo.title })
  if (!options.hasOperationsPort) await app.register(operationsRoutes, operations)
  if (options.operations === undefined) {
    operations.setRelease(app.served)
    await app.register(readiness, operations)
  }
  registerDownloads(app, release)
  const pageReader = createPageReader(release, collections, app.basePath)
  app.decorate('renderers', createRenderers(pageReader))
  registerAssets(app)

  await app.register(async (api) => {
    await api.register(queryErrors)
    // The ETag depends on the negotiated format, and the cache on the ETag.
    await api.register(contentNegotiation)
    await api.register(browserRequests, { isLanguage: codeLists['bcp-47'].check })
    await api.register(conditionalRequests, {
      release: release.id,
      earlierReleases: options.earlierReleases ?? new Set<string>(),
      code: CODE_DIGEST,
    })
    await api.register(todayParameter)
    if (cache !== undefined) await api.register(responseCache, { cache })
    // After the cache: cached responses have these links.
    await api.register(alternateLinks)
    registerRoot(api, collections)
    registerProblemTypes(api)
    registerPageRoutes(api, pageReader)
    for (const collection of collections) {
      const service = createCollectionService(release, collection, app.basePath)
      registerListRoute(api, collection, service)
      // The item of an organization is its profile.
      if (collection.name !== organizations.name) registerItemRoute(api, collection, service)
    }
    registerProfile(api, release, collections)
    registerDataset(api, release, collections, options.contactEmail)
    registerSeries(api, release)
    registerCheck(api, release, collections)
    registerVocabulary(api)
  })
  return app
}
