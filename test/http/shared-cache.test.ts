import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/server/app.ts'
import { folderWith, get, loaded, SEED, testApp } from '../support/app.ts'
import { freePort } from '../support/process.ts'

/** What a shared cache makes of our answers: RFC 9111, by one that others wrote. */

const VARNISH = '/usr/sbin/varnishd'

describe.skipIf(!existsSync(VARNISH))(`behind Varnish (needs ${VARNISH})`, async () => {
  const app = await buildApp({ db: loaded(SEED).db })
  let asked: string[] = []
  app.server.on('request', ({ url, headers }) => {
    asked.push(`${url} ${headers['if-none-match'] ?? ''}`.trim())
  })
  let cache = ''
  const stop: (() => void)[] = []

  beforeAll(async () => {
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const own = await freePort()
    cache = `http://127.0.0.1:${own}`
    await new Promise<void>((started) => {
      void folderWith({}, async (folder) => {
        const listen = ['-a', `127.0.0.1:${own}`, '-b', `127.0.0.1:${port}`]
        const varnish = spawn(
          VARNISH,
          ['-j', 'none', '-F', '-n', folder, '-s', 'malloc,16m', ...listen],
          { stdio: 'ignore' },
        )
        const ended = new Promise((resolve) => varnish.on('close', resolve))
        stop.push(() => varnish.kill())
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
    asked = []
  })

  afterAll(async () => {
    for (const end of stop) end()
    await app.close()
  })

  it('an answer is made once, and says how old it is', async () => {
    const url = `${cache}/v1/leadership?post=director_general`
    const first = await fetch(url)
    const body = await first.text()
    await setTimeout(1_100)
    const second = await fetch(url)
    expect(await second.text()).toBe(body)
    expect(Number(first.headers.get('age'))).toBe(0)
    expect(Number(second.headers.get('age'))).toBeGreaterThanOrEqual(1)
    expect(second.headers.get('date')).toBe(first.headers.get('date'))
    expect(asked).toEqual(['/v1/leadership?post=director_general'])
  })

  it('whoever has it is answered 304 by the cache itself', async () => {
    const url = `${cache}/v1/names`
    const etag = String((await fetch(url)).headers.get('etag'))
    const again = await fetch(url, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect(again.headers.get('etag')).toBe(etag)
    expect(asked).toEqual(['/v1/names'])
  })

  it('each form is kept apart, by Vary', async () => {
    const url = `${cache}/v1/people`
    const forms = ['application/json', 'text/csv', 'application/ld+json']
    for (const _ of [1, 2])
      for (const accept of forms) {
        const { headers } = await fetch(url, { headers: { accept } })
        expect(headers.get('content-type')?.split(';')[0]).toBe(accept)
      }
    expect(asked).toHaveLength(forms.length)
  })

  it('is understood whether it is compressed or not', async () => {
    const url = '/v1/objectives'
    const plain = await get(await testApp(), url)
    for (const encoding of ['gzip', 'identity']) {
      const answer = await fetch(`${cache}${url}`, { headers: { 'accept-encoding': encoding } })
      expect(await answer.json()).toEqual(plain)
    }
  })

  it('an error is never kept', async () => {
    const url = `${cache}/v1/names?limt=3`
    for (const _ of [1, 2]) expect((await fetch(url)).status).toBe(400)
    expect(asked).toHaveLength(2)
  })
})
