import { createDatabase } from '../database/connection.ts'
import { MIGRATIONS, readMigrations } from '../database/schema.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { SeedError } from '../ingest/diagnostics.ts'
import { load } from '../ingest/load.ts'
import { checkSeed } from '../quality/check.ts'
import { lints } from '../quality/index.ts'
import { runCommand } from './command.ts'

const HELP = `Usage: npm run check -- [SEED_FOLDER]

Loads the accounts of SEED_FOLDER into memory and looks for what may be right, but should be looked at:

${lints.map(({ name, description: looks }) => `  ${name.padEnd(23)} ${looks}`).join('\n')}

A finding is mended, or suppressions in the account that it comes from, with the reason:

  suppressions:
    - { finding: count-falls, about: iom-member-states-2018-01, reason: ... }

  SEED_FOLDER   default: seed
  --help        this text

Exit status: 0 nothing new; 1 something to look at, or an account is broken.`

function check(words: readonly string[]): number {
  const [folder = 'seed'] = words
  const db = createDatabase(':memory:')
  load(db, { folder, resourceTypes, migrations: readMigrations(MIGRATIONS), keepPlaces: true })
  const { findings, suppressions } = checkSeed(db, lints)
  if (findings.length > 0) {
    console.error(new SeedError(findings).message)
    console.error(`\n${findings.length} to look at, ${suppressions} suppressions; see --help`)
    return 1
  }
  console.log(`nothing to look at, ${suppressions} suppressions`)
  return 0
}

runCommand(HELP, check)
