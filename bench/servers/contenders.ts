import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installJsonServer } from './json-server.ts'
import {
  BENCH_PORT,
  BUILD_ARGUMENTS,
  baselineServer,
  type Contender,
  orgfactsServer,
  PROJECT_FOLDER,
  startContender,
} from './server-process.ts'

/** The requests whose responses the baseline servers send, too. */
const PATHS = {
  list: '/v1/leadership?limit=20',
  item: '/v1/people/antonio-vitorino',
  organization: '/v1/organizations/iom',
  members: '/v1/members?organization=iom&valid_at=2020&limit=200',
} as const

/** Builds the database, records the responses that the baseline servers send, and lists all servers. */
export async function prepareContenders(
  folder: string,
  withThirdParties: boolean,
): Promise<Contender[]> {
  const database = join(folder, 'facts.db')
  execFileSync(process.execPath, [...BUILD_ARGUMENTS, 'seed', database], { cwd: PROJECT_FOLDER })
  const { stop } = await startContender(orgfactsServer('', database, '/readyz'))
  const request = (path: string) =>
    fetch(`http://127.0.0.1:${BENCH_PORT}${path}`, { headers: { 'accept-encoding': 'identity' } })
  for (const [name, path] of Object.entries(PATHS))
    await saveResponse(await request(path), responseFile(folder, name))
  const etag = (await request(PATHS.list)).headers.get('etag') ?? ''
  const withoutEvidence = `${PATHS.list}&evidence=none`
  const rows = (await (await request(withoutEvidence)).json()) as { data: unknown[] }
  await stop()

  const constant = (name: keyof typeof PATHS) =>
    baselineServer(`Fastify, constant ${name}`, 'constant', responseFile(folder, name))
  const precomputed = (name: keyof typeof PATHS) =>
    baselineServer(`Fastify + precomputed JSON, ${name}`, 'precomputed', responseFile(folder, name))
  const cached = (name: string, more: Parameters<typeof orgfactsServer>[3] = {}) =>
    orgfactsServer(name, database, PATHS.list, { cacheMb: 64, ...more })
  return [
    constant('list'),
    precomputed('list'),
    cached('cached list'),
    cached('cached list, zstd', { headers: { 'accept-encoding': 'zstd' } }),
    cached('304', { headers: { 'if-none-match': etag } }),
    orgfactsServer('list', database, PATHS.list),
    orgfactsServer('list, evidence=none', database, withoutEvidence),
    ...(withThirdParties ? [installJsonServer(folder, rows.data)] : []),
    constant('item'),
    precomputed('item'),
    orgfactsServer('item', database, PATHS.item),
    constant('organization'),
    orgfactsServer('organization', database, PATHS.organization),
    orgfactsServer('organization, page', database, `${PATHS.organization}?format=html`),
    precomputed('members'),
    orgfactsServer('members', database, PATHS.members),
    orgfactsServer('search', database, '/v1/search?q=geneva&limit=20'),
  ]
}

/** The servers whose starts are compared. */
export function startContenders(folder: string): { baseline: Contender; orgfacts: Contender } {
  const database = join(folder, 'facts.db')
  return {
    baseline: baselineServer('', 'start', responseFile(folder, 'item')),
    orgfacts: orgfactsServer('', database, '/readyz'),
  }
}

function responseFile(folder: string, name: string): string {
  return join(folder, `${name}.json`)
}

/** Headers that each server sets itself. */
const SERVER_HEADERS = ['date', 'connection', 'keep-alive', 'content-length']

async function saveResponse(response: Response, file: string): Promise<void> {
  const headers = [...response.headers].filter(([name]) => !SERVER_HEADERS.includes(name))
  writeFileSync(`${file}.headers`, JSON.stringify(Object.fromEntries(headers)))
  writeFileSync(file, await response.text())
}
