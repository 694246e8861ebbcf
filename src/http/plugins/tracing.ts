import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/**
 * Spans of each request for who traces: OpenTelemetry, switched on by its own variables
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/). Where they are not set, none of it is
 * loaded. An answer that was made before passes all routes by, and has none.
 */
export function isTracingEnabled(environment: NodeJS.ProcessEnv): boolean {
  const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER } = environment
  if (OTEL_SDK_DISABLED === 'true' || OTEL_TRACES_EXPORTER === 'none') return false
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = environment
  return Boolean(OTEL_EXPORTER_OTLP_ENDPOINT || OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
}

/** How long spans wait to be taken, in milliseconds, and so a stop for the last: nobody may be there. */
const PATIENCE = 1_000

/** Instruments apps, and sends what is left when all is over. */
export interface Tracing {
  /** Before any route is added. */
  instrument(app: FastifyInstance): Promise<void>
  end(): Promise<void>
}

export async function startTracing(service: { name: string; version: string }): Promise<Tracing> {
  const [{ FastifyOtelInstrumentation }, { OTLPTraceExporter }, resources, sdk] = await Promise.all(
    [
      import('@fastify/otel'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-node'),
    ],
  )
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources
  const timeoutMillis = Number(process.env.OTEL_EXPORTER_OTLP_TIMEOUT ?? PATIENCE)
  const named = { 'service.name': service.name, 'service.version': service.version }
  const provider = new sdk.NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes(named))
      // What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say goes before.
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter({ timeoutMillis }))],
  })
  provider.register()
  return {
    async instrument(app) {
      const instrumentation = new FastifyOtelInstrumentation({ instrumentHooks: false })
      instrumentation.setTracerProvider(provider)
      await app.register(instrumentation.plugin())
    },
    async end() {
      const sent = provider.shutdown().catch(() => {})
      await Promise.race([sent, setTimeout(PATIENCE, undefined, { ref: false })])
    },
  }
}
