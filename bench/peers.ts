import { execFileSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Contender, PORT } from './server.ts'

/** Others that serve rows: installed into a folder that is thrown away, with the same rows. */

const PACKAGES = ['json-server@0.17.4', 'soul-cli@0.8.2']

/**
 * @param rows as `/v1/leadership?evidence=none` shows them, for json-server
 * @param database of which soul-cli serves the table `leadership`
 */
export function installPeers(folder: string, rows: unknown, database: string): Contender[] {
  execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--silent', ...PACKAGES])
  writeFileSync(join(folder, 'rows.json'), JSON.stringify({ leadership: rows }))
  // It writes tables of its own into it.
  copyFileSync(database, join(folder, 'rows.db'))
  const installed = (file: string) => join(folder, 'node_modules', file)
  return [
    {
      name: 'json-server',
      command: [
        process.execPath,
        installed('json-server/lib/cli/bin.js'),
        ...['--quiet', '--port', String(PORT), '--host', '127.0.0.1', join(folder, 'rows.json')],
      ],
      path: '/leadership?_limit=20',
    },
    {
      name: 'soul-cli',
      command: [
        'node',
        installed('soul-cli/src/server.js'),
        '-d',
        join(folder, 'rows.db'),
        '-p',
        String(PORT),
      ],
      env: { PATH: withoutOurs() },
      path: '/api/tables/leadership/rows?_limit=20',
    },
  ]
}

/** Its SQLite is built for the Node that installs it, which is the machine's. */
function withoutOurs(): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !folder.includes('node_modules')).join(delimiter)
}
