import { join } from 'node:path'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { SeedError } from '../../src/ingest/diagnostics.ts'
import { migrations, temporaryFolder } from './app.ts'

/** Seed files for tests of validation: a valid one, in which a test replaces a part. */

export const SOURCE = `source:
  id: mission-2020
  title: A page
  kind: government
  published: 2020-05
  published_basis: stated
`

export const VALID = `${SOURCE}about: iom
organizations:
  - { id: iom, at: 2, name: Organization, headquarters_country: CH }
people:
  - { id: ada-lovelace, at: 3, name: Ada Lovelace }
leadership:
  - { id: iom-head-lovelace, at: 3, post: director_general, person: ada-lovelace, start: 2018-10 }
member_counts:
  - { id: iom-states, at: 4, category: member_states, count: 173, date: published }
`

export const OTHER_SOURCE = SOURCE.replace('mission-2020', 'release-2019').replace(
  '2020-05',
  '2019-11-26',
)

/** Builds a database from these files. Returns the errors, a line each, or '' if there are none. */
export function seedErrors(files: Record<string, string | Buffer>): string {
  const folder = temporaryFolder(files)
  try {
    buildDatabase(join(temporaryFolder({}), 'new.db'), { folder, resourceTypes, migrations })
    return ''
  } catch (error) {
    if (!(error instanceof SeedError)) throw error
    return error.message.replaceAll(`${folder}/`, 'seed/')
  }
}
