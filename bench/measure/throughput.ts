import {
  BENCH_PORT,
  type Contender,
  cpuSeconds,
  processMemory,
  startContender,
} from '../servers/server-process.ts'
import { median, roundMeasurement } from '../statistics.ts'
import { applyLoad } from './load-client.ts'

export interface ThroughputResult {
  name: string
  requests_per_second: number
  /** Difference between the fastest and the slowest round, as a share of the median. */
  spread: number
  p50_ms: number
  p99_ms: number
  /** Processor time per request. */
  cpu_us: number
  rss_mib: number
}

/** Node compiles hot functions in this time. */
const WARM_UP_SECONDS = 4

type Round = Omit<ThroughputResult, 'name' | 'spread'>

/** Measures every server in turn, several times, so that a busy moment does not affect only one of them. */
export async function measureThroughput(
  contenders: readonly Contender[],
  { rounds, seconds }: { rounds: number; seconds: number },
  report: (step: string) => void,
): Promise<ThroughputResult[]> {
  const results = new Map(contenders.map(({ name }) => [name, [] as Round[]]))
  for (let round = 1; round <= rounds; round += 1)
    for (const contender of contenders) {
      report(`round ${round} of ${rounds}: ${contender.name}`)
      results.get(contender.name)?.push(await measureRound(contender, seconds))
    }
  return [...results].map(([name, rounds]) => ({ name, ...summarize(rounds) }))
}

async function measureRound(contender: Contender, seconds: number): Promise<Round> {
  const { child, stop } = await startContender(contender)
  try {
    const { headers = {}, connections = 32, path } = contender
    const load = { url: `http://127.0.0.1:${BENCH_PORT}${path}`, headers, connections }
    await applyLoad({ ...load, duration: WARM_UP_SECONDS })
    const before = cpuSeconds(child.pid)
    const result = await applyLoad({ ...load, duration: seconds })
    const after = cpuSeconds(child.pid)
    const { failed, requests, requests_per_second, p50_ms, p99_ms } = result
    if (failed > 0) throw new Error(`${contender.name}: ${failed} requests failed`)
    return {
      requests_per_second,
      p50_ms,
      p99_ms,
      cpu_us: ((after - before) / requests) * 1e6,
      rss_mib: processMemory(child.pid).peak,
    }
  } finally {
    await stop()
  }
}

function summarize(rounds: readonly Round[]): Omit<ThroughputResult, 'name'> {
  const values = (figure: keyof Round) => rounds.map((round) => round[figure])
  const rates = values('requests_per_second')
  return {
    requests_per_second: Math.round(median(rates)),
    spread: roundMeasurement((Math.max(...rates) - Math.min(...rates)) / median(rates)),
    p50_ms: roundMeasurement(median(values('p50_ms'))),
    p99_ms: roundMeasurement(median(values('p99_ms'))),
    cpu_us: Math.round(median(values('cpu_us'))),
    rss_mib: Math.round(median(values('rss_mib'))),
  }
}
