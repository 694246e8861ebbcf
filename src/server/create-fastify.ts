import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { CONNECTION_OPTIONS } from '../http/connection-options.ts'
import { handleClientError } from '../http/malformed-requests.ts'
import { rewriteUrl } from '../http/plugins/host-header.ts'
import { handleFrameworkError } from '../http/plugins/problem-handler.ts'
import { REQUEST_LOG_OPTIONS, RequestLogController } from '../http/plugins/request-log.ts'

export interface FastifyOptions extends Pick<FastifyServerOptions, 'logger' | 'loggerInstance'> {
  /** Trusted proxies: IPs, CIDRs or names of networks. */
  trustedProxies?: string[]
  /** Whether requests are logged and counted at present. */
  isRecording?: () => boolean
}

/** Creates Fastify with the options of the app, without plugins and routes. */
export function createFastify(options: FastifyOptions, release: string): FastifyInstance {
  const { logger = false, loggerInstance, trustedProxies = [], isRecording } = options
  const { requireHostHeader, requestTimeout } = CONNECTION_OPTIONS
  return Fastify({
    ...(loggerInstance === undefined ? { logger } : { loggerInstance }),
    logController: new RequestLogController(release, isRecording),
    ...REQUEST_LOG_OPTIONS,
    requestIdHeader: false,
    trustProxy: trustedProxies.length > 0 && trustedProxies,
    frameworkErrors: handleFrameworkError,
    clientErrorHandler: handleClientError,
    rewriteUrl,
    http: { requireHostHeader },
    requestTimeout,
    // A long id gets 404, like every unknown id. For URLs that are too long, limits.ts returns 414.
    routerOptions: { maxParamLength: 16_384, ignoreTrailingSlash: true },
  })
}
