import { MIGRATIONS, readMigrations } from '../database/schema.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { buildDatabase, DatabaseLocked } from '../ingest/build.ts'
import { SeedError } from '../ingest/diagnostics.ts'
import { readConfig } from '../server/config.ts'
import { errorMessage, runCommand } from './command.ts'
import { progressMeter } from './progress.ts'

const HELP = `Usage: npm run build -- [SEED_FOLDER] [DATABASE]

Reads every account (.yaml, .ndjson) of SEED_FOLDER, checks it, decides every value by the rule, and
writes DATABASE, replacing an older one only when the new one is whole.

  SEED_FOLDER   default: seed
  DATABASE      default: $DATABASE, else orgfacts.db
  --help        this text

Exit status: 0 done; 1 something is wrong with the accounts or the disk, and nothing was changed.`

function seed(words: readonly string[]): number {
  const [folder = 'seed', database = readConfig(process.env).DATABASE, ...extra] = words
  if (extra.length > 0) throw new Error(`unexpected ${extra.join(' ')}; see --help`)

  const began = performance.now()
  const meter = progressMeter()
  const built = buildDatabase(database, {
    folder,
    resourceTypes,
    migrations: readMigrations(MIGRATIONS),
    progress: meter.say,
  })
  meter.end()
  const seconds = ((performance.now() - began) / 1000).toFixed(2)
  console.log(`read   ${built.claims} claims of ${built.sources} sources in ${folder}/`)
  console.log(`built  ${built.records} records in ${built.versions} versions`)
  console.log(
    `wrote  ${database} (${Math.ceil(built.bytes / 1024)} KiB), release ${built.release}, in ${seconds} s`,
  )
  return 0
}

function explain(error: unknown): string {
  if (!(error instanceof SeedError))
    return `seed: ${errorMessage(error)}${error instanceof DatabaseLocked ? '' : '; nothing was changed'}`
  const many = error.problems.length
  return `${error.message}\n\n${many} problem${many === 1 ? '' : 's'}; nothing was changed`
}

runCommand(HELP, seed, explain)
