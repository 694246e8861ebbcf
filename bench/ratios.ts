import type { BuildSpeedResult } from './measure/build-speed.ts'
import type { ScalingResult } from './measure/scaling.ts'
import type { StartupResult } from './measure/startup.ts'
import type { ThroughputResult } from './measure/throughput.ts'
import { BUSY_CONSTANT } from './servers/contenders.ts'

export interface BenchResults {
  throughput: ThroughputResult[]
  build_speed: BuildSpeedResult
  startup: StartupResult
  scaling: ScalingResult[]
}

export interface Ratio {
  name: string
  value: number
  /** As `>= 2`; empty if there is none. */
  target: string
}

/** The ratios that were measured, with their targets. Those of skipped measurements are left out. */
export function benchRatios({ throughput, build_speed, startup, scaling }: BenchResults): Ratio[] {
  const row = (wanted: string) => throughput.find(({ name }) => name === wanted)
  const rate = (name: string) => row(name)?.requests_per_second ?? Number.NaN
  const p99 = (name: string) => row(name)?.p99_ms ?? Number.NaN
  const [one, thousand, large] = scaling
  const growth = (a: ScalingResult | undefined, b: ScalingResult | undefined) => ({
    item: (a?.item_ms ?? Number.NaN) / (b?.item_ms ?? Number.NaN),
    search: (a?.search_ms ?? Number.NaN) / (b?.search_ms ?? Number.NaN),
    memory: (a?.build_mib ?? Number.NaN) / (b?.build_mib ?? Number.NaN),
  })
  const ratios: [name: string, value: number, target: string][] = [
    ['cached list / Fastify', rate('cached list') / rate('Fastify, constant list'), '>= 0.95'],
    ['304 / cached list', rate('304') / rate('cached list'), '>= 1'],
    ['item / Fastify', rate('item') / rate('Fastify, constant item'), '>= 0.45'],
    [`item / ${BUSY_CONSTANT}`, rate('item') / rate(BUSY_CONSTANT), ''],
    ['list / json-server', rate('list') / rate('json-server'), '>= 2'],
    [
      'list, evidence=none / json-server',
      rate('list, evidence=none') / rate('json-server'),
      '>= 3',
    ],
    ['list / soul-cli', rate('list') / rate('soul-cli'), ''],
    [
      'p99 of cached list / Fastify, 64 connections',
      p99('cached list, 64 connections') / p99('Fastify, constant list, 64 connections'),
      '<= 1.3',
    ],
    ['build / bare insert', build_speed.ratio, '>= 0.25'],
    ['start / Fastify', startup.ratio, '<= 2'],
    ['item, 100,000 / 1 organizations', growth(large, one).item, '<= 1.5'],
    ['search, 100,000 / 1,000 organizations', growth(large, thousand).search, '<= 4'],
    ['build memory, 100,000 / 1,000 organizations', growth(large, thousand).memory, '<= 1.5'],
  ]
  return ratios
    .filter(([, value]) => !Number.isNaN(value))
    .map(([name, value, target]) => ({ name, value, target }))
}
