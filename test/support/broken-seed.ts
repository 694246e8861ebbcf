import { join } from 'node:path'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { buildDatabase } from '../../src/ingest/build.ts'
import { SeedError } from '../../src/ingest/diagnostics.ts'
import { folderOf, migrations } from './app.ts'

/** An account that is right, to break. */
export const SOURCE = `source:
  id: mission-2020
  title: A page
  kind: government
  published: 2020-05
  published_basis: stated
`
export const GOOD = `${SOURCE}about: iom
organizations:
  - { id: iom, at: 2, name: Organization, headquarters_country: CH }
people:
  - { id: ada-lovelace, at: 3, name: Ada Lovelace }
leadership:
  - { id: iom-head-lovelace, at: 3, post: director_general, person: ada-lovelace, start: 2018-10 }
member_counts:
  - { id: iom-states, at: 4, category: member_states, count: 173, date: published }
`
export const OTHER = SOURCE.replace('mission-2020', 'release-2019').replace('2020-05', '2019-11-26')

/** What is wrong with a folder of accounts; '' where nothing is. */
export function wrong(files: Record<string, string | Buffer>): string {
  const folder = folderOf(files)
  try {
    buildDatabase(join(folderOf({}), 'new.db'), { folder, resourceTypes, migrations })
    return ''
  } catch (error) {
    if (!(error instanceof SeedError)) throw error
    return error.message.replaceAll(`${folder}/`, 'seed/')
  }
}
