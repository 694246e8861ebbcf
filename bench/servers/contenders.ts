import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  BENCH_PORT,
  BUILD_ARGUMENTS,
  type Contender,
  constantServer,
  orgfactsServer,
  PROJECT_FOLDER,
  startContender,
} from './server-process.ts'
import { installThirdPartyServers } from './third-party-servers.ts'

const LIST = '/v1/leadership?limit=20'
const ITEM = '/v1/people/antonio-vitorino'
/** Microseconds of processor time that one of the constant servers uses for each request. */
const WORK = 50
export const BUSY_CONSTANT = `node:http, constant item, ${WORK} µs of work`

/** Builds the database, records the responses that the constant servers send, and lists all servers. */
export async function prepareContenders(
  folder: string,
  withThirdParties: boolean,
): Promise<Contender[]> {
  const database = join(folder, 'facts.db')
  execFileSync(process.execPath, [...BUILD_ARGUMENTS, 'seed', database], { cwd: PROJECT_FOLDER })
  const { stop } = await startContender(orgfactsServer('', database, '/readyz'))
  const request = (path: string) => fetch(`http://127.0.0.1:${BENCH_PORT}${path}`)
  const list = await request(LIST)
  const etag = list.headers.get('etag') ?? ''
  const [listFile, itemFile] = [join(folder, 'list.json'), join(folder, 'item.json')]
  await saveResponse(list, listFile)
  await saveResponse(await request(ITEM), itemFile)
  const rows = (await (await request(`${LIST}&evidence=none`)).json()) as { data: unknown[] }
  await stop()
  const cached = (name: string, more: Parameters<typeof orgfactsServer>[3] = {}) =>
    orgfactsServer(name, database, LIST, { cacheMb: 64, ...more })
  return [
    constantServer('node:http, constant list', 'http', listFile),
    constantServer('Fastify, constant list', 'fastify', listFile),
    cached('cached list'),
    cached('cached list, zstd', { headers: { 'accept-encoding': 'zstd' } }),
    cached('304', { headers: { 'if-none-match': etag } }),
    {
      ...constantServer('Fastify, constant list, 64 connections', 'fastify', listFile),
      connections: 64,
    },
    cached('cached list, 64 connections', { connections: 64 }),
    constantServer('Fastify, constant item', 'fastify', itemFile),
    constantServer(BUSY_CONSTANT, 'http', itemFile, WORK),
    orgfactsServer('item', database, ITEM),
    orgfactsServer('list', database, LIST),
    orgfactsServer('list, evidence=none', database, `${LIST}&evidence=none`),
    ...(withThirdParties ? installThirdPartyServers(folder, rows.data, database) : []),
    orgfactsServer('profile', database, '/v1/organizations/iom?evidence=none'),
    orgfactsServer('search', database, '/v1/search?q=geneva&limit=20'),
  ]
}

/** Headers that each server sets itself. */
const SERVER_HEADERS = ['date', 'connection', 'keep-alive', 'content-length', 'content-encoding']

async function saveResponse(response: Response, file: string): Promise<void> {
  const headers = [...response.headers].filter(([name]) => !SERVER_HEADERS.includes(name))
  writeFileSync(`${file}.headers`, JSON.stringify(Object.fromEntries(headers)))
  writeFileSync(file, await response.text())
}
