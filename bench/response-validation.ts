import type { TSchema } from 'typebox'
import { Compile } from 'typebox/schema'
import { load } from '../src/accounts/load.ts'
import { command } from '../src/command.ts'
import { nouns } from '../src/facts/index.ts'
import { components } from '../src/http/components.ts'
import { answersOf } from '../src/records/answers.ts'
import { collectionOf } from '../src/records/collection.ts'
import type { Noun } from '../src/records/noun.ts'
import { DEFAULTS } from '../src/records/parameters.ts'
import { type Release, releaseOf } from '../src/records/release.ts'
import { create } from '../src/store/database.ts'
import { MIGRATIONS, readMigrations } from '../src/store/migrate.ts'
import { median } from './rounds.ts'
import { ROOT } from './server.ts'

/** What it costs that no answer leaves unchecked: `npm run bench:validation`. */

const HELP = `Usage: npm run bench:validation

Loads the accounts of seed/ into memory, and measures which share the check of an answer has of making it
(query, check, JSON), for the largest lists with all of their evidence.`

const ROUNDS = 7
const RUNS = 300

function measure(words: readonly string[]): number {
  if (words.length > 0) throw new Error(`unexpected ${words.join(' ')}; see --help`)
  const db = create(':memory:')
  load(db, { folder: `${ROOT}/seed`, nouns, migrations: readMigrations(MIGRATIONS) })
  const release = releaseOf(db)
  console.log(
    `records  bytes   answer   check    JSON   check / all   (median ms of ${ROUNDS} interleaved rounds)`,
  )
  for (const name of ['leadership', 'objectives', 'figures']) {
    const noun = nouns.find((noun) => noun.name === name)
    if (noun === undefined) throw new Error(`There is no ${name}.`)
    console.log(lineOf(release, noun))
  }
  return 0
}

function lineOf(release: Release, noun: Noun): string {
  const { page } = answersOf(release, collectionOf(noun))
  const validator = Compile(components, noun.schemas.list as TSchema)
  const query = { ...DEFAULTS, limit: 500 } as const
  const body = page(query)
  const parts = [() => page(query), () => validator.Check(body), () => JSON.stringify(body)]
  const times = parts.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, part] of parts.entries()) times[index]?.push(timed(part))
  const [answer = 0, check = 0, json = 0] = times.map(median)
  const share = ((100 * check) / (answer + check + json)).toFixed(1)
  const figures = [answer, check, json].map((ms) => ms.toFixed(3).padStart(7)).join(' ')
  const size = String(JSON.stringify(body).length).padStart(6)
  return `${String(body.data.length).padStart(7)} ${size} ${figures} ${share.padStart(10)} %   ${noun.name}`
}

/** Milliseconds of one run. */
function timed(part: () => unknown): number {
  const began = performance.now()
  for (let run = 0; run < RUNS; run += 1) part()
  return (performance.now() - began) / RUNS
}

command(HELP, measure)
