import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/**
 * Whether the environment variables of OpenTelemetry enable tracing
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).
 */
export function isTracingEnabled(environment: NodeJS.ProcessEnv): boolean {
  const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER } = environment
  if (OTEL_SDK_DISABLED === 'true' || OTEL_TRACES_EXPORTER === 'none') return false
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = environment
  return Boolean(OTEL_EXPORTER_OTLP_ENDPOINT || OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
}

/** How long the exporter, and the stop of the server, wait for the collector. In milliseconds. */
const EXPORT_TIMEOUT = 1_000

export interface Tracing {
  /**
   * Adds a span to every request of an app, except on routes with `otel: false`. Call it before any route is
   * registered.
   */
  instrument(app: FastifyInstance): Promise<void>
  /** Sends the remaining spans. */
  end(): Promise<void>
}

/** Starts the export of spans by OpenTelemetry. */
export async function startTracing(service: { name: string; version: string }): Promise<Tracing> {
  // Imported here, because most servers do not trace and the packages take long to load.
  const [{ FastifyOtelInstrumentation }, { OTLPTraceExporter }, resources, sdk] = await Promise.all(
    [
      import('@fastify/otel'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-node'),
    ],
  )
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources
  const timeoutMillis = Number(process.env.OTEL_EXPORTER_OTLP_TIMEOUT ?? EXPORT_TIMEOUT)
  const attributes = { 'service.name': service.name, 'service.version': service.version }
  const provider = new sdk.NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes(attributes))
      // Last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override it.
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter({ timeoutMillis }))],
  })
  provider.register()
  return {
    async instrument(app) {
      const instrumentation = new FastifyOtelInstrumentation({
        instrumentHooks: false,
        // By the conventions for HTTP spans: `GET /v1/leadership`, or `GET` for an unknown path.
        requestHook: (span, { method, routeOptions: { url } }) =>
          span.updateName(url === undefined ? method : `${method} ${url}`),
      })
      instrumentation.setTracerProvider(provider)
      await app.register(instrumentation.plugin())
    },
    async end() {
      // A collector that does not respond must neither delay the stop nor fail it.
      const sent = provider.shutdown().catch(() => {})
      await Promise.race([sent, setTimeout(EXPORT_TIMEOUT, undefined, { ref: false })])
    },
  }
}
