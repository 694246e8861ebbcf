import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import Fastify, { LogController } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ConnectionLimits, ReleaseSwitcher } from '../../src/server/release-switcher.ts'
import { ROOT } from '../support/app.ts'

/** The limits of connections that the release switcher sets. */

async function startSwitcher(limits: Partial<ConnectionLimits> = {}) {
  const lines: { msg: string; client?: string; url?: string; closed?: number }[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const logController = new LogController({ disableRequestLogging: true })
  const app = Fastify({ logger: { level: 'info', stream }, logController })
  app.get('/short', async () => 'short')
  app.get('/slow', async () => {
    await setTimeout(600)
    return 'slow'
  })
  // More than the buffers of the system.
  app.get('/text', async () => 'x'.repeat(20_000_000))
  app.get('/stream', async (_, reply) =>
    reply.send(Readable.from(Array.from({ length: 200 }, () => 'x'.repeat(100_000)))),
  )
  await app.ready()
  const switcher = new ReleaseSwitcher(app, limits)
  switcher.server.listen(0, '127.0.0.1')
  await once(switcher.server, 'listening')
  let isStopped = false
  const stop = (milliseconds: number) => {
    isStopped = true
    return switcher.stop(milliseconds)
  }
  onTestFinished(async () => {
    if (!isStopped) await switcher.stop(0)
  })
  const { port } = switcher.server.address() as AddressInfo
  /** A client that sends a request and does not read the response. */
  const startRequest = (path: string): Socket => {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    onTestFinished(() => void socket.destroy())
    socket.pause()
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
    return socket
  }
  return { switcher, lines, port, startRequest, stop }
}

describe('a response that makes no progress', () => {
  it.each(['/text', '/stream'])('is closed after the time, and logged: %s', async (path) => {
    const { switcher, lines, startRequest } = await startSwitcher({ stallTimeout: 300 })
    startRequest(path)
    await expect.poll(() => switcher.requests()).toBe(1)
    await expect.poll(() => switcher.connections(), { timeout: 10_000 }).toBe(0)
    expect(switcher.requests()).toBe(0)
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'response stalled', client: '127.0.0.1', url: path }),
    )
  })

  it('is completed if the client reads slowly', async () => {
    // Long enough for a busy machine, which runs neither the client nor the server for a while.
    const { startRequest } = await startSwitcher({ stallTimeout: 2_000 })
    const socket = startRequest('/text')
    let bytes = 0
    // For longer than the time in which a response must make progress.
    for (const end = Date.now() + 4_000; Date.now() < end; await setTimeout(20))
      bytes += socket.read()?.length ?? 0
    socket.on('data', (data) => {
      bytes += data.length
    })
    socket.resume()
    await expect.poll(() => bytes, { timeout: 10_000 }).toBeGreaterThan(20_000_000)
  })

  it('does not include an idle connection, or a handler that takes long', async () => {
    const { port, switcher } = await startSwitcher({ stallTimeout: 400 })
    const agent = new Agent({ keepAlive: true })
    onTestFinished(() => agent.destroy())
    const bodyOf = (path: string) =>
      new Promise<string>((resolve, reject) => {
        get({ port, host: '127.0.0.1', path, agent }, (response) => {
          response.setEncoding('utf8').once('data', resolve)
        }).on('error', reject)
      })
    expect(await bodyOf('/short')).toBe('short')
    await setTimeout(900)
    expect(await switcher.connections()).toBe(1)
    expect(await bodyOf('/short')).toBe('short')
  })
})

describe('responses that clients do not read', () => {
  it('are closed, oldest first, when they take more memory than allowed', async () => {
    const { switcher, lines, startRequest } = await startSwitcher({ maxUnread: 50_000_000 })
    for (let n = 0; n < 5; n += 1) {
      startRequest('/text')
      await expect.poll(() => switcher.requests(), { timeout: 10_000 }).toBeGreaterThan(0)
    }
    // Each has 20 MB, of which the system takes some.
    await expect.poll(() => switcher.connections(), { timeout: 10_000 }).toBeLessThanOrEqual(3)
    await setTimeout(1_000)
    expect(await switcher.connections()).toBeGreaterThanOrEqual(2)
    const warnings = lines.filter(({ msg }) => msg === 'clients do not read their responses')
    expect(warnings.reduce((sum, { closed = 0 }) => sum + closed, 0)).toBeGreaterThanOrEqual(2)
  })

  it('are kept when they are streams, which wait for the client', async () => {
    const { switcher, startRequest } = await startSwitcher({ maxUnread: 10_000_000 })
    for (let n = 0; n < 10; n += 1) startRequest('/stream')
    await setTimeout(1_500)
    expect(await switcher.connections()).toBe(10)
  })
})

describe('keepAliveTimeout', () => {
  it('closes a connection that is idle for longer', async () => {
    const { port } = await startSwitcher({ keepAliveTimeout: 300 })
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /short HTTP/1.1\r\nHost: a\r\n\r\n')
    const [data] = await once(socket.setEncoding('utf8'), 'data')
    expect(data).toContain('HTTP/1.1 200')
    const began = performance.now()
    await once(socket, 'close')
    // Node.js waits a second longer than the timeout, because requests may be on their way.
    expect(performance.now() - began).toBeGreaterThan(250)
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

describe('a stop', () => {
  it('still accepts requests at first, each with Connection: close', async () => {
    const { port, stop } = await startSwitcher()
    const agent = new Agent({ keepAlive: true })
    const send = () =>
      new Promise<[string | undefined, string]>((resolve, reject) => {
        request({ port, host: '127.0.0.1', path: '/short', agent }, (response) => {
          const { connection } = response.headers
          response.setEncoding('utf8').once('data', (body) => resolve([connection, body]))
        })
          .on('error', reject)
          .end()
      })
    expect(await send()).toEqual(['keep-alive', 'short'])
    const stopped = stop(4_000)
    // On the connection that was idle, and on a new one.
    expect(await send()).toEqual(['close', 'short'])
    expect(await send()).toEqual(['close', 'short'])
    await stopped
    await expect(send()).rejects.toThrow('ECONNREFUSED')
  })

  it('ends at once when there is no connection', async () => {
    const { stop } = await startSwitcher()
    const began = performance.now()
    await stop(60_000)
    expect(performance.now() - began).toBeLessThan(900)
  })
})

describe('the limit of open files', () => {
  it('is the limit of connections, less those for other files', async () => {
    const script = `
      import { ReleaseSwitcher } from ${JSON.stringify(join(ROOT, 'src/server/release-switcher.ts'))}
      const { server } = new ReleaseSwitcher({})
      console.log(server.maxConnections)`
    const command = `ulimit -n 512 && exec '${process.execPath}' --input-type=module -e "$SCRIPT"`
    const { stdout } = await promisify(execFile)('sh', ['-c', command], {
      env: { ...process.env, SCRIPT: script },
    })
    expect(Number(stdout)).toBe(412)
  })
})
