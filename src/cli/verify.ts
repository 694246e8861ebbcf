import { resourceTypes } from '../domain/resources/index.ts'
import { SeedError } from '../ingest/diagnostics.ts'
import { verifySeed } from '../ingest/verify/verify.ts'
import { runCommand } from './command.ts'

const HELP = `Usage: npm run verify -- TEXTS [SEED_FOLDER]

Compares the accounts with the texts that they were read from: each account's sha256 with the files
in TEXTS, and each stated value (figures, names, dates, places) with the lines that it names. Values
that a note says were reckoned or inferred are counted apart. Accounts without a sha256 have no text.

  TEXTS         a folder with the documents' texts
  SEED_FOLDER   default: seed
  --help        this text

Exit status: 0 every value stands where it says; 1 some do not, or an account is broken.`

function verify(words: readonly string[]): number {
  const [texts, folder = 'seed'] = words
  if (texts === undefined) {
    console.log(HELP)
    return 1
  }
  const { sources, mismatches } = verifySeed(folder, texts, resourceTypes)
  console.log('stated  inferred  other  source')
  const compared = sources.filter(({ text }) => text)
  for (const { id, stated, inferred, other } of compared) {
    const figures = [stated, inferred, other].map((figure, index) =>
      String(figure).padStart([6, 9, 6][index] ?? 0),
    )
    console.log(`${figures.join(' ')}  ${id}`)
  }
  console.log(`\n${sources.length - compared.length} more sources have no text to compare with`)
  if (mismatches.length === 0) {
    console.log('\nno mismatch')
    return 0
  }
  console.error(`\n${new SeedError(mismatches).message}`)
  console.error(`\n${mismatches.length} mismatch${mismatches.length === 1 ? '' : 'es'}`)
  return 1
}

runCommand(HELP, verify)
