import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { buildDatabase } from '../../../src/ingest/build.ts'
import { migrations, temporaryFolder } from '../../support/app.ts'
import { OTHER_SOURCE, SOURCE, seedErrors, VALID } from '../../support/broken-seed.ts'

describe('a build accepts', () => {
  it('a number and an error beside it, when neither states a qualifier', () => {
    const withError = VALID.replace(
      'member_counts:',
      'member_counts:\n  - { id: iom-states, at: 4, count: 17, set_aside: a digit is missing }',
    )
    expect(seedErrors({ 'a.yaml': withError })).toBe('')
  })

  it('a number and its qualifier in two entries', () => {
    const twoEntries = VALID.replace(
      'member_counts:',
      'member_counts:\n  - { id: iom-states, at: 4, qualifier: exact }',
    )
    expect(seedErrors({ 'a.yaml': twoEntries })).toBe('')
  })

  it('a record of which all claims were set aside', () => {
    const body = 'bodies:\n  - { id: b, at: 1, name: B, set_aside: not a body }\n'
    expect(seedErrors({ 'a.yaml': VALID + body })).toBe('')
  })

  it('seed files that are links, as in a mounted volume', () => {
    const target = temporaryFolder({ 'real.yaml': VALID })
    const folder = temporaryFolder({})
    symlinkSync(join(target, 'real.yaml'), join(folder, 'link.yaml'))
    const database = join(temporaryFolder({}), 'a.db')
    expect(buildDatabase(database, { folder, resourceTypes, migrations }).sources).toBe(1)
  })
})

describe('a build reports', () => {
  it('two records with equal keys, when the keys have a date', () => {
    const other = `${OTHER_SOURCE}about: iom
member_counts:
  - { id: iom-members, at: 1, category: member_states, count: 7, date: 2020-05 }
`
    expect(seedErrors({ 'a.yaml': VALID, 'b.yaml': other })).toContain(
      'member_counts › iom-states: has the same keys as iom-members (organization, category, date, body); give both the same id',
    )
  })

  it('a reference to a record that is never served', () => {
    const setAside = VALID.replace(
      'name: Ada Lovelace',
      'name: Ada Lovelace, set_aside: no such person',
    )
    expect(seedErrors({ 'a.yaml': setAside })).toContain(
      'leadership › iom-head-lovelace › person: ada-lovelace is never served, because its claims were set aside; set this reference aside, too',
    )
  })

  it('a folder in which no claim counts', () => {
    const nothing = `${SOURCE}people:\n  - { id: p, at: 1, name: P, set_aside: no such person }\n`
    expect(seedErrors({ 'a.yaml': nothing })).toContain(
      'nothing to serve: all claims were set aside',
    )
  })

  it('an end before the start at the claim that was decided, not at one that was set aside', () => {
    const body = `${VALID}bodies:
  - { id: b, at: 1, name: B, established: 1990, abolished: 1980 }
  - { id: b, at: 2, abolished: 1970, set_aside: of another body }
`
    expect(seedErrors({ 'a.yaml': body })).toContain(
      'seed/a.yaml:28:60: bodies › b › abolished: "1980" is before the start "1990" (seed/a.yaml:28); set one of the two aside',
    )
  })

  it('all other errors as well, when a section is unknown', () => {
    const other = `${OTHER_SOURCE}peopl: []
leadership:
  - { id: iom-head-lovelace, at: 3, post: iom-deputy }
bodies:
  - { id: b, at: 1, organization: iom, name: B, parent: b }
`
    const errors = seedErrors({ 'a.yaml': VALID, 'b.yaml': other })
    expect(errors).toContain('unknown section "peopl"')
    expect(errors).toContain('two values of a key are two records')
    expect(errors).toContain('bodies › b › parent: refers to itself; name another record')
  })
})
