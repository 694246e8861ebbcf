import { join } from 'node:path'
import { openReadonly } from '../../src/database/connection.ts'
import { schemaVersion } from '../../src/database/schema.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { buildApp } from '../../src/server/app.ts'
import { migrations, SEED, withTemporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'
import { eventually, freePort, replace, start } from '../support/process.ts'
import { request } from './clients.ts'

/** Requests whose responses differ between the two releases. */
export const RELEASE_PATHS = [
  '/v1/organizations?limit=1',
  '/v1/organizations',
  '/v1/sources?limit=500',
  '/v1/claims?limit=all&format=ndjson',
  '/v1/changes?limit=3',
  '/v1/search?q=league',
  '/v1/dataset?format=json',
] as const

/** Builds a database of the real data, and one of another organization. */
export async function buildTwoReleases(folder: string): Promise<{ first: string; second: string }> {
  const [first, second] = [join(folder, 'first.db'), join(folder, 'second.db')]
  buildDatabase(first, { folder: SEED, resourceTypes, migrations })
  await withTemporaryFolder({ 'league.yaml': LEAGUE }, (folder) =>
    buildDatabase(second, { folder, resourceTypes, migrations }),
  )
  return { first, second }
}

/** The responses to RELEASE_PATHS, by path, made in this process from a database. */
export async function responsesOf(database: string): Promise<Map<string, string>> {
  const app = await buildApp({ db: openReadonly(database, schemaVersion(migrations)) })
  const bodies = new Map<string, string>()
  for (const path of RELEASE_PATHS) bodies.set(path, (await app.inject(path)).body)
  await app.close()
  return bodies
}

/** Starts the server over a copy of a database, which a test then replaces. */
export async function serveCopy(database: string, folder: string) {
  const live = join(folder, 'live.db')
  replace(live, database)
  const port = await freePort()
  const env = { DATABASE: live, PORT: String(port), LOG_LEVEL: 'warn' }
  const { child, ran } = start('cli/serve.ts', [], env)
  const origin = `http://127.0.0.1:${port}`
  await eventually(
    () => request(`${origin}/readyz`),
    ({ status }) => status === 200,
  )
  return { live, child, ran, origin }
}
