import { load } from './accounts/load.ts'
import { BadAccounts } from './accounts/problems.ts'
import { command } from './command.ts'
import { nouns } from './facts/index.ts'
import { checkSeed } from './lints/check.ts'
import { lints } from './lints/index.ts'
import { create } from './store/database.ts'
import { MIGRATIONS, readMigrations } from './store/migrate.ts'

const HELP = `Usage: npm run check:seed -- [SEED_FOLDER]

Loads the accounts of SEED_FOLDER into memory and looks for what may be right, but should be looked at:

${lints.map(({ name, looks }) => `  ${name.padEnd(23)} ${looks}`).join('\n')}

A finding is mended, or acknowledged in the account that it comes from, with the reason:

  acknowledged:
    - { finding: count-falls, about: iom-member-states-2018-01, reason: ... }

  SEED_FOLDER   default: seed
  --help        this text

Exit status: 0 nothing new; 1 something to look at, or an account is broken.`

function check(words: readonly string[]): number {
  const [folder = 'seed'] = words
  const db = create(':memory:')
  load(db, { folder, nouns, migrations: readMigrations(MIGRATIONS), keepPlaces: true })
  const { findings, acknowledged } = checkSeed(db, lints)
  if (findings.length > 0) {
    console.error(new BadAccounts(findings).message)
    console.error(`\n${findings.length} to look at, ${acknowledged} acknowledged; see --help`)
    return 1
  }
  console.log(`nothing to look at, ${acknowledged} acknowledged`)
  return 0
}

command(HELP, check)
