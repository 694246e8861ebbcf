import { createDatabase } from '../../src/database/connection.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { SeedError } from '../../src/ingest/diagnostics.ts'
import { load } from '../../src/ingest/load.ts'
import { migrations, temporaryFolder } from './app.ts'

/** Seed files for tests of validation: a valid one, in which a test replaces a part. */

/** A document of a YAML stream with the codes that the others use. */
export const CODES = `codes:
  location_kinds: [{ code: headquarters, label: Headquarters }]
  post_ranks: [{ code: head, label: Head }]
  count_categories: [{ code: member_states, label: Member states }]
---
`

export const SOURCE = `source:
  id: mission-2020
  title: A page
  kind: government
  published: 2020-05
  published_basis: stated
`

export const VALID = `${CODES}${SOURCE}about: iom
organizations:
  - { id: iom, at: 2, founded: 1951 }
names:
  - { id: iom-name, at: 2, language: en, name: Organization }
locations:
  - { id: iom-seat, at: 2, kind: headquarters, country: CH }
people:
  - { id: ada-lovelace, at: 3, name: Ada Lovelace }
posts:
  - { id: iom-head, at: 3, rank: head, holders: one, title: Head }
leadership:
  - { id: iom-head-lovelace, at: 3, post: iom-head, person: ada-lovelace, start: 2018-10 }
member_counts:
  - { id: iom-states, at: 4, category: member_states, count: 173, date: published }
`

export const OTHER_SOURCE = SOURCE.replace('mission-2020', 'release-2019').replace(
  '2020-05',
  '2019-11-26',
)

/** Loads these files into a database. Returns the errors, a line each, or '' if there are none. */
export function seedErrors(files: Record<string, string | Buffer>): string {
  const folder = temporaryFolder(files)
  const db = createDatabase(':memory:')
  try {
    load(db, { folder, resourceTypes, migrations })
    return ''
  } catch (error) {
    if (!(error instanceof SeedError)) throw error
    return error.message.replaceAll(`${folder}/`, 'seed/')
  } finally {
    db.close()
  }
}
