import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { request } from './clients.ts'
import { useSharedServer } from './shared-server.ts'

const server = useSharedServer()

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

function openConnection(): Socket {
  const socket = connect(server.port, '127.0.0.1').on('error', () => {})
  sockets.push(socket)
  return socket
}

const PATHS = [
  '/v1/leadership',
  '/v1/people/antonio-vitorino',
  '/v1/members?valid_at=2016&limit=20',
]

/** The 99th percentile of the latency of sequential requests, in milliseconds. */
async function measureP99(): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const times: number[] = []
  for (let n = 0; n < 300; n += 1) {
    const { status, ms } = await request(`${server.origin}${PATHS[n % PATHS.length]}`, agent)
    expect(status).toBe(200)
    times.push(ms)
  }
  agent.destroy()
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
}

/** Twice the latency of an idle server. Below 25 ms, noise of the machine would decide. */
const latencyLimit = async () => Math.max(25, 2 * (await measureP99()))

/** Whether the latency stays below a limit in one of ten measurements: the machine may be busy in others. */
async function isFast(limit: number): Promise<boolean> {
  for (let n = 0; n < 10; n += 1) if ((await measureP99()) < limit) return true
  return false
}

describe('requests of other clients', () => {
  it('are served as fast as before while 2,000 connections are idle', async () => {
    const limit = await latencyLimit()
    const memory = server.memory()
    for (let n = 0; n < 2_000; n += 1) openConnection()
    await setTimeout(500)
    expect(await isFast(limit)).toBe(true)
    expect(server.memory() - memory).toBeLessThan(150)
  })

  it('are served as fast as before while 300 clients send headers byte by byte, and 300 a body', async () => {
    const limit = await latencyLimit()
    for (let n = 0; n < 600; n += 1) {
      const socket = openConnection()
      const head = 'GET /v1/names HTTP/1.1\r\nHost: here\r\n'
      socket.write(n % 2 === 0 ? head : `${head}Content-Length: 100000\r\n\r\n`)
      const timer = setInterval(() => socket.write('x'), 200)
      socket.on('close', () => clearInterval(timer))
    }
    await setTimeout(500)
    expect(await isFast(limit)).toBe(true)
  })

  it('are served as fast as before while 50 clients do not read their responses', async () => {
    const limit = await latencyLimit()
    const memory = server.memory()
    for (let n = 0; n < 50; n += 1) {
      const socket = openConnection()
      socket.pause()
      const text = 'GET /v1/claims?limit=all&format=ndjson HTTP/1.1\r\nHost: here\r\n\r\n'
      socket.write(text.repeat(5))
    }
    await setTimeout(1_000)
    expect(await isFast(limit)).toBe(true)
    expect(server.memory() - memory).toBeLessThan(300)
  })
})
