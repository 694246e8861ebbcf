import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

/** Draws more requests from the API document than the suite does: `npm run fuzz -- --runs N --seed S`. */

const HELP = `Usage: npm run fuzz -- [--runs N] [--seed S]

Draws N requests (default 100000) from the API document, with the seed S (default: by the clock), and
checks that no answer breaks what the document says. The seed is printed, to repeat a run.`

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) console.log(HELP)
else {
  console.log(`${values.runs} requests, seed ${values.seed}`)
  const { status } = spawnSync('npx', ['vitest', 'run', 'test/contract.test.ts'], {
    stdio: 'inherit',
    env: { ...process.env, FUZZ_RUNS: values.runs, FUZZ_SEED: values.seed },
  })
  process.exitCode = status ?? 1
}
