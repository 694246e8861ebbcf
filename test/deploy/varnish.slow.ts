import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { PROBLEM_MEDIA_TYPE, PROBLEM_TYPES } from '../../src/http/problem-types.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { migrations, SEED, temporaryFolder } from '../support/app.ts'
import { eventually, freePort, start } from '../support/process.ts'
import { readDeployFile } from './deploy-files.ts'

const VARNISH = '/usr/sbin/varnishd'

/** Starts Varnish with deploy/varnish.vcl in front of a server. Returns its origin. */
async function startVarnish(port: number, metrics: number): Promise<string> {
  const listen = `127.0.0.1:${await freePort()}`
  const vcl = readDeployFile('varnish.vcl')
    .replaceAll('"balancer"', '"127.0.0.1"')
    .replace('"3000"', `"${port}"`)
    .replace('"9090"', `"${metrics}"`)
  const folder = temporaryFolder({ 'default.vcl': vcl })
  const varnish = spawn(
    VARNISH,
    [
      ...['-j', 'none', '-F', '-n', join(folder, 'work'), '-s', 'malloc,16m'],
      ...['-f', join(folder, 'default.vcl'), '-a', listen],
    ],
    { stdio: 'ignore' },
  )
  const ended = new Promise((resolve) => varnish.on('close', resolve))
  onTestFinished(async () => {
    varnish.kill()
    await ended
  })
  return `http://${listen}`
}

describe.skipIf(!existsSync(VARNISH))(`deploy/varnish.vcl (needs ${VARNISH})`, () => {
  it('serves cached responses without a server, never caches errors, and ignores forged headers', {
    timeout: 120_000,
  }, async () => {
    const database = join(temporaryFolder({}), 'orgfacts.db')
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
    const [port, metrics] = [await freePort(), await freePort()]
    const cache = await startVarnish(port, metrics)
    const { child } = start('cli/serve.ts', [], {
      DATABASE: database,
      PORT: String(port),
      METRICS_PORT: String(metrics),
      TRUST_PROXY: 'loopback',
    })
    const send = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(`${cache}${path}`, { method, headers })
    await eventually(
      () => send('/v1/names'),
      ({ status }) => status === 200,
    )
    // Credentials make no difference: a second later it is the same cached response.
    await setTimeout(1_100)
    const again = await send('/v1/names', { cookie: 'a=b', authorization: 'Bearer x' })
    expect(Number(again.headers.get('age'))).toBeGreaterThanOrEqual(1)
    expect((await send('/v1/names', {}, 'DELETE')).status).toBe(405)
    expect((await send('/v1/names', {}, 'OPTIONS')).status).toBe(204)

    // Browsers share a cached page, however they write what they accept; other clients get JSON.
    const page = (accept: string, language: string) =>
      send('/v1/people', { accept, 'accept-language': language })
    await (await page('text/html,application/xhtml+xml,*/*;q=0.8', 'fr-CH,fr;q=0.9')).text()
    await setTimeout(1_100)
    const shared = await page('text/html,image/webp;q=0.9,*/*;q=0.7', 'fr')
    expect(Number(shared.headers.get('age'))).toBeGreaterThanOrEqual(1)
    expect(shared.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await page('text/html', 'de')).headers.get('age')).toBe('0')
    expect((await send('/v1/people')).headers.get('content-type')).toBe('application/json')

    // Forged forwarding headers of one client do not get into the cached response of the next.
    const catalog = async (headers: Record<string, string> = {}) =>
      (await send('/v1/dataset/datapackage.json', headers)).text()
    const forged = await catalog({
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
    })
    expect(forged).not.toContain('evil.example')
    const secure = await catalog({ 'x-forwarded-proto': 'https' })
    const plain = await catalog()
    expect(plain).toBe(forged)
    expect(plain).toContain(`${cache}/`)
    expect(secure).toContain(`${cache.replace('http:', 'https:')}/`)

    expect((await send('/v1/names?limt=3')).status).toBe(400)
    child.kill('SIGTERM')
    const problem = await eventually(
      () => send('/v1/names?limt=3'),
      ({ status }) => status === 503,
    )
    expect(problem.headers.get('content-type')).toContain(PROBLEM_MEDIA_TYPE)
    expect(problem.headers.get('cache-control')).toBe('no-store')
    expect(await problem.json()).toMatchObject({
      type: '/problems/overloaded',
      code: 'overloaded',
      title: PROBLEM_TYPES.overloaded.title,
      status: 503,
    })
    expect((await send('/v1/names')).status).toBe(200)
  })
})
