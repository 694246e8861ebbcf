import type { BuildSpeedResult } from './measure/build-speed.ts'
import type { ScalingResult } from './measure/scaling.ts'
import type { StartupResult } from './measure/startup.ts'
import type { ThroughputResult } from './measure/throughput.ts'

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
  const rate = (a: string, b: string) =>
    (row(a)?.requests_per_second ?? Number.NaN) / (row(b)?.requests_per_second ?? Number.NaN)
  const cpu = (a: string, b: string) =>
    (row(a)?.cpu_us ?? Number.NaN) / (row(b)?.cpu_us ?? Number.NaN)
  const [small, large] = [scaling[0], scaling.at(-1)]
  const growth = (figure: keyof ScalingResult) =>
    Number(large?.[figure] ?? Number.NaN) / Number(small?.[figure] ?? Number.NaN)
  const ratios: [name: string, value: number, target: string][] = [
    ['item / Fastify constant', rate('item', 'Fastify, constant item'), '>= 0.35'],
    [
      'list / Fastify + precomputed JSON',
      rate('list', 'Fastify + precomputed JSON, list'),
      '>= 0.5',
    ],
    ['list, evidence=none / json-server', rate('list, evidence=none', 'json-server'), '>= 1.6'],
    ['cached list / Fastify constant', rate('cached list', 'Fastify, constant list'), '>= 0.65'],
    [
      'organization / Fastify constant, processor time',
      cpu('organization', 'Fastify, constant organization'),
      '<= 15',
    ],
    [
      'organization, page: ms of processor time',
      (row('organization, page')?.cpu_us ?? Number.NaN) / 1000,
      '<= 15',
    ],
    [
      'members / Fastify + precomputed JSON',
      rate('members', 'Fastify + precomputed JSON, members'),
      '',
    ],
    ['304 / cached list', rate('304', 'cached list'), ''],
    ['start / Fastify + better-sqlite3', startup.ratio, '<= 3'],
    ['build / bare insert of the same rows', build_speed.ratio, ''],
    [
      `item, ${large?.organizations} / ${small?.organizations} organizations`,
      growth('item_ms'),
      '',
    ],
    [
      `search, ${large?.organizations} / ${small?.organizations} organizations`,
      growth('search_ms'),
      '',
    ],
  ]
  return ratios
    .filter(([, value]) => !Number.isNaN(value))
    .map(([name, value, target]) => ({ name, value, target }))
}
