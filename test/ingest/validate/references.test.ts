import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { buildDatabase } from '../../../src/ingest/build.ts'
import { folderOf, migrations } from '../../support/app.ts'
import { GOOD, OTHER, SOURCE, wrong } from '../../support/broken-seed.ts'

describe('what is right is not refused:', () => {
  const leave = (fields: string) => `${GOOD}bodies:\n${fields}`

  it('a number and a slip beside it, of which neither says how exact it is', () => {
    const slip = GOOD.replace(
      'member_counts:',
      'member_counts:\n  - { id: iom-states, at: 4, count: 17, set_aside: a digit is missing }',
    )
    expect(wrong({ 'a.yaml': slip })).toBe('')
  })

  it('a number, and how exact it is in an entry of its own', () => {
    const apart = GOOD.replace(
      'member_counts:',
      'member_counts:\n  - { id: iom-states, at: 4, qualifier: exact }',
    )
    expect(wrong({ 'a.yaml': apart })).toBe('')
  })

  it('a record of which all was set aside', () => {
    expect(
      wrong({ 'a.yaml': leave('  - { id: b, at: 1, name: B, set_aside: not an organ }\n') }),
    ).toBe('')
  })

  it('accounts behind links, as a mounted folder has them', () => {
    const real = folderOf({ 'real.yaml': GOOD })
    const folder = folderOf({})
    symlinkSync(join(real, 'real.yaml'), join(folder, 'link.yaml'))
    buildDatabase(join(folderOf({}), 'a.db'), { folder, resourceTypes, migrations })
  })
})

describe('of all accounts together', () => {
  it('two statements with the same keys are one record', () => {
    const other = `${OTHER}about: iom
member_counts:
  - { id: iom-members, at: 1, category: member_states, count: 7, date: 2020-05 }
`
    expect(wrong({ 'a.yaml': GOOD, 'b.yaml': other })).toContain(
      'member_counts › iom-states: has the keys of iom-members (organization, category, date); one statement is one record',
    )
  })

  it('a reference to what is never served is refused', () => {
    const aside = GOOD.replace(
      'name: Ada Lovelace',
      'name: Ada Lovelace, set_aside: no such person',
    )
    expect(wrong({ 'a.yaml': aside })).toContain(
      'leadership › iom-head-lovelace › person: ada-lovelace is never served, because what was said of it was set aside',
    )
  })

  it('nothing that counts is refused', () => {
    const nothing = `${SOURCE}people:\n  - { id: p, at: 1, name: P, set_aside: no such person }\n`
    expect(wrong({ 'a.yaml': nothing })).toContain('all that is said here was set aside')
  })

  it('an end before the beginning is told of the claims that were decided', () => {
    const body = `${GOOD}bodies:
  - { id: b, at: 1, name: B, established: 1990, abolished: 1980 }
  - { id: b, at: 2, abolished: 1970, set_aside: of another organ }
`
    expect(wrong({ 'a.yaml': body })).toContain(
      'seed/a.yaml:17:60: bodies › b › abolished: found "1980", which is before it begins (seed/a.yaml:17 has "1990")',
    )
  })

  it('an unknown section hides nothing else that is wrong', () => {
    const other = `${OTHER}peopl: []
leadership:
  - { id: iom-head-lovelace, at: 3, post: director }
bodies:
  - { id: b, at: 1, organization: iom, name: B, parent: b }
`
    const told = wrong({ 'a.yaml': GOOD, 'b.yaml': other })
    expect(told).toContain('unknown section "peopl"')
    expect(told).toContain('two keys are two records')
    expect(told).toContain('bodies › b › parent: refers to itself; name another record')
  })
})
