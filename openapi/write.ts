import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { errorMessage } from '../src/cli/command.ts'
import { createDatabase } from '../src/database/connection.ts'
import { MIGRATIONS, readMigrations } from '../src/database/schema.ts'
import { resourceTypes } from '../src/domain/resources/index.ts'
import { load } from '../src/ingest/load.ts'
import { buildApp } from '../src/server/app.ts'
import { compare } from './compare.ts'

/** Writes the API document anew: `npm run openapi -- [--breaking]`. */

const HELP = `Usage: npm run openapi -- [--breaking]

Writes openapi/openapi.json from the code and the accounts in seed/, and tells what changed. A change that
breaks what callers may rely on is named, and written only with --breaking.`

const FILE = join(import.meta.dirname, 'openapi.json')

/** The document of the code as it is, over the accounts in `seed/`. */
async function documentNow(): Promise<string> {
  const db = createDatabase(':memory:')
  const folder = join(import.meta.dirname, '../seed')
  load(db, { folder, resourceTypes, migrations: readMigrations(MIGRATIONS) })
  const app = await buildApp({ db })
  const { body } = await app.inject({ url: '/openapi.json' })
  await app.close()
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`
}

async function write(mayBreak: boolean): Promise<void> {
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : null
  const after = await documentNow()
  if (before === after) {
    console.log('openapi/openapi.json is as the code has it')
    return
  }
  if (before !== null) {
    const { breaking, report } = compare(before, after)
    console.log(report)
    if (breaking && !mayBreak)
      throw new Error(
        'that breaks what callers rely on; nothing was written (--breaking writes it)',
      )
  }
  writeFileSync(FILE, after)
  console.log('openapi/openapi.json is written')
}

try {
  const options = { breaking: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
  const { values } = parseArgs({ options })
  if (values.help) console.log(HELP)
  else await write(values.breaking ?? false)
} catch (error) {
  console.error(`openapi: ${errorMessage(error)}`)
  process.exitCode = 1
}
