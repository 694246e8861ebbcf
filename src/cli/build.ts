import { MIGRATIONS, readMigrations } from '../database/schema.ts'
import { resourceTypes } from '../domain/resources/index.ts'
import { buildDatabase } from '../ingest/build.ts'
import { readConfig } from '../server/config.ts'
import { explainBuildError } from './build-errors.ts'
import { runCommand } from './command.ts'
import { progressMeter } from './progress.ts'

const HELP = `Usage: npm run build -- [SEED_FOLDER] [DATABASE]

Builds DATABASE from the seed files (.yaml, .ndjson) in SEED_FOLDER. Reports every error with file, line
and column. An existing DATABASE is replaced only when the new one is complete.

  SEED_FOLDER   default: seed
  DATABASE      default: $DATABASE, otherwise orgfacts.db
  --help        this text

Exit status: 0 built; 1 error in the seed files or on disk: an existing DATABASE is unchanged.`

function build(args: readonly string[]): number {
  const [folder = 'seed', database = readConfig(process.env).DATABASE] = args

  const start = performance.now()
  const meter = progressMeter()
  const result = buildDatabase(database, {
    folder,
    resourceTypes,
    migrations: readMigrations(MIGRATIONS),
    progress: meter.report,
  })
  meter.end()
  const seconds = ((performance.now() - start) / 1000).toFixed(2)
  const size = `${Math.ceil(result.bytes / 1024)} KiB`
  console.log(`read   ${result.claims} claims of ${result.sources} sources in ${folder}/`)
  console.log(`built  ${result.records} records in ${result.versions} versions`)
  console.log(`wrote  ${database} (${size}), release ${result.release}, in ${seconds} s`)
  return 0
}

await runCommand(HELP, 2, build, explainBuildError)
