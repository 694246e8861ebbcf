/**
 * What it costs that no answer leaves unchecked: the share that checking has of making the body
 * (query, check, JSON), for the largest list with all its evidence. Run: npm run bench:validation
 */
import { resolve } from 'node:path'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { load } from '../src/accounts/load.ts'
import { nouns } from '../src/facts/index.ts'
import { components } from '../src/http/components.ts'
import { answersOf } from '../src/records/answers.ts'
import { collectionOf } from '../src/records/collection.ts'
import { DEFAULTS } from '../src/records/parameters.ts'
import { releaseOf } from '../src/records/release.ts'
import { create } from '../src/store/database.ts'
import { readMigrations } from '../src/store/migrate.ts'

const ROUNDS = 7
const RUNS = 300

const root = resolve(import.meta.dirname, '..')
const db = create(':memory:')
load(db, {
  folder: resolve(root, 'seed'),
  nouns,
  migrations: readMigrations(resolve(root, 'migrations')),
})
const release = releaseOf(db)

console.log(
  'records  bytes   answer   check    JSON   check / all   (median ms of 7 interleaved rounds)',
)
for (const name of ['leadership', 'objectives', 'figures']) {
  const noun = nouns.find((noun) => noun.name === name)
  if (noun === undefined) throw new Error(`There is no ${name}.`)
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
  console.log(
    `${String(body.data.length).padStart(7)} ${size} ${figures} ${share.padStart(10)} %   ${name}`,
  )
}

function timed(part: () => unknown): number {
  const began = performance.now()
  for (let run = 0; run < RUNS; run += 1) part()
  return (performance.now() - began) / RUNS
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}
