import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createDatabase } from '../../../src/database/connection.ts'
import { MIGRATIONS, readMigrations } from '../../../src/database/schema.ts'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { load } from '../../../src/ingest/load.ts'
import { buildApp } from '../../../src/server/app.ts'

const HELP = `Usage: npx node test/openapi/schemathesis/run.ts [--cases N] [--seed S]

Tests a server of the real seed against its API document with Schemathesis, in all phases. Schemathesis is
installed into a temporary virtual environment; without Python and pip the tests are skipped.

  --cases N   random requests of each operation and phase; default: 5, about 8,000 requests in all
  --seed S    seed of the random requests; default: 1
  --help      this text

Exit status: 0 no failure, or skipped; otherwise 1.`

const FOLDER = import.meta.dirname
const SEED = resolve(FOLDER, '../../../seed')

/** Runs a command and returns its exit status. Its output goes to that of this process. */
function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    child.on('error', reject)
    child.on('close', (status) => done(status ?? 1))
  })
}

/** Installs Schemathesis. Returns the path of its command. */
async function install(folder: string): Promise<string> {
  const status =
    (await run('python3', ['-m', 'venv', folder])) ||
    (await run(join(folder, 'bin/pip'), [
      ...['install', '--quiet', '--disable-pip-version-check'],
      ...['--requirement', join(FOLDER, 'requirements.txt')],
    ]))
  if (status !== 0) throw new Error('Schemathesis cannot be installed')
  return join(folder, 'bin/schemathesis')
}

async function test(command: string, folder: string, cases: string, seed: string): Promise<number> {
  const db = createDatabase(':memory:')
  load(db, { folder: SEED, resourceTypes, migrations: readMigrations(MIGRATIONS) })
  const app = await buildApp({ db })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    return await run(
      command,
      [
        ...['--config-file', join(FOLDER, 'schemathesis.toml')],
        ...['run', `${url}/openapi.json`, '--phases', 'examples,coverage,fuzzing,stateful'],
        ...['--max-examples', cases, '--seed', seed, '--continue-on-failure'],
        // Replaced by a check in checks.py.
        ...['--checks', 'all', '--exclude-checks', 'positive_data_acceptance'],
      ],
      {
        // It writes files into its working directory.
        cwd: folder,
        env: { ...process.env, SCHEMATHESIS_HOOKS: join(FOLDER, 'checks.py'), NO_COLOR: '1' },
      },
    )
  } finally {
    await app.close()
    db.close()
  }
}

async function main(cases: string, seed: string): Promise<void> {
  if (spawnSync('python3', ['-c', 'import ensurepip, venv']).status !== 0)
    return console.log('Schemathesis: skipped, because Python with pip is not installed')
  const folder = mkdtempSync(join(tmpdir(), 'schemathesis-'))
  try {
    process.exitCode = await test(await install(folder), folder, cases, seed)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) console.log(HELP)
else await main(values.cases, values.seed)
