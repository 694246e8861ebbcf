import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database/connection.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { load } from '../../src/ingest/load.ts'
import { checkSeed } from '../../src/quality/check.ts'
import { lints } from '../../src/quality/index.ts'
import { temporaryFolder, migrations, SEED } from '../support/app.ts'

/** What `npm run check` finds in accounts that load. */

function check(folder: string) {
  const db = createDatabase(':memory:')
  load(db, { folder, resourceTypes, migrations, keepPlaces: true })
  return checkSeed(db, lints)
}

const HEAD = `source:
  { id: paper, title: Paper, kind: official, published: 2020-06-01, published_basis: stated }
about: acme
organizations:
  - { id: acme, at: 1, name: Acme, founded: 1951-12-05 }
`

/** The findings of one account, as `line: record › field: message`. */
function findings(body: string, head = HEAD): string[] {
  const folder = temporaryFolder({ 'paper.yaml': head + body })
  return check(folder).findings.map(({ place, about, message }) => {
    expect(place.file).toBe(join(folder, 'paper.yaml'))
    const subject = [about?.id, about?.field].filter(Boolean).join(' › ')
    return `${place.line}: ${subject}: ${message}`
  })
}

const member = (id: string, more: string) =>
  `  - { id: ${id}, at: 2, name: Chad, country: TD, role: member, ${more} }\n`
const head = (id: string, person: string, more: string) =>
  `  - { id: ${id}, at: 3, post: director_general, person: ${person}, ${more} }\n`
const PEOPLE = `people:
  - { id: ann, at: 3, name: Ann Archer }
  - { id: bob, at: 3, name: Bob Baker }
leadership:
`

describe('the check of the accounts', () => {
  it('finds nothing in ours that was not looked at', () => {
    const { findings, suppressions } = check(SEED)
    expect(findings).toEqual([])
    expect(suppressions).toBeGreaterThan(3)
  })

  it.each([
    [
      'a state that joined before the founding',
      `members:\n${member('a', 'start: 1950')}`,
      [
        '7: a › start: joined-before-founding: Chad joined by 1950-12-31, before the founding, 1951-12-05',
      ],
    ],
    [
      'a state that is in one role twice at a time',
      `members:\n${member('chad-again', 'start: 1990, end: 2000')}${member('chad-once', 'start: 1995')}`,
      [
        '7: chad-again › start: overlapping-spells: holds at the same time as chad-once, in the same role',
      ],
    ],
    [
      'an observer that is a member at the same time',
      `members:\n${member('a', 'start: 1990')}  - { id: b, at: 2, name: Chad, country: TD, role: observer, start: 1980 }\n`,
      ['8: b › end: observer-and-member: still observer while a is a member'],
    ],
    [
      'a count that falls though no one left',
      `member_counts:
  - { id: a, at: 4, category: member_states, count: 9, date: 2010 }
  - { id: b, at: 5, category: member_states, count: 8, date: 2012 }
`,
      ['8: b › count: count-falls: 8 on 2012, after 9 on 2010'],
    ],
    [
      'a count that the roster does not reach',
      `members:\n${member('a', 'start: 1990')}member_counts:\n  - { id: b, at: 5, category: member_states, count: 8, date: 2012 }\n`,
      ['9: b › count: roster-disagrees: 8 on 2012, but the roster has 1 to 1'],
    ],
    [
      'one person who holds an office twice at a time',
      `${PEOPLE}${head('ann-first', 'ann', 'start: 2000, end: 2010')}${head('ann-second', 'ann', 'start: 2005, end: 2015')}${head('bob-term', 'bob', 'start: 2016')}`,
      expect.arrayContaining([
        expect.stringMatching(
          /^11: ann-second › start: overlapping-terms: overlaps ann-first, the/,
        ),
      ]),
    ],
    [
      'two heads at a time',
      `${PEOPLE}${head('x', 'ann', 'start: 2000, end: 2010')}${head('y', 'bob', 'start: 2005, end: 2015')}`,
      ['11: y › start: two-heads: began before x ended'],
    ],
    [
      'a time without a head',
      `${PEOPLE}${head('x', 'ann', 'start: 2000, end: 2010-03-01')}${head('y', 'bob', 'start: 2011-01-01')}`,
      [
        '10: x › end: gap-between-heads: ended by 2010-03-01, and y began on 2011-01-01 at the earliest',
      ],
    ],
    [
      'a person without a post',
      'people:\n  - { id: ann, at: 3, name: Ann Archer }\n',
      ['7: ann: unused-person: holds no post'],
    ],
    [
      'people with nearly the same name',
      `people:\n  - { id: ann, at: 3, name: Ann Archer }\n  - { id: anne, at: 3, name: Anne Archer }\nleadership:\n${head('x', 'ann', 'start: 2000')}${head('y', 'anne', 'start: 2010')}`,
      ['8: anne › name: near-duplicate: nearly the name of ann: Ann Archer'],
    ],
    [
      'more votes than there are states',
      'compacts:\n  - { id: c, at: 6, title: C, kind: compact, votes_for: 190, votes_against: 3, abstentions: 1 }\n',
      ['7: c › votes_for: votes: 190 for, 3 against and 1 abstentions are more than 193'],
    ],
    [
      'a total that is not the sum of its parts',
      `funding:
  - { id: t, at: 6, donor: D, kind: total, amount: 30, currency: USD, period: 2010/2011 }
  - { id: p, at: 6, donor: D, kind: commitment, amount: 10, currency: USD, period: 2010 }
  - { id: q, at: 6, donor: D, kind: commitment, amount: 15, currency: USD, period: 2011 }
`,
      ['7: t › amount: funding-total: 30, but its parts are 25 together'],
    ],
    [
      'a date that its source cannot know',
      'milestones:\n  - { id: m, at: 7, title: Moves, date: 2020-06-02 }\n',
      ['7: m › date: beyond-its-time: 2020-06-02 is after 2020-06-01, when paper was known_from'],
    ],
  ])('finds %s', (_, body, expected) => {
    expect(findings(body)).toEqual(expected)
  })

  it('finds what rests on one reference, and a source that claims nothing', () => {
    const reference = HEAD.replace('kind: official', 'kind: reference')
    expect(findings('', reference)).toEqual([
      '5: paper: reference-only: nothing else speaks of acme',
    ])
    const idle = `${HEAD}---\nsource:\n  { id: idle, title: Idle, kind: press, published: 2020, published_basis: stated }\n`
    const { findings: found } = check(temporaryFolder({ 'two.yaml': idle }))
    expect(found.map(({ message }) => message)).toEqual([
      'unused-source: claims nothing that counts',
    ])
  })

  it('leaves what was suppressions, and finds acknowledgements of what is not there', () => {
    const body = 'people:\n  - { id: ann, at: 3, name: Ann Archer }\n'
    const said = (about: string) =>
      `suppressions:\n  - { finding: unused-person, about: ${about}, reason: named in passing }\n`
    expect(findings(body + said('ann'))).toEqual([])
    expect(findings(body + said('[ann, acme]'))).toEqual([
      '9: acme: unused-person is not found there; remove it',
    ])
  })

  it.each([
    ['suppressions: x\n', 'suppressions: found "x"; allowed: a list'],
    ['suppressions:\n  - { finding: votes, about: acme }\n', 'suppressions › reason: missing'],
    [
      'suppressions:\n  - { finding: votes, about: acme, reason: so, why: x }\n',
      'unknown field; allowed: finding, about, reason',
    ],
  ])('refuses %j', (body, message) => {
    expect(() => findings(body)).toThrow(message)
  })
})
