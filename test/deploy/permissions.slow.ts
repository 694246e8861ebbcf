import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { migrations, SEED, temporaryFolder } from '../support/app.ts'
import { eventually, freePort } from '../support/process.ts'
import { dockerfileCommand, systemdService } from './deploy-files.ts'
import { commandInProject, startNode } from './node-process.ts'

describe.each([
  ['the image', dockerfileCommand(), '/app'],
  ['the systemd unit', systemdService().ExecStart?.split(' ') ?? [], '/opt/orgfacts'],
])('the command of %s', { timeout: 60_000 }, (_, [, ...args], home) => {
  it('has the permissions that the server needs to start, respond and stop', async () => {
    const folder = temporaryFolder({})
    const database = join(folder, 'facts.db')
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
    const port = await freePort()
    const { child, printed, ended } = startNode(commandInProject(args, home, [folder]), {
      DATABASE: database,
      PORT: String(port),
      LOG_LEVEL: 'error',
      MAX_DELAY_MS: '0',
    })
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status
    const ready = eventually(
      () => status('/readyz'),
      (code) => code === 200,
    )
    const exitCode = await Promise.race([ready.then(() => null), ended])
    expect([exitCode, printed.text]).toEqual([null, ''])
    const paths = ['/v1/names', '/openapi.json', '/docs/', '/v1/dataset/orgfacts.db', '/metrics']
    for (const path of paths) expect([path, await status(path)]).toEqual([path, 200])
    child.kill('SIGTERM')
    expect([await ended, printed.text]).toEqual([0, ''])
  })

  it.each([
    ['write a file', 'require("fs").writeFileSync("x", "")'],
    ['read a file outside its folder', 'require("fs").readFileSync("/etc/hostname")'],
    ['run a program', 'require("child_process").execSync("id")'],
  ])('has no permission to %s', async (_, code) => {
    const options = args.filter((word) => word.startsWith('--'))
    const { printed, ended } = startNode([...options, '-e', code])
    expect(await ended).toBe(1)
    expect(printed.text).toContain('ERR_ACCESS_DENIED')
  })

  it('starts no debugger on SIGUSR1, and continues to run', async () => {
    // Without the permission model, which forbids the debugger, too.
    const options = args.filter((word) => /^--(?!permission|allow-)/.test(word))
    const code = 'console.log("started"); setInterval(() => {}, 1000)'
    const { child, printed, ended } = startNode([...options, '-e', code])
    await eventually(
      async () => printed.text,
      (text) => text === 'started\n',
    )
    child.kill('SIGUSR1')
    expect(await Promise.race([ended, setTimeout(500, 'running')])).toBe('running')
    expect(printed.text).toBe('started\n')
  })
})
