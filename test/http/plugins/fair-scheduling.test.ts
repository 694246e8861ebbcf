import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { FairScheduler, fairScheduling } from '../../../src/http/plugins/fair-scheduling.ts'
import { createBareApp } from '../bare-app.ts'

function busyWait(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

describe('FairScheduler', () => {
  it('runs a request at once if nothing else runs', () => {
    const scheduler = new FairScheduler()
    const order: string[] = []
    scheduler.schedule({}, () => order.push('a'))
    scheduler.schedule({}, () => order.push('b'))
    expect(order).toEqual(['a', 'b'])
  })

  it('runs requests of one connection one after another', async () => {
    const scheduler = new FairScheduler()
    const [connection, order] = [{}, [] as number[]]
    for (const n of [1, 2, 3]) scheduler.schedule(connection, () => order.push(n))
    expect(order).toEqual([1])
    scheduler.release(connection)
    scheduler.release(connection)
    await setImmediate()
    expect(order).toEqual([1, 2, 3])
  })

  it('lets other requests wait for the next turn when a turn has taken long', async () => {
    const scheduler = new FairScheduler()
    const order: string[] = []
    const slow = (name: string) => () => {
      busyWait(15)
      order.push(name)
    }
    for (const name of ['a', 'b', 'c']) scheduler.schedule({}, slow(name))
    expect(order).toEqual(['a'])
    await setImmediate()
    expect(order).toEqual(['a', 'b'])
    await setImmediate()
    expect(order).toEqual(['a', 'b', 'c'])
  })

  it('prefers the connection that used the least time lately', async () => {
    const scheduler = new FairScheduler()
    const [greedy, modest, order] = [{}, {}, [] as string[]]
    const slow = (name: string) => () => {
      busyWait(15)
      order.push(name)
    }
    scheduler.schedule(greedy, slow('greedy 1'))
    scheduler.release(greedy)
    scheduler.schedule(greedy, slow('greedy 2'))
    scheduler.schedule(modest, slow('modest'))
    for (let turn = 0; turn < 4; turn += 1) await setImmediate()
    expect(order).toEqual(['greedy 1', 'modest', 'greedy 2'])
  })

  it('refuses a request if 100 of its connection wait', () => {
    const scheduler = new FairScheduler()
    const connection = {}
    const accepted = Array.from({ length: 102 }, () => scheduler.schedule(connection, () => {}))
    // The first one runs, 100 wait.
    expect(accepted.filter(Boolean)).toHaveLength(101)
  })
})

describe('pipelined requests', () => {
  it('get their responses in order, and the rest gets 503 when too many wait', async () => {
    const app = await createBareApp()
    await app.register(fairScheduling)
    let running = 0
    let most = 0
    app.get('/slow/:n', async (request) => {
      running += 1
      most = Math.max(most, running)
      await setImmediate()
      running -= 1
      return request.params
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    const paths = Array.from({ length: 150 }, (_, n) => `/slow/${n}`)
    const lines = paths.map((path, n) => {
      const connection = n === 149 ? 'close' : 'keep-alive'
      return `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: ${connection}\r\n\r\n`
    })
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
    })
    socket.write(lines.join(''))
    await once(socket, 'close')
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    const served = [...text.matchAll(/"n":"(\d+)"/g)].map(([, n]) => Number(n))
    expect(statuses).toHaveLength(150)
    expect(served).toEqual(served.toSorted((a, b) => a - b))
    expect(served.length).toBeGreaterThanOrEqual(101)
    expect(most).toBe(1)
  }, 60_000)
})
