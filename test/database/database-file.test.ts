import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { openReadonly } from '../../src/database/connection.ts'
import { openDatabaseFile } from '../../src/database/database-file.ts'
import { schemaVersion } from '../../src/database/schema.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { migrations, temporaryFolder } from '../support/app.ts'
import { LEAGUE } from '../support/league-seed.ts'

it('can be read again after a stream was destroyed in the middle, as by a client that disconnects', async () => {
  const path = join(temporaryFolder({}), 'facts.db')
  const folder = temporaryFolder({ 'league.yaml': LEAGUE })
  buildDatabase(path, { folder, resourceTypes, migrations })
  const db = openReadonly(path, schemaVersion(migrations))
  onTestFinished(() => void db.close())
  const file = openDatabaseFile(db)
  const aborted = file.read(0, file.length - 1)
  await once(aborted, 'readable')
  aborted.destroy()
  await once(aborted, 'close')
  expect(await buffer(file.read(0, file.length - 1))).toEqual(readFileSync(path))
  // Throws EBADF if something has closed the descriptor.
  file.close()
})
