import { resourceTypes } from '../domain/resources/index.ts'
import { SeedError } from '../ingest/diagnostics.ts'
import { verifySeed } from '../ingest/verify/verify.ts'
import { runCommand } from './command.ts'

const HELP = `Usage: npm run verify -- TEXTS [SEED_FOLDER]

Compares the seed files with the texts of their documents: the sha256 of each source with the files in
TEXTS, and each stated value (figure, name, date, place) with the lines that the claim cites. Values
that are calculated or inferred according to a note are counted separately. Sources without a sha256
are not compared.

  TEXTS         folder with the texts of the documents
  SEED_FOLDER   default: seed
  --help        this text

Exit status: 0 every value is in the lines that its claim cites; 1 mismatches, or an error in the seed
files.`

const COLUMNS = ['stated', 'inferred', 'other'] as const

function verify(args: readonly string[]): number {
  const [texts, folder = 'seed'] = args
  if (texts === undefined) {
    console.log(HELP)
    return 1
  }
  const { sources, mismatches } = verifySeed(folder, texts, resourceTypes)
  const compared = sources.filter(({ hasText }) => hasText)
  console.log([...COLUMNS, 'source'].join('  '))
  for (const source of compared) {
    const counts = COLUMNS.map((column) => String(source[column]).padStart(column.length))
    console.log([...counts, source.id].join('  '))
  }
  console.log(`\n${sources.length - compared.length} more sources have no text`)
  if (mismatches.length === 0) {
    console.log('\nno mismatch')
    return 0
  }
  console.error(`\n${new SeedError(mismatches).message}`)
  console.error(`\n${mismatches.length} mismatch${mismatches.length === 1 ? '' : 'es'}`)
  return 1
}

await runCommand(HELP, 2, verify)
