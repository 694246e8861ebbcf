import Sqlite from 'better-sqlite3'
import { collections } from '../src/api/collections/index.ts'
import { runCommand } from '../src/cli/command.ts'
import { openReadonly } from '../src/database/connection.ts'
import { MIGRATIONS, readMigrations, schemaVersion } from '../src/database/schema.ts'
import { storedFields } from '../src/domain/resource-type.ts'
import { resourceTypes } from '../src/domain/resources/index.ts'
import type { ParameterSchema } from '../src/http/validation-errors.ts'
import { buildApp } from '../src/server/app.ts'
import { median } from './statistics.ts'

const HELP = `Usage: npm run bench:latency -- DATABASE [MIN_MS]

Requests the first page of every list with every sort alone and with every filter alone, by its most common and
by its rarest value; also with valid_at, at an earlier known_at, searches, profiles, the dataset and the counts of
codes. Each response is computed: nothing is cached or counted before. Prints the requests that take
at least MIN_MS milliseconds (default: 50), the slowest first. Make a large database with npm run synth.`

const DEFAULT_MIN_MS = 50
const WARM_UP = 3

async function run([database = '', min = String(DEFAULT_MIN_MS)]: readonly string[]) {
  if (database === '') throw new Error('DATABASE is missing; see --help')
  const urls = requestsFor(database)
  // Node compiles the code here. The app that is measured after that has remembered no counts.
  for (let round = 0; round < WARM_UP; round += 1) await measure(database, urls.slice(0, 200))
  const times = await measure(database, urls)
  const slow = times.filter(({ ms }) => ms >= Number(min)).sort((a, b) => b.ms - a.ms)
  for (const { url, ms } of slow) console.log(`${ms.toFixed(1).padStart(8)} ms  ${url}`)
  const all = median(times.map(({ ms }) => ms)).toFixed(1)
  console.log(
    `${slow.length} of ${times.length} requests take at least ${min} ms; median ${all} ms`,
  )
  return 0
}

async function measure(database: string, urls: readonly string[]) {
  const app = await buildApp({
    db: openReadonly(database, schemaVersion(readMigrations(MIGRATIONS))),
  })
  await app.ready()
  const times: { url: string; ms: number }[] = []
  for (const url of urls) {
    const began = performance.now()
    const { statusCode, body } = await app.inject(url)
    times.push({ url, ms: performance.now() - began })
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${body}`)
  }
  await app.close()
  return times
}

/** The URLs that are requested. */
function requestsFor(database: string): string[] {
  const db = new Sqlite(database, { readonly: true })
  const { last_known } = db
    .prepare<[], { last_known: string }>('SELECT last_known FROM release')
    .get() ?? { last_known: '' }
  const early =
    db
      .prepare<[], { day: string }>(
        'SELECT known_from AS day FROM sources ORDER BY known_from LIMIT 1 OFFSET (SELECT count(*) / 2 FROM sources)',
      )
      .get()?.day ?? last_known
  const organization =
    db
      .prepare<[], { id: string }>(
        'SELECT id FROM organizations ORDER BY id LIMIT 1 OFFSET (SELECT count(*) / 2 FROM organizations)',
      )
      .get()?.id ?? ''
  const valuesOf = (table: string, column: string): string[] => {
    const all = db
      .prepare<[], { value: string | number }>(
        `SELECT "${column}" AS value FROM ${table} WHERE "${column}" IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC`,
      )
      .all()
    const chosen = [all[0], all.at(-1)].flatMap((row) =>
      row === undefined ? [] : [String(row.value)],
    )
    return [...new Set(chosen)]
  }
  const urls: string[] = []
  for (const { name, list } of collections) {
    const type = resourceTypes.find((one) => one.name === name)
    const columns = type === undefined ? [] : ['status', ...Object.keys(storedFields(type))]
    const url = (query: Record<string, string>) =>
      urls.push(
        `/v1/${name}?${new URLSearchParams({
          ...(name === 'search' && { q: 'forestry' }),
          ...(name === 'timeline' && { organization }),
          ...query,
        })}`,
      )
    url({})
    url({ known_at: early })
    url({ limit: '500' })
    for (const facet of Object.keys(list.facets ?? {})) url({ facets: facet })
    if (list.validTime !== null) for (const valid_at of ['1990', '2015-06']) url({ valid_at })
    for (const sort of Object.keys(list.sorts))
      for (const direction of ['', '-']) url({ sort: direction + sort })
    for (const [filter, { schema }] of Object.entries(list.filters)) {
      const { type: kind, items, enum: values = items?.enum } = schema as ParameterSchema
      if (filter === 'q') continue
      const given =
        filter === 'organization'
          ? [organization]
          : values !== undefined
            ? values
            : /_(?:from|to)$|^(?:since|until)$/.test(filter)
              ? ['1990', '2020']
              : kind === 'boolean'
                ? ['true', 'false']
                : columns.includes(filter)
                  ? valuesOf(name, filter)
                  : filter === 'source'
                    ? valuesOf('claims', 'source')
                    : filter === 'record'
                      ? valuesOf('claims', 'record')
                      : []
      if (given.length === 0) console.error(`no value for ${name}?${filter}`)
      for (const value of given) url({ [filter]: value })
    }
  }
  for (const q of ['fo', 'geneva', 'org', 'office forestry', 'a b', '1990'])
    urls.push(`/v1/search?q=${q}`)
  urls.push(`/v1/organizations/${organization}`, '/v1/dataset', `/v1/dataset?known_at=${early}`)
  db.close()
  return urls
}

await runCommand(HELP, 2, run)
