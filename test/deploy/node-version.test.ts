import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, temporaryFolder } from '../support/app.ts'

const CHECK = 'src/cli/require-node.cjs'
const SYSTEM_NODE = '/usr/bin/node'
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

function runNode(program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** One line that names the version and what to do. */
const EXPLANATION =
  /^orgfacts needs Node\.js 26 or later, but \S+ is v\d+\.\d+\.\d+\. Run `npm ci` .* https:\/\/nodejs\.org\.\n$/

describe(CHECK, () => {
  it('prints nothing and succeeds when Node.js is new enough', () => {
    expect(runNode(process.execPath, [CHECK])).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it.each(['v18.20.8', 'v25.9.0'])(
    'explains what to do and fails when Node.js is %s',
    (version) => {
      const pretend = `Object.defineProperty(process, 'version', { value: '${version}' })`
      const folder = temporaryFolder({ 'pretend.cjs': pretend })
      const { status, stderr } = runNode(process.execPath, [
        `--require=${join(folder, 'pretend.cjs')}`,
        CHECK,
      ])
      expect(status).toBe(1)
      expect(stderr).toMatch(EXPLANATION)
      expect(stderr).toContain(version)
    },
  )

  it('runs first in each npm script, except in those that run programs of their own', () => {
    const unchecked = Object.entries<string>(scripts)
      .filter(([, command]) => !command.startsWith(`node ${CHECK} && `))
      .map(([name, command]) => [name, command.split(' ')[0]])
    expect(unchecked).toEqual([
      ['fix', 'biome'],
      ['lint:openapi', 'redocly'],
    ])
  })
})

const systemVersion = existsSync(SYSTEM_NODE)
  ? runNode(SYSTEM_NODE, ['--version']).stdout.trim()
  : ''
const isOld = systemVersion !== '' && Number(systemVersion.slice(1).split('.')[0]) < 26

describe.skipIf(!isOld)(`an old Node.js (needs one in ${SYSTEM_NODE})`, () => {
  it.each(Object.keys(scripts).filter((name) => !['fix', 'lint:openapi'].includes(name)))(
    'gets the explanation from npm run %s',
    (name) => {
      const [check = ''] = scripts[name].split(' && ')
      const { status, stderr } = runNode(SYSTEM_NODE, check.split(' ').slice(1))
      expect(status).toBe(1)
      expect(stderr).toMatch(EXPLANATION)
      expect(stderr).toContain(systemVersion)
    },
  )
})
