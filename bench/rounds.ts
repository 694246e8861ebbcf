import autocannon from 'autocannon'
import { type Contender, memoryOf, PORT, processorOf, start } from './server.ts'

/** What a server answers in a second, and at what cost. */

export interface Measured {
  name: string
  requests_per_second: number
  /** Between the slowest round and the fastest, as a share of the median. */
  spread: number
  p50_ms: number
  p99_ms: number
  /** Processor time a request. */
  cpu_us: number
  rss_mib: number
}

type Round = Omit<Measured, 'name' | 'spread'>

/** Measures all in turn, several times over, so that a busy moment hits no one alone. */
export async function inRounds(
  contenders: readonly Contender[],
  { rounds, seconds }: { rounds: number; seconds: number },
  say: (what: string) => void,
): Promise<Measured[]> {
  const measured = new Map(contenders.map(({ name }) => [name, [] as Round[]]))
  for (let round = 1; round <= rounds; round += 1)
    for (const contender of contenders) {
      say(`round ${round} of ${rounds}: ${contender.name}`)
      measured.get(contender.name)?.push(await once(contender, seconds))
    }
  return [...measured].map(([name, rounds]) => ({ name, ...summed(rounds) }))
}

async function once(contender: Contender, seconds: number): Promise<Round> {
  const { child, stop } = await start(contender)
  try {
    const { headers = {}, connections = 32, path } = contender
    const load = { url: `http://127.0.0.1:${PORT}${path}`, headers, connections }
    await autocannon({ ...load, duration: 1 })
    const before = processorOf(child.pid)
    const { requests, latency, non2xx } = await autocannon({ ...load, duration: seconds })
    const after = processorOf(child.pid)
    const wrong = 'if-none-match' in headers ? requests.total - non2xx : non2xx
    if (wrong > 0) throw new Error(`${contender.name}: ${wrong} answers were not as expected`)
    return {
      requests_per_second: requests.average,
      p50_ms: latency.p50,
      p99_ms: latency.p99,
      cpu_us: ((after - before) / requests.total) * 1e6,
      rss_mib: memoryOf(child.pid).peak,
    }
  } finally {
    await stop()
  }
}

function summed(rounds: readonly Round[]): Omit<Measured, 'name'> {
  const of = (figure: keyof Round) => rounds.map((round) => round[figure])
  const rates = of('requests_per_second')
  return {
    requests_per_second: Math.round(median(rates)),
    spread: rounded((Math.max(...rates) - Math.min(...rates)) / median(rates)),
    p50_ms: median(of('p50_ms')),
    p99_ms: median(of('p99_ms')),
    cpu_us: Math.round(median(of('cpu_us'))),
    rss_mib: Math.round(median(of('rss_mib'))),
  }
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** To three digits, about: what is more is noise. */
export function rounded(number: number): number {
  return Number(number.toPrecision(3))
}
