import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { migrations, ROOT, SEED, temporaryFolder } from '../support/app.ts'
import { eventually, freePort } from '../support/process.ts'
import { dockerfileCommand, systemdService } from './deploy-files.ts'

/** Starts a process and collects what it prints. */
function run(args: readonly string[], env?: Record<string, string | undefined>) {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: env ?? process.env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const printed = { text: '' }
  for (const output of [child.stdout, child.stderr])
    output.on('data', (text) => {
      printed.text += text
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, printed, ended }
}

describe.each([
  ['the image', dockerfileCommand(), '/app'],
  ['the systemd unit', systemdService().ExecStart?.split(' ') ?? [], '/opt/orgfacts'],
])('the command of %s', { timeout: 60_000 }, (_, [, ...args], home) => {
  it('has the permissions that the server needs to start, respond and stop', async () => {
    const folder = temporaryFolder({})
    const database = join(folder, 'facts.db')
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
    const port = await freePort()
    const readable = [ROOT, folder].map((place) => `--allow-fs-read=${place}`)
    const { child, printed, ended } = run(
      args.flatMap((word) => (word === `--allow-fs-read=${home}` ? readable : [word])),
      {
        PATH: process.env.PATH,
        DATABASE: database,
        PORT: String(port),
        LOG_LEVEL: 'warn',
        MAX_DELAY_MS: '0',
      },
    )
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
    const { printed, ended } = run([...options, '-e', code])
    expect(await ended).toBe(1)
    expect(printed.text).toContain('ERR_ACCESS_DENIED')
  })
})
