import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const HELP = `Usage: npm run fuzz -- [--runs N] [--seed S]

Sends N random requests that are made from the API document, and checks that each response conforms to the
document. Prints the seed, with which a run can be repeated.

  --runs N   default: 100000
  --seed S   default: from the clock
  --help     this text

Exit status: 0 all responses conform, otherwise 1.`

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
  const args = ['vitest', 'run', 'test/contract/random-requests.test.ts']
  const env = { ...process.env, FUZZ_RUNS: values.runs, FUZZ_SEED: values.seed }
  const { status } = spawnSync('npx', args, { stdio: 'inherit', env })
  process.exitCode = status ?? 1
}
