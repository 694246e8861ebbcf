import { createDatabase } from '../database/connection.ts'
import { MIGRATIONS, readMigrations } from '../database/schema.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { SeedError } from '../ingest/diagnostics.ts'
import { load } from '../ingest/load.ts'
import { checkSeed } from '../quality/check.ts'
import { dataChecks } from '../quality/index.ts'
import { runCommand } from './command.ts'

const HELP = `Usage: npm run check -- [SEED_FOLDER]

Loads the seed files of SEED_FOLDER into memory and reports valid data that may be a mistake:

${dataChecks.map(({ name, description }) => `  ${name.padEnd(23)} ${description}`).join('\n')}

If a finding is not a mistake, suppress it with the reason, in the seed file of the record:

  suppressions:
    - { finding: count-falls, about: iom-member-states-2018-01, reason: ... }

  SEED_FOLDER   default: seed
  --help        this text

Exit status: 0 no findings; 1 findings, or an error in the seed files.`

function check(args: readonly string[]): number {
  const [folder = 'seed'] = args
  const db = createDatabase(':memory:')
  load(db, { folder, resourceTypes, migrations: readMigrations(MIGRATIONS), keepPositions: true })
  const { findings, suppressed } = checkSeed(db, dataChecks)
  if (findings.length > 0) {
    console.error(new SeedError(findings).message)
    const count = `${findings.length} finding${findings.length === 1 ? '' : 's'}`
    console.error(`\n${count}, ${suppressed} suppressed; see --help`)
    return 1
  }
  console.log(`no findings, ${suppressed} suppressed`)
  return 0
}

await runCommand(HELP, 1, check)
