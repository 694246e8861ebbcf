import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { folderOf, migrations, ROOT, SEED } from '../support/app.ts'
import { eventually, freePort } from '../support/process.ts'

/** What the process may do in the image. */

const [, words = '[]'] =
  /^CMD (\[.*?\])$/ms.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8').replaceAll('\\\n', '')) ??
  []
const [, ...command] = JSON.parse(words) as string[]

describe('the command of the image', { timeout: 20_000 }, () => {
  it('gives the server what it needs, and it serves everything', async () => {
    const folder = folderOf({})
    const database = join(folder, 'facts.db')
    buildDatabase(database, { folder: SEED, resourceTypes, migrations })
    const port = await freePort()
    const here = [ROOT, folder].map((place) => `--allow-fs-read=${place}`)
    const args = command.flatMap((word) => (word === '--allow-fs-read=/app' ? here : [word]))
    const env = {
      PATH: process.env.PATH,
      DATABASE: database,
      PORT: String(port),
      LOG_LEVEL: 'warn',
    }
    const child = spawn(process.execPath, args, { cwd: ROOT, env })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    for (const output of [child.stdout, child.stderr])
      output.on('data', (text) => {
        said += text
      })
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status
    await eventually(
      () => status('/readyz'),
      (found) => found === 200,
    )
    for (const path of [
      '/v1/names',
      '/openapi.json',
      '/docs/',
      '/v1/dataset/orgfacts.db',
      '/metrics',
    ])
      expect([path, await status(path)]).toEqual([path, 200])
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    expect([await ended, said]).toEqual([0, ''])
  })

  it.each([
    ['write a file', 'require("fs").writeFileSync("x", "")'],
    ['read another', 'require("fs").readFileSync("/etc/hostname")'],
    ['run a program', 'require("child_process").execSync("id")'],
  ])('does not let it %s', async (_, code) => {
    const allowed = command.filter((word) => word.startsWith('--'))
    const child = spawn(process.execPath, [...allowed, '-e', code])
    let said = ''
    child.stderr.on('data', (text) => {
      said += text
    })
    const ended = await new Promise((resolve) => child.once('exit', resolve))
    expect(ended).toBe(1)
    expect(said).toContain('ERR_ACCESS_DENIED')
  })
})
