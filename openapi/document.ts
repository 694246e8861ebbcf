import { resolve } from 'node:path'
import { createDatabase } from '../src/database/connection.ts'
import { MIGRATIONS, readMigrations } from '../src/database/schema.ts'
import { resourceTypes } from '../src/domain/resources/index.ts'
import { load } from '../src/ingest/load.ts'
import { buildApp } from '../src/server/app.ts'
import { shareComponents } from './components.ts'
import { type ApiDocument, addExamples } from './examples.ts'
import { addLinks } from './links.ts'

/** Fixed test data, so that the document does not change when the real data does. */
const FIXTURE = resolve(import.meta.dirname, '../test/fixtures/seed')

/**
 * Makes the API document from the code, with examples from a folder of seed files: JSON with a line feed.
 *
 * @param folder by default the test fixture, which has the records that examples name
 */
export async function makeDocument(folder = FIXTURE): Promise<string> {
  const db = createDatabase(':memory:')
  load(db, { folder, resourceTypes, migrations: readMigrations(MIGRATIONS) })
  const app = await buildApp({ db, generatesApiDocument: true })
  try {
    const { body } = await app.inject('/openapi.json')
    const document = JSON.parse(body) as ApiDocument
    await addExamples(app, document)
    addLinks(document)
    shareComponents(document)
    return `${JSON.stringify(document, null, 2)}\n`
  } finally {
    await app.close()
    db.close()
  }
}
