import { Compile } from 'typebox/schema'
import type { Collection } from '../src/api/collection.ts'
import { createCollectionService } from '../src/api/collection-service.ts'
import { collections } from '../src/api/collections/index.ts'
import { runCommand } from '../src/cli/command.ts'
import { createDatabase } from '../src/database/connection.ts'
import { MIGRATIONS, readMigrations } from '../src/database/schema.ts'
import { resourceTypes } from '../src/domain/resources/index.ts'
import { components } from '../src/http/schema-registry.ts'
import { load } from '../src/ingest/load.ts'
import { openRelease, type Release } from '../src/query/release.ts'
import { PROJECT_FOLDER } from './servers/server-process.ts'
import { median } from './statistics.ts'

const HELP = `Usage: npm run bench:validation

Loads seed/ into a database in memory, and measures the share that response validation has in making a
response (query, validation, JSON), for the largest lists with all of their evidence.`

const ROUNDS = 7
const RUNS = 300

function measure(words: readonly string[]): number {
  if (words.length > 0) throw new Error(`unexpected ${words.join(' ')}; see --help`)
  const db = createDatabase(':memory:')
  load(db, {
    folder: `${PROJECT_FOLDER}/seed`,
    resourceTypes,
    migrations: readMigrations(MIGRATIONS),
  })
  const release = openRelease(db)
  console.log(
    `records  bytes    query validate     JSON     share   (median milliseconds of ${ROUNDS} rounds)`,
  )
  for (const name of ['leadership', 'objectives', 'figures']) {
    const collection = collections.find((collection) => collection.name === name)
    if (collection === undefined) throw new Error(`there is no collection ${name}`)
    console.log(measureList(release, collection))
  }
  return 0
}

function measureList(release: Release, collection: Collection): string {
  const { page } = createCollectionService(release, collection)
  const validator = Compile(components, collection.schemas.list)
  const request = { limit: 500 }
  const body = page(request)
  if (!validator.Check(body)) throw new Error(`the response of ${collection.name} is not valid`)
  const steps = [() => page(request), () => validator.Check(body), () => JSON.stringify(body)]
  const times = steps.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, step] of steps.entries()) times[index]?.push(millisecondsOf(step))
  const [query = 0, validation = 0, json = 0] = times.map(median)
  const share = ((100 * validation) / (query + validation + json)).toFixed(1)
  const figures = [query, validation, json].map((ms) => ms.toFixed(3).padStart(9)).join('')
  const size = String(JSON.stringify(body).length).padStart(7)
  return `${String(body.data.length).padStart(7)}${size}${figures} ${share.padStart(9)} %   ${collection.name}`
}

function millisecondsOf(step: () => unknown): number {
  const began = performance.now()
  for (let run = 0; run < RUNS; run += 1) step()
  return (performance.now() - began) / RUNS
}

await runCommand(HELP, 0, measure)
