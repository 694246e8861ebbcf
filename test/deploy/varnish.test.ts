import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { folderOf, migrations, SEED } from '../support/app.ts'
import { eventually, freePort, start } from '../support/process.ts'
import { text } from './deployment.ts'

/** What deploy/varnish.vcl makes of a server, in a real cache. */

const VARNISH = '/usr/sbin/varnishd'

describe.skipIf(!existsSync(VARNISH))(`behind varnish.vcl (needs ${VARNISH})`, () => {
  it('answers outlive their server, errors do not, and no header poisons them', {
    timeout: 60_000,
  }, async () => {
    const database = join(folderOf({}), 'orgfacts.db')
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
    const [own, port, metrics] = [await freePort(), await freePort(), await freePort()]
    const vcl = text('varnish.vcl')
      .replaceAll('"orgfacts"', '"127.0.0.1"')
      .replace('"3000"', `"${port}"`)
      .replace('"9090"', `"${metrics}"`)
    const folder = folderOf({ 'default.vcl': vcl })
    const varnish = spawn(
      VARNISH,
      [
        ...['-j', 'none', '-F', '-n', join(folder, 'work'), '-s', 'malloc,16m'],
        ...['-f', join(folder, 'default.vcl'), '-a', `127.0.0.1:${own}`],
      ],
      { stdio: 'ignore' },
    )
    const ended = new Promise((resolve) => varnish.on('close', resolve))
    onTestFinished(async () => {
      varnish.kill()
      await ended
    })
    const { child } = start('cli/serve.ts', [], {
      DATABASE: database,
      PORT: String(port),
      METRICS_PORT: String(metrics),
      TRUST_PROXY: 'loopback',
    })
    const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(`http://127.0.0.1:${own}${path}`, { method, headers })
    await eventually(
      () => ask('/v1/names'),
      ({ status }) => status === 200,
    )
    // Credentials that nobody reads change nothing; a second later, it is the same answer.
    await setTimeout(1_100)
    const again = await ask('/v1/names', { cookie: 'a=b', authorization: 'Bearer x' })
    expect(Number(again.headers.get('age'))).toBeGreaterThanOrEqual(1)
    expect((await ask('/v1/names', {}, 'DELETE')).status).toBe(405)
    expect((await ask('/v1/names', {}, 'OPTIONS')).status).toBe(204)

    // Whatever the first says of where it is, the next is not told so.
    const lying = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' }
    const lied = await (await ask('/v1/dataset/datapackage.json', lying)).text()
    expect(lied).not.toContain('evil.example')
    const secure = await (
      await ask('/v1/dataset/datapackage.json', { 'x-forwarded-proto': 'https' })
    ).text()
    const plain = await (await ask('/v1/dataset/datapackage.json')).text()
    expect(plain).toBe(lied)
    expect(plain).toContain(`http://127.0.0.1:${own}/`)
    expect(secure).toContain(`https://127.0.0.1:${own}/`)

    expect((await ask('/v1/names?limt=3')).status).toBe(400)
    child.kill('SIGTERM')
    const problem = await eventually(
      () => ask('/v1/names?limt=3'),
      ({ status }) => status === 503,
    )
    expect(problem.headers.get('content-type')).toContain('application/problem+json')
    expect(problem.headers.get('cache-control')).toBe('no-store')
    expect(await problem.json()).toMatchObject({
      type: '/problems/overloaded',
      code: 'overloaded',
      status: 503,
    })
    expect((await ask('/v1/names')).status).toBe(200)
  })
})
