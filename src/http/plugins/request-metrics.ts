import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Operations } from './health-and-metrics.ts'

export interface RequestMetricsOptions {
  operations: Pick<Operations, 'observeRequest'>
  /** Whether responses are counted at present. Default: always. */
  isRecording?: () => boolean
}

/** Records the duration of every response. */
export const requestMetrics = fp(
  async (app: FastifyInstance, { operations, isRecording = () => true }: RequestMetricsOptions) => {
    app.addHook('onResponse', ({ routeOptions, method }, { statusCode, elapsedTime }, done) => {
      if (!isRecording()) return done()
      // Unknown paths and methods share one label each. Otherwise clients could create any number of
      // time series.
      const label = ['GET', 'HEAD', 'OPTIONS'].includes(method) ? method : 'other'
      const route = routeOptions.url ?? 'none'
      operations.observeRequest(route, label, statusCode, elapsedTime / 1000)
      done()
    })
  },
)
