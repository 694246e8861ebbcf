import { Agent } from 'node:http'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { request, startClients } from './clients.ts'
import { useSharedServer } from './shared-server.ts'

/** One client, or one kind of request, must not make the others wait. */

const server = useSharedServer()
const SMALL = '/v1/people/amy-pope?evidence=none'

/** Requests over new connections, one after another. Returns the longest time, in milliseconds. */
async function longestWait(requests: number): Promise<number> {
  let longest = 0
  for (let n = 0; n < requests; n += 1) {
    const { status, ms } = await request(`${server.origin}${SMALL}`)
    expect(status).toBe(200)
    longest = Math.max(longest, ms)
    await setTimeout(50)
  }
  return longest
}

/** The median of the latency of sequential requests over one connection, in milliseconds. */
async function measureMedian(): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const times: number[] = []
  for (let n = 0; n < 200; n += 1) {
    times.push((await request(`${server.origin}${SMALL}`, agent)).ms)
    await setTimeout(5)
  }
  agent.destroy()
  return times.sort((a, b) => a - b)[100] ?? 0
}

/**
 * Different URLs of the same cost, so that the response cache has none of them: each later `known_at` returns
 * the same data.
 */
function uncachedUrls(path: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const day = new Date(Date.UTC(2100, 0, 1 + n)).toISOString().slice(0, 10)
    return `${server.origin}${path}&known_at=${day}`
  })
}

/** The lowest result of three measurements: the machine may be busy in the others. */
async function bestOfThree(measure: () => Promise<number>): Promise<number> {
  return Math.min(await measure(), await measure(), await measure())
}

describe('a new client', () => {
  it('gets its response within 0.5 s while 1,000 requests are pipelined on another connection', async () => {
    const memory = server.memory()
    let highest = 0
    const waits = await bestOfThree(async () => {
      const socket = connect(server.port, '127.0.0.1').on('error', () => {})
      onTestFinished(() => void socket.destroy())
      socket.resume()
      const text = 'GET /v1/members?limit=500&format=jsonld HTTP/1.1\r\nHost: a\r\n\r\n'
      socket.write(text.repeat(1_000))
      await setTimeout(100)
      const longest = await longestWait(15)
      highest = Math.max(highest, server.memory())
      socket.destroy()
      await setTimeout(500)
      return longest
    })
    console.log(`pipelined: ${waits.toFixed(0)} ms, ${(highest - memory).toFixed(0)} MiB`)
    expect(waits).toBeLessThan(500)
    expect(highest - memory).toBeLessThan(150)
  })

  it('gets its response within 1 s while 64 connections request long lists that are not cached', async () => {
    const urls = uncachedUrls('/v1/changes?limit=500', 20_000)
    const statuses = new Map<number, number>()
    const clients = startClients(
      urls,
      ({ status }) => statuses.set(status, (statuses.get(status) ?? 0) + 1),
      64,
    )
    await setTimeout(1_500)
    const waits = await bestOfThree(() => longestWait(15))
    await clients.stop()
    console.log(`64 connections: ${waits.toFixed(0)} ms; their responses:`, statuses)
    expect(waits).toBeLessThan(1_000)
    expect(statuses.get(200)).toBeGreaterThan(100)
  })
})

describe('the median latency of a client', () => {
  it('at most doubles while another client downloads all claims again and again', async () => {
    await measureMedian()
    const results: { quiet: number; loaded: number; downloads: number }[] = []
    for (let n = 0; n < 3; n += 1) {
      const quiet = await measureMedian()
      let downloads = 0
      const clients = startClients(
        [`${server.origin}/v1/claims?limit=all&format=ndjson`],
        () => {
          downloads += 1
        },
        1,
      )
      const loaded = await measureMedian()
      await clients.stop()
      results.push({ quiet, loaded, downloads })
    }
    console.table(results)
    const ratios = results.map(({ quiet, loaded }) => loaded / quiet)
    expect(Math.min(...ratios)).toBeLessThan(2)
    // The client that downloads gets its share, too.
    for (const { downloads } of results) expect(downloads).toBeGreaterThan(3)
  })
})

describe('clients that do not read their responses', () => {
  it('cost little memory, however many there are', async () => {
    const memory = server.memory()
    const sockets = Array.from({ length: 400 }, () => {
      const socket = connect(server.port, '127.0.0.1').on('error', () => {})
      socket.pause()
      const text = 'GET /v1/members?limit=500&format=jsonld HTTP/1.1\r\nHost: a\r\n\r\n'
      socket.write(text.repeat(30))
      return socket
    })
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    let highest = 0
    // Until the buffers of the system are full, and the responses stay in the process.
    for (const end = Date.now() + 100_000; Date.now() < end; await setTimeout(1_000))
      highest = Math.max(highest, server.memory())
    const { status, ms } = await request(`${server.origin}${SMALL}`)
    console.log(`400 clients: ${(highest - memory).toFixed(0)} MiB, then ${ms.toFixed(0)} ms`)
    expect(status).toBe(200)
    expect(highest - memory).toBeLessThan(500)
  })
})
