import { execFileSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { BENCH_PORT, type Contender } from './server-process.ts'

const PACKAGES = ['json-server@0.17.4', 'soul-cli@0.8.2']

/**
 * Installs other REST servers into a temporary folder, to serve the same rows.
 *
 * @param rows `data` of `/v1/leadership?evidence=none`, for json-server
 * @param database the database whose table `leadership` soul-cli serves
 */
export function installThirdPartyServers(
  folder: string,
  rows: unknown,
  database: string,
): Contender[] {
  execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--silent', ...PACKAGES])
  writeFileSync(join(folder, 'rows.json'), JSON.stringify({ leadership: rows }))
  // A copy, because soul-cli adds tables to its database.
  copyFileSync(database, join(folder, 'rows.db'))
  const installed = (file: string) => join(folder, 'node_modules', file)
  return [
    {
      name: 'json-server',
      command: [
        process.execPath,
        installed('json-server/lib/cli/bin.js'),
        ...['--quiet', '--port', String(BENCH_PORT)],
        ...['--host', '127.0.0.1', join(folder, 'rows.json')],
      ],
      path: '/leadership?_limit=20',
    },
    {
      name: 'soul-cli',
      command: [
        'node',
        installed('soul-cli/src/server.js'),
        ...['-d', join(folder, 'rows.db'), '-p', String(BENCH_PORT)],
      ],
      // Its SQLite binary is built for the Node that npm runs on, not for the one in node_modules.
      env: { PATH: pathWithoutNodeModules() },
      path: '/api/tables/leadership/rows?_limit=20',
    },
  ]
}

function pathWithoutNodeModules(): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !folder.includes('node_modules')).join(delimiter)
}
