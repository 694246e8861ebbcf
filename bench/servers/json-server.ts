import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BENCH_PORT, type Contender } from './server-process.ts'

/**
 * Installs json-server into a temporary folder, to serve the same records without their evidence.
 *
 * @param records `data` of `/v1/leadership?evidence=none`
 */
export function installJsonServer(folder: string, records: unknown): Contender {
  execFileSync('npm', [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--silent',
    'json-server@0.17.4',
  ])
  const file = join(folder, 'records.json')
  writeFileSync(file, JSON.stringify({ leadership: records }))
  return {
    name: 'json-server',
    command: [
      process.execPath,
      join(folder, 'node_modules/json-server/lib/cli/bin.js'),
      ...['--quiet', '--host', '127.0.0.1', '--port', String(BENCH_PORT), file],
    ],
    path: '/leadership?_limit=20',
  }
}
