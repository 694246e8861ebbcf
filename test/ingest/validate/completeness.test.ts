import { describe, expect, it } from 'vitest'
import { OTHER_SOURCE, seedErrors, VALID } from '../../support/broken-seed.ts'

const statements = (...entries: string[]) =>
  `completeness:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`

const errorsOf = (...entries: string[]) =>
  seedErrors({ 'a.yaml': VALID, 'c.yaml': statements(...entries) })

const NAMES = 'id: c, organization: iom, collection: names, extent: complete'

describe('a build reports, of a statement of completeness,', () => {
  it.each([
    [
      'an unknown collection',
      'id: c, organization: iom, collection: name, extent: complete',
      'seed/c.yaml:2:45: completeness › c › collection: unknown collection "name"; expected organizations, names,',
    ],
    [
      'an unknown extent',
      'id: c, organization: iom, collection: names, extent: full',
      'seed/c.yaml:2:60: completeness › extent: invalid value "full"; expected complete, partial, sample',
    ],
    [
      'a missing extent',
      'id: c, organization: iom, collection: names',
      'seed/c.yaml:2:5: completeness › extent: missing; every entry has one',
    ],
    [
      'an unknown field',
      `${NAMES}, roles: member`,
      'seed/c.yaml:2:70: completeness › roles: unknown field; expected id, organization,',
    ],
    [
      'an invalid date',
      `${NAMES}, start: 2000-13`,
      `seed/c.yaml:2:77: completeness › start: invalid value "2000-13": '2000-13' is not a date; expected a year (1951)`,
    ],
    [
      'an organization that does not exist',
      'id: c, organization: ion, collection: names, extent: complete',
      'seed/c.yaml:2:28: completeness › c › organization: no record of organizations has the id ion; did you mean iom?',
    ],
    [
      'a post that does not exist',
      'id: c, organization: iom, collection: leadership, post: chair, extent: complete',
      'seed/c.yaml:2:63: completeness › c › post: no record of posts has the id chair; use the id of a record in a seed file',
    ],
    [
      'an undeclared role',
      'id: c, organization: iom, collection: members, role: member, extent: complete',
      'seed/c.yaml:2:60: completeness › c › role: undeclared code "member"; declare it under member_roles in codes.yaml, or correct it',
    ],
    [
      'an undeclared category',
      'id: c, organization: iom, collection: member_counts, category: states, extent: complete',
      'seed/c.yaml:2:70: completeness › c › category: undeclared code "states"; declare it under count_categories in codes.yaml, or correct it; expected one of member_states',
    ],
    [
      'a role for another collection than members',
      `${NAMES}, role: member`,
      'seed/c.yaml:2:76: completeness › c › role: it narrows members only; leave it out, or correct the collection',
    ],
    [
      'a role and a post',
      'id: c, organization: iom, collection: members, role: member, post: iom-head, extent: complete',
      'seed/c.yaml:2:74: completeness › c › post: it narrows leadership only; leave it out, or correct the collection',
    ],
    [
      'an end before the start',
      `${NAMES}, start: 2000, end: 1990`,
      'seed/c.yaml:2:88: completeness › c › end: "1990" is before the start "2000"; correct one of the two',
    ],
    [
      'the id of a record',
      NAMES.replace('id: c', 'id: iom-head'),
      'seed/c.yaml:2:11: completeness › iom-head › id: posts has a record with this id already; choose another',
    ],
  ])('%s', (_, entry, expected) => {
    expect(errorsOf(entry)).toContain(expected)
  })

  it('the id of a record in a file that is read later', () => {
    const before = { '0.yaml': statements(NAMES.replace('id: c', 'id: iom-head')), 'a.yaml': VALID }
    expect(seedErrors(before)).toBe(
      'seed/0.yaml:2:11: completeness › iom-head › id: posts has a record with this id already; choose another',
    )
  })

  it('the id of another statement', () => {
    expect(errorsOf(NAMES, NAMES.replace('names', 'people'))).toBe(
      'seed/c.yaml:3:11: completeness › c: another statement has this id; choose another',
    )
  })

  it('a post of another organization', () => {
    const union = `${OTHER_SOURCE}organizations: [{ id: union, at: 1, founded: 1945 }]\n`
    const entry =
      'id: c, organization: union, collection: leadership, post: iom-head, extent: complete'
    expect(seedErrors({ 'a.yaml': VALID, 'b.yaml': union, 'c.yaml': statements(entry) })).toBe(
      'seed/c.yaml:2:65: completeness › c › post: iom-head is a post of iom, not of union',
    )
  })

  it('a text instead of a list', () => {
    expect(seedErrors({ 'a.yaml': VALID, 'c.yaml': 'completeness: all\n' })).toBe(
      'seed/c.yaml:1:15: completeness: invalid value "all"; expected a list',
    )
  })
})

describe('two statements about the same records', () => {
  const other = (more: string) => NAMES.replace('id: c', 'id: d').replace('complete', more)

  it('are an error when they overlap', () => {
    expect(errorsOf(`${NAMES}, end: 1990`, other('partial, start: 1990-06'))).toBe(
      'seed/c.yaml:3:76: completeness › d › start: overlaps c, which is about the same records; end one before the other begins',
    )
  })

  it('are an error when one is open on both sides', () => {
    expect(errorsOf(`${NAMES}, end: 1990`, other('sample'))).toContain(
      'completeness › d › start: overlaps c, which is about the same records',
    )
  })

  it('are valid when one ends before the other begins, or one is narrower', () => {
    const members = 'organization: iom, collection: member_counts, extent: sample'
    expect(
      errorsOf(
        `${NAMES}, end: 1990`,
        other('partial, start: 1991'),
        `id: all, ${members}`,
        `id: states, ${members}, category: member_states`,
      ),
    ).toBe('')
  })
})
