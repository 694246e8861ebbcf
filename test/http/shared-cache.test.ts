import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { FIXTURE, fixtureApp, get, loadFolder, withTemporaryFolder } from '../support/app.ts'
import { freePort } from '../support/process.ts'

/** Caching by a shared cache (RFC 9111), with Varnish as an independent implementation. */

const VARNISH = '/usr/sbin/varnishd'

describe.skipIf(!existsSync(VARNISH))(`behind Varnish (needs ${VARNISH})`, async () => {
  const app = await buildApp({ db: loadFolder(FIXTURE).db })
  /** URL and If-None-Match of every request that reached the app. */
  let requests: string[] = []
  app.server.on('request', ({ url, headers }) => {
    requests.push(`${url} ${headers['if-none-match'] ?? ''}`.trim())
  })
  let cache = ''
  const stopActions: (() => void)[] = []

  beforeAll(async () => {
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const cachePort = await freePort()
    cache = `http://127.0.0.1:${cachePort}`
    await new Promise<void>((started) => {
      void withTemporaryFolder({}, async (folder) => {
        const listen = ['-a', `127.0.0.1:${cachePort}`, '-b', `127.0.0.1:${port}`]
        const varnish = spawn(
          VARNISH,
          ['-j', 'none', '-F', '-n', folder, '-s', 'malloc,16m', ...listen],
          { stdio: 'ignore' },
        )
        const ended = new Promise((resolve) => varnish.on('close', resolve))
        stopActions.push(() => varnish.kill())
        for (let tries = 0; tries < 100; tries += 1) {
          const ready = await fetch(`${cache}/livez`).catch(() => null)
          if (ready?.ok) break
          await setTimeout(100)
        }
        started()
        await ended
      })
    })
  }, 30_000)

  beforeEach(() => {
    requests = []
  })

  afterAll(async () => {
    for (const stop of stopActions) stop()
    await app.close()
  })

  it('serves a second request from the cache, with its age', async () => {
    const url = `${cache}/v1/leadership?post=iom-director-general`
    const first = await fetch(url)
    const body = await first.text()
    await setTimeout(1_100)
    const second = await fetch(url)
    expect(await second.text()).toBe(body)
    expect(Number(first.headers.get('age'))).toBe(0)
    expect(Number(second.headers.get('age'))).toBeGreaterThanOrEqual(1)
    expect(second.headers.get('date')).toBe(first.headers.get('date'))
    expect(requests).toEqual(['/v1/leadership?post=iom-director-general'])
  })

  it('returns 304 from the cache when the client has the tag', async () => {
    const url = `${cache}/v1/names`
    const etag = String((await fetch(url)).headers.get('etag'))
    const response = await fetch(url, { headers: { 'if-none-match': etag } })
    expect(response.status).toBe(304)
    expect(response.headers.get('etag')).toBe(etag)
    expect(requests).toEqual(['/v1/names'])
  })

  it('caches each format separately, because of Vary', async () => {
    const url = `${cache}/v1/people`
    const types = ['application/json', 'text/csv', 'application/ld+json']
    for (const _ of [1, 2])
      for (const accept of types) {
        const { headers } = await fetch(url, { headers: { accept } })
        expect(headers.get('content-type')?.split(';')[0]).toBe(accept)
      }
    expect(requests).toHaveLength(types.length)
  })

  it('returns the same data whether the client accepts compression or not', async () => {
    const url = '/v1/objectives'
    const plain = await get(await fixtureApp(), url)
    for (const encoding of ['gzip', 'identity']) {
      const response = await fetch(`${cache}${url}`, { headers: { 'accept-encoding': encoding } })
      expect(await response.json()).toEqual(plain)
    }
  })

  it('does not cache an error', async () => {
    const url = `${cache}/v1/names?limt=3`
    for (const _ of [1, 2]) expect((await fetch(url)).status).toBe(400)
    expect(requests).toHaveLength(2)
  })
})
