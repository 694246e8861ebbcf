import type { TSchema } from 'typebox'
import { Compile } from 'typebox/schema'
import { resourceCollection } from '../src/api/collection.ts'
import { createCollectionService } from '../src/api/collection-service.ts'
import { DEFAULTS } from '../src/api/query-parameters.ts'
import { runCommand } from '../src/cli/command.ts'
import { createDatabase } from '../src/database/connection.ts'
import { MIGRATIONS, readMigrations } from '../src/database/schema.ts'
import type { ResourceType } from '../src/domain/resource-type.ts'
import { resourceTypes } from '../src/domain/resources/index.ts'
import { components } from '../src/http/schema-registry.ts'
import { load } from '../src/ingest/load.ts'
import { openRelease, type Release } from '../src/query/release.ts'
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
  const db = createDatabase(':memory:')
  load(db, { folder: `${ROOT}/seed`, resourceTypes, migrations: readMigrations(MIGRATIONS) })
  const release = openRelease(db)
  console.log(
    `records  bytes   answer   check    JSON   check / all   (median ms of ${ROUNDS} interleaved rounds)`,
  )
  for (const name of ['leadership', 'objectives', 'figures']) {
    const resourceType = resourceTypes.find((resourceType) => resourceType.name === name)
    if (resourceType === undefined) throw new Error(`There is no ${name}.`)
    console.log(lineOf(release, resourceType))
  }
  return 0
}

function lineOf(release: Release, resourceType: ResourceType): string {
  const { page } = createCollectionService(release, resourceCollection(resourceType))
  const validator = Compile(components, resourceType.schemas.list as TSchema)
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
  return `${String(body.data.length).padStart(7)} ${size} ${figures} ${share.padStart(10)} %   ${resourceType.name}`
}

/** Milliseconds of one run. */
function timed(part: () => unknown): number {
  const began = performance.now()
  for (let run = 0; run < RUNS; run += 1) part()
  return (performance.now() - began) / RUNS
}

runCommand(HELP, measure)
