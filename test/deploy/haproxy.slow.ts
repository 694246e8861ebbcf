import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sendRequest } from '../../bench/http-request.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { migrations, SEED, temporaryFolder } from '../support/app.ts'
import { eventually, freePort, start } from '../support/process.ts'
import { readDeployFile } from './deploy-files.ts'

const HAPROXY = '/usr/sbin/haproxy'

/** A DNS server with the given IPv4 addresses for every name, as Docker has one for a service. */
async function startDns(addresses: readonly string[]): Promise<number> {
  const server = createSocket('udp4', (query, { address, port }) => {
    // RFC 1035 4.1: a header of 12 bytes, then the question: a name of labels, its type and class.
    const end = query.indexOf(0, 12) + 5
    const isIpv4 = query.readUInt16BE(end - 4) === 1
    const answers = isIpv4 ? addresses : []
    const header = Buffer.from(query.subarray(0, 12))
    header.writeUInt16BE(0x8180, 2)
    for (const [offset, count] of [1, answers.length, 0, 0].entries())
      header.writeUInt16BE(count, 4 + offset * 2)
    const records = answers.map((ip) =>
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...ip.split('.').map(Number)]),
    )
    server.send(Buffer.concat([header, query.subarray(12, end), ...records]), port, address)
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve))
  return server.address().port
}

describe.skipIf(!existsSync(HAPROXY))(`deploy/haproxy.cfg (needs ${HAPROXY})`, () => {
  it('finds the replicas by DNS, uses all of them, and loses no request when one stops', {
    timeout: 120_000,
  }, async () => {
    const database = join(temporaryFolder({}), 'orgfacts.db')
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
    const replicas = ['127.0.0.2', '127.0.0.3', '127.0.0.4'] as const
    const [api, ready] = [await freePort(), await freePort()]
    const [port, metrics] = [await freePort(), await freePort()]
    const config = readDeployFile('haproxy.cfg')
      .replace('parse-resolv-conf', `nameserver test 127.0.0.1:${await startDns(replicas)}`)
      .replace('orgfacts:3000', `orgfacts:${port}`)
      .replace('check port 9090', `check port ${metrics}`)
      .replace('bind :3000', `bind 127.0.0.1:${api}`)
      .replace('bind :9090', `bind 127.0.0.1:${ready}`)
    const file = join(temporaryFolder({ 'haproxy.cfg': config }), 'haproxy.cfg')
    const haproxy = spawn(HAPROXY, ['-db', '-f', file], { stdio: 'ignore' })
    onTestFinished(() => void haproxy.kill('SIGKILL'))
    const [first] = replicas.map((HOST) =>
      start('cli/serve.ts', [], {
        ...{ DATABASE: database, HOST, PORT: String(port), METRICS_PORT: String(metrics) },
        LOG_LEVEL: 'warn',
      }),
    )
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const status = async (to: number, path: string) => (await sendRequest(agent, to, path)).status
    await eventually(
      () => status(ready, '/readyz'),
      (code) => code === 200,
    )

    // Each replica counts the requests that it has served.
    const served = async (replica: string) => {
      const response = await fetch(`http://${replica}:${metrics}/metrics`)
      const count = /^http_request_duration_seconds_count\{route="\/v1\/names".*\} (\d+)$/m
      return Number(count.exec(await response.text())?.[1] ?? 0)
    }
    let limit = 0
    const next = () => {
      limit = (limit % 200) + 1
      return status(api, `/v1/names?limit=${limit}`)
    }
    await eventually(
      async () => {
        expect(await next()).toBe(200)
        return Promise.all(replicas.map(served))
      },
      (counts) => counts.every((count) => count > 0),
    )

    first?.child.kill('SIGTERM')
    let isOver = false
    const ended = first?.ended.then(() => {
      isOver = true
    })
    const statuses = new Set<number>()
    while (!isOver || statuses.size === 0) statuses.add(await next())
    for (let n = 0; n < 50; n += 1) statuses.add(await next())
    await ended
    expect([...statuses]).toEqual([200])
  })
})
