import { describe, expect, it } from 'vitest'
import { memberCountsList } from '../../../src/query/views/member-counts.ts'
import { releaseOf, selectRows } from '../fixture-release.ts'

/** One document about members and an associate member, and counts of both together. */
const SEED = `codes:
  count_categories:
    - { code: members, label: Members, counts_roles: [member] }
    - { code: all_members, label: All members, counts_roles: [member, associate_member] }
    - { code: guests, label: Guests }
  member_roles:
    - { code: member, label: Member }
    - { code: associate_member, label: Associate member }
---
source: { id: charter, title: A page, kind: primary, published: 2020-12-31, published_basis: stated }
about: league
organizations: [{ id: league, at: 1, founded: 2000 }]
members:
  - { id: m-ada, at: 1, name: Ada, role: member, start: 2000-01-01 }
  - { id: m-bo, at: 1, name: Bo, role: member, start: 2010 }
  - { id: m-cleo, at: 1, name: Cleo, role: associate_member, start: 2000-01-01 }
member_counts:
  - { id: c-members, at: 1, category: members, count: 2, date: 2015 }
  - { id: c-all, at: 1, category: all_members, count: 3, date: 2015 }
  - { id: c-guests, at: 1, category: guests, count: 3, date: 2015 }
`

/** The value of roster_agrees of each count, with these statements of completeness. */
function agreement(statements: readonly string[], counts = ''): Record<string, unknown> {
  const entries = statements.map(
    (fields, index) => `  - { id: s${index}, organization: league, ${fields} }\n`,
  )
  const completeness = entries.length === 0 ? '' : `---\ncompleteness:\n${entries.join('')}`
  const release = releaseOf({ 'all.yaml': `${SEED}${counts}${completeness}` })
  const rows = selectRows(release, memberCountsList, { sort: 'id' })
  return Object.fromEntries(rows.map(({ id, roster_agrees }) => [id, roster_agrees]))
}

const unknown = { 'c-members': null, 'c-all': null, 'c-guests': null }
const MEMBERS = 'collection: members, role: member'
const ASSOCIATES = 'collection: members, role: associate_member'

describe('roster_agrees of member counts', () => {
  it.each([
    ['nothing is stated', [], unknown],
    ['the roster of one role is complete', [`${MEMBERS}, extent: complete`], { 'c-members': 1 }],
    [
      'the rosters of all counted roles are complete',
      [`${MEMBERS}, extent: complete`, `${ASSOCIATES}, extent: complete`],
      { 'c-members': 1, 'c-all': 1 },
    ],
    [
      'the roster of all roles is complete',
      ['collection: members, extent: complete'],
      { 'c-members': 1, 'c-all': 1 },
    ],
    ['the roster is partial', [`${MEMBERS}, extent: partial`], {}],
    ['the roster is a sample', [`${MEMBERS}, extent: sample`], {}],
    ['another collection is complete', ['collection: member_counts, extent: complete'], {}],
    [
      'it is complete on all days of the date',
      [`${MEMBERS}, extent: complete, start: 2015, end: 2015`],
      { 'c-members': 1 },
    ],
    ['it is complete after its first day', [`${MEMBERS}, extent: complete, start: 2015-01-02`], {}],
    ['it is complete before its last day', [`${MEMBERS}, extent: complete, end: 2015-12-30`], {}],
    [
      'two statements share its days',
      [
        `${MEMBERS}, extent: complete, end: 2015-06-30`,
        `${MEMBERS}, extent: complete, start: 2015-07-01`,
      ],
      {},
    ],
  ])('is known only for the counts of a complete roster: %s', (_, statements, expected) => {
    expect(agreement(statements)).toEqual({ ...unknown, ...expected })
  })

  it('is not known for a count of the members of a body', () => {
    const more = `bodies: [{ id: board, at: 1, name: Board }]
---
source: { id: report, title: A page, kind: official, published: 2020-12-31, published_basis: stated }
about: league
members: [{ id: m-dov, at: 1, body: board, name: Dov, role: member, start: 2000-01-01 }]
member_counts: [{ id: c-board, at: 1, body: board, category: members, count: 1, date: 2015 }]
`
    const statements = ['collection: members, extent: complete']
    expect(agreement(statements, more)).toEqual({
      ...{ 'c-members': 1, 'c-all': 1, 'c-guests': null },
      'c-board': null,
    })
  })

  it.each([
    ['exact', 2000, 1, 1],
    ['exact', 2000, 2, 0],
    ['exact', 2000, 0, 0],
    // The second member joined in 2010: on some day of it.
    ['exact', 2010, 1, 1],
    ['exact', 2010, 2, 1],
    ['exact', 2010, 3, 0],
    ['at_least', 2010, 1, 1],
    ['at_least', 2010, 2, 1],
    ['at_least', 2010, 3, 0],
    ['at_least', 2016, 1, 1],
    ['at_most', 2010, 0, 0],
    ['at_most', 2010, 1, 1],
    ['at_most', 2010, 9, 1],
    ['at_most', 2016, 1, 0],
    ['about', 2016, 3, 0],
  ])('of a count of %s in %i of %i members is %i', (qualifier, date, count, expected) => {
    const entry = `  - { id: c-own, at: 1, category: members, count: ${count}, qualifier: ${qualifier}, date: ${date} }\n`
    expect(agreement([`${MEMBERS}, extent: complete`], entry)).toMatchObject({ 'c-own': expected })
  })
})
