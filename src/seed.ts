import { parseArgs } from 'node:util'
import { Busy, build } from './accounts/build.ts'
import { BadAccounts } from './accounts/problems.ts'
import { config } from './config.ts'
import { nouns } from './facts/index.ts'
import { progress } from './progress.ts'
import { MIGRATIONS, readMigrations } from './store/migrate.ts'

const HELP = `Usage: npm run seed -- [SEED_FOLDER] [DATABASE]

Reads every account (.yaml, .ndjson) of SEED_FOLDER, checks it, decides every value by the rule, and
writes DATABASE, replacing an older one only when the new one is whole.

  SEED_FOLDER   default: seed
  DATABASE      default: $DATABASE, else orgfacts.db
  --help        this text

Exit status: 0 done; 1 something is wrong with the accounts or the disk, and nothing was changed.`

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const [folder = 'seed', database = config(process.env).DATABASE, ...extra] = positionals
  if (extra.length > 0) throw new Error(`unexpected ${extra.join(' ')}; see --help`)

  const began = performance.now()
  const meter = progress()
  const built = build(database, {
    folder,
    nouns,
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

try {
  process.exitCode = main()
} catch (error) {
  process.exitCode = 1
  if (error instanceof BadAccounts) {
    const many = error.problems.length
    console.error(error.message)
    console.error(`\n${many} problem${many === 1 ? '' : 's'}; nothing was changed`)
  } else {
    const why = error instanceof Error ? error.message : String(error)
    console.error(`seed: ${why}${error instanceof Busy ? '' : '; nothing was changed'}`)
  }
}
