import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase } from '../../src/database/connection.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { load } from '../../src/ingest/load.ts'
import { checkSeed } from '../../src/quality/check.ts'
import { dataChecks } from '../../src/quality/index.ts'
import { FIXTURE, migrations, temporaryFolder } from '../support/app.ts'

/** Runs all data checks on a folder of seed files. */
export function check(folder: string) {
  const db = createDatabase(':memory:')
  load(db, { folder, resourceTypes, migrations, keepPositions: true })
  return checkSeed(db, dataChecks)
}

/** The first nine lines of a seed file about an invented organization, and another one. */
export const HEAD = `source:
  { id: paper, title: Paper, kind: official, published: 2020-06-01, published_basis: stated }
about: acme
organizations:
  - { id: acme, at: 1, founded: 1951-12-05 }
  - { id: zenith, at: 1, kind: company }
posts:
  - { id: acme-director, at: 1, rank: head, holders: one, title: Director }
  - { id: acme-councillor, at: 1, rank: member, holders: several, title: Councillor }
`

const COMPLETENESS = `completeness:
  - { id: acme-members-completeness, organization: acme, collection: members, role: member, extent: complete }
`

/** The findings in a seed file, as "line: record › field: message". */
export function findingsIn(body: string, head = HEAD): string[] {
  const folder = temporaryFolder({
    'codes.yaml': readFileSync(join(FIXTURE, 'codes.yaml')),
    'completeness.yaml': COMPLETENESS,
    'paper.yaml': head + body,
  })
  return check(folder).findings.map(({ position, about, message }) => {
    const subject = [about?.id, about?.field].filter(Boolean).join(' › ')
    return `${position.line}: ${subject}: ${message}`
  })
}
