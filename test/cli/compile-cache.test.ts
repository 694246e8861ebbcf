import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT, temporaryFolder } from '../support/app.ts'

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: { start: string }
}
const [, ...options] = scripts.start.split(' && ').at(-1)?.split(' ').slice(0, -1) ?? []

/** Runs the command of `npm start` with `--help`, with another folder for temporary files. */
function runStart(TMPDIR: string) {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  const args = [...options, '--help']
  return spawnSync(process.execPath, args, { cwd: ROOT, env: { ...env, TMPDIR }, encoding: 'utf8' })
}

it('npm start keeps compiled modules in the folder for temporary files', () => {
  const folder = temporaryFolder({})
  const { status, stderr } = runStart(folder)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(readdirSync(join(folder, 'node-compile-cache'))).toHaveLength(1)
})

it('npm start works when nothing can be written to that folder', () => {
  const file = join(temporaryFolder({ 'not-a-folder': '' }), 'not-a-folder')
  const { status, stderr } = runStart(file)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
