import { join } from 'node:path'
import { type Contender, startContender } from '../servers/server-process.ts'
import { median, roundMeasurement } from '../statistics.ts'

export interface StartupResult {
  baseline_ms: number
  orgfacts_ms: number
  ratio: number
}

/** Compares the time to the first response with Fastify that opens SQLite. Both have a filled compile cache. */
export async function measureStartup(
  servers: { baseline: Contender; orgfacts: Contender },
  folder: string,
  rounds: number,
  report: (step: string) => void,
): Promise<StartupResult> {
  const NODE_COMPILE_CACHE = join(folder, 'compile-cache')
  const times = { baseline: [] as number[], orgfacts: [] as number[] }
  // Round 0 fills the compile cache.
  for (let round = 0; round <= rounds; round += 1)
    for (const name of ['baseline', 'orgfacts'] as const) {
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
  const [baseline, orgfacts] = [median(times.baseline), median(times.orgfacts)]
  return {
    baseline_ms: Math.round(baseline),
    orgfacts_ms: Math.round(orgfacts),
    ratio: roundMeasurement(orgfacts / baseline),
  }
}
