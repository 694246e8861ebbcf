import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/server/config.ts'
import { temporaryFolder } from '../support/app.ts'
import {
  defaultSettings,
  dockerfileCommand,
  readDeployFile,
  systemdService,
} from './deploy-files.ts'

const ANALYZE = '/usr/bin/systemd-analyze'
const UNIT = 'orgfacts@.service'

describe(`deploy/systemd/${UNIT}`, () => {
  const service = systemdService()
  const environment = Object.fromEntries(
    (service.Environment ?? '')
      .replaceAll('%i', '3001')
      .split(' ')
      .map((setting) => setting.split('=')),
  ) as Record<string, string>
  const settings = readConfig(environment)

  it('sets only variables that the server has, to values that it accepts', () => {
    const names = Object.keys(environment).filter((name) => name !== 'NODE_ENV')
    expect(names.filter((name) => !(name in defaultSettings))).toEqual([])
  })

  it('listens on the port that the instance is named after, on the loopback interface', () => {
    expect(settings).toMatchObject({ HOST: '127.0.0.1', PORT: 3001, TRUST_PROXY: 'loopback' })
    expect(service).toMatchObject({ IPAddressDeny: 'any', IPAddressAllow: 'localhost' })
  })

  it('runs the command of the image with the permission to write files removed', () => {
    const command = dockerfileCommand()
      .filter((word) => !word.startsWith('--allow-fs-write='))
      .map((word) => word.replace('/app', '/opt/orgfacts'))
    expect(service.ExecStart?.split(' ')).toEqual(['/usr/bin/node', ...command.slice(1)])
    expect(service.WorkingDirectory).toBe('/opt/orgfacts')
  })

  it('checks the version of Node.js before it starts', () => {
    expect(service.ExecStartPre).toBe('/usr/bin/node src/cli/require-node.cjs')
  })

  it('is stopped by SIGTERM, with more time than DRAIN_MS, and restarted after a failure', () => {
    expect(service).toMatchObject({ KillSignal: 'SIGTERM', Restart: 'on-failure' })
    expect(Number(service.TimeoutStopSec)).toBeGreaterThan(settings.DRAIN_MS / 1000)
    expect(service.ExecReload).toBe('/bin/kill -HUP $MAINPID')
  })

  it('runs as a user of its own, with a read-only file system and a memory limit', () => {
    expect(service).toMatchObject({
      DynamicUser: 'yes',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      PrivateTmp: 'yes',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      MemoryMax: '1G',
    })
  })
})

describe.skipIf(!existsSync(ANALYZE))(`systemd (needs ${ANALYZE})`, { timeout: 60_000 }, () => {
  const analyze = (text: string, ...args: string[]) => {
    // The unit names a program that need not be installed here.
    const folder = temporaryFolder({ [UNIT]: text.replaceAll('/usr/bin/node', process.execPath) })
    return spawnSync(ANALYZE, [...args, join(folder, UNIT)], { encoding: 'utf8' })
  }
  const unit = readDeployFile('systemd', UNIT)

  it('accepts the unit without a warning', () => {
    expect(analyze(unit, 'verify')).toMatchObject({ status: 0, stderr: '' })
  })

  it('warns about a misspelled key', () => {
    const misspelled = unit.replace('ProtectHome', 'ProtectHomme')
    expect(analyze(misspelled, 'verify').stderr).toContain("Unknown key 'ProtectHomme'")
  })

  it('rates the exposure of the service below 2 of 10', () => {
    const { status, stdout } = analyze(unit, 'security', '--offline=true', '--threshold=20')
    expect([status, stdout]).toEqual([0, expect.stringContaining('Overall exposure level')])
  })
})
