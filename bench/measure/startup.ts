import { join } from 'node:path'
import { type Contender, startContender } from '../servers/server-process.ts'
import { median, roundMeasurement } from '../statistics.ts'

export interface StartupResult {
  fastify_ms: number
  orgfacts_ms: number
  ratio: number
}

/** Compares the time to the first response with bare Fastify. Both have a filled compile cache. */
export async function measureStartup(
  servers: { fastify: Contender; orgfacts: Contender },
  folder: string,
  rounds: number,
  report: (step: string) => void,
): Promise<StartupResult> {
  const NODE_COMPILE_CACHE = join(folder, 'compile-cache')
  const times = { fastify: [] as number[], orgfacts: [] as number[] }
  // Round 0 fills the compile cache.
  for (let round = 0; round <= rounds; round += 1)
    for (const name of ['fastify', 'orgfacts'] as const) {
      report(`start ${round} of ${rounds}: ${name}`)
      const server = servers[name]
      const { startMs, stop } = await startContender({
        ...server,
        env: { ...server.env, NODE_COMPILE_CACHE },
      })
      // Node writes the compile cache when it exits, but not if it is killed.
      await stop('SIGTERM')
      if (round > 0) times[name].push(startMs)
    }
  const [fastify, orgfacts] = [median(times.fastify), median(times.orgfacts)]
  return {
    fastify_ms: Math.round(fastify),
    orgfacts_ms: Math.round(orgfacts),
    ratio: roundMeasurement(orgfacts / fastify),
  }
}
