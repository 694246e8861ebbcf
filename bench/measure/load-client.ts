import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import autocannon from 'autocannon'

/** A load on a server: requests over some connections, one after another on each, for some seconds. */
export interface Load {
  url: string
  headers: Readonly<Record<string, string>>
  connections: number
  duration: number
}

export interface LoadResult {
  requests: number
  requests_per_second: number
  p50_ms: number
  p99_ms: number
  /** Responses with a status from 400 on, and failed connections. */
  failed: number
}

const hasWrk = spawnSync('wrk', ['--version']).error === undefined

/** wrk uses less processor time per response than autocannon, so that it does not limit fast servers. */
export const LOAD_CLIENT = hasWrk ? 'wrk' : 'autocannon'

/** Sends requests to a server. */
export function applyLoad(load: Load): Promise<LoadResult> {
  return hasWrk ? runWrk(load) : runAutocannon(load)
}

async function runAutocannon(load: Load): Promise<LoadResult> {
  const result = await autocannon({ ...load, headers: { ...load.headers } })
  const { requests, latency, errors } = result
  return {
    requests: requests.total,
    requests_per_second: requests.average,
    p50_ms: latency.p50,
    p99_ms: latency.p99,
    failed: errors + result['4xx'] + result['5xx'],
  }
}

async function runWrk({ url, headers, connections, duration }: Load): Promise<LoadResult> {
  const child = spawn('wrk', [
    ...['-t1', `-c${connections}`, `-d${duration}s`, '--latency'],
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    url,
  ])
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return parseWrk(output)
}

const MILLISECONDS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000, m: 60_000 }

/** Reads what `wrk --latency` prints. */
function parseWrk(output: string): LoadResult {
  const number = (pattern: RegExp) => Number(pattern.exec(output)?.[1] ?? 0)
  const percentile = (percent: number) => {
    const [, value, unit = ''] =
      new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s|m)`, 'm').exec(output) ?? []
    return Number(value) * (MILLISECONDS[unit] ?? Number.NaN)
  }
  const socketErrors = /Socket errors: (.*)/.exec(output)?.[1]?.match(/\d+/g) ?? []
  return {
    requests: number(/(\d+) requests in/),
    requests_per_second: number(/Requests\/sec:\s+([\d.]+)/),
    p50_ms: percentile(50),
    p99_ms: percentile(99),
    failed:
      number(/Non-2xx or 3xx responses: (\d+)/) +
      socketErrors.reduce((sum, count) => sum + Number(count), 0),
  }
}
