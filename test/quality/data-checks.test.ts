import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/database/connection.ts'
import { resourceTypes } from '../../src/domain/resources/index.ts'
import { load } from '../../src/ingest/load.ts'
import { checkSeed } from '../../src/quality/check.ts'
import { dataChecks } from '../../src/quality/index.ts'
import { migrations, SEED, temporaryFolder } from '../support/app.ts'

function check(folder: string) {
  const db = createDatabase(':memory:')
  load(db, { folder, resourceTypes, migrations, keepPositions: true })
  return checkSeed(db, dataChecks)
}

const HEAD = `source:
  { id: paper, title: Paper, kind: official, published: 2020-06-01, published_basis: stated }
about: acme
organizations:
  - { id: acme, at: 1, name: Acme, founded: 1951-12-05 }
`

/** The findings in a seed file, as "line: record › field: message". */
function findingsIn(body: string, head = HEAD): string[] {
  const folder = temporaryFolder({ 'paper.yaml': head + body })
  return check(folder).findings.map(({ position, about, message }) => {
    expect(position.file).toBe(join(folder, 'paper.yaml'))
    const subject = [about?.id, about?.field].filter(Boolean).join(' › ')
    return `${position.line}: ${subject}: ${message}`
  })
}

const member = (id: string, fields: string) =>
  `  - { id: ${id}, at: 2, name: Chad, country: TD, role: member, ${fields} }\n`
const head = (id: string, person: string, fields: string) =>
  `  - { id: ${id}, at: 3, post: director_general, person: ${person}, ${fields} }\n`
const PEOPLE = `people:
  - { id: ann, at: 3, name: Ann Archer }
  - { id: bob, at: 3, name: Bob Baker }
leadership:
`

describe('the data checks', () => {
  it('have no findings in the real seed that are not suppressed', () => {
    const { findings, suppressed } = check(SEED)
    expect(findings).toEqual([])
    expect(suppressed).toBeGreaterThan(3)
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
      'a state with two periods in one role at the same time',
      `members:\n${member('chad-again', 'start: 1990, end: 2000')}${member('chad-once', 'start: 1995')}`,
      ['7: chad-again › start: overlapping-periods: overlaps chad-once, a period in the same role'],
    ],
    [
      'an observer that is a member at the same time',
      `members:\n${member('a', 'start: 1990')}  - { id: b, at: 2, name: Chad, country: TD, role: observer, start: 1980 }\n`,
      ['8: b › end: observer-and-member: still observer while a is a member'],
    ],
    [
      'a count that falls although no member left',
      `member_counts:
  - { id: a, at: 4, category: member_states, count: 9, date: 2010 }
  - { id: b, at: 5, category: member_states, count: 8, date: 2012 }
`,
      ['8: b › count: count-falls: 8 on 2012, after 9 on 2010'],
    ],
    [
      'a count that the roster contradicts',
      `members:\n${member('a', 'start: 1990')}member_counts:\n  - { id: b, at: 5, category: member_states, count: 8, date: 2012 }\n`,
      ['9: b › count: roster-disagrees: 8 on 2012, but the roster has 1 to 1'],
    ],
    [
      'two terms of one person in one post at the same time',
      `${PEOPLE}${head('ann-first', 'ann', 'start: 2000, end: 2010')}${head('ann-second', 'ann', 'start: 2005, end: 2015')}${head('bob-term', 'bob', 'start: 2016')}`,
      expect.arrayContaining([
        '11: ann-second › start: overlapping-terms: overlaps ann-first, a term of the same person in the same post',
      ]),
    ],
    [
      'two heads at the same time',
      `${PEOPLE}${head('x', 'ann', 'start: 2000, end: 2010')}${head('y', 'bob', 'start: 2005, end: 2015')}`,
      ['11: y › start: two-heads: began before x ended'],
    ],
    [
      'days without a head',
      `${PEOPLE}${head('x', 'ann', 'start: 2000, end: 2010-03-01')}${head('y', 'bob', 'start: 2011-01-01')}`,
      [
        '10: x › end: gap-between-heads: ended by 2010-03-01, but y began on 2011-01-01 at the earliest',
      ],
    ],
    [
      'a person without a term',
      'people:\n  - { id: ann, at: 3, name: Ann Archer }\n',
      ['7: ann: unused-person: has no term'],
    ],
    [
      'two people with almost the same name',
      `people:\n  - { id: ann, at: 3, name: Ann Archer }\n  - { id: anne, at: 3, name: Anne Archer }\nleadership:\n${head('x', 'ann', 'start: 2000')}${head('y', 'anne', 'start: 2010')}`,
      ['8: anne › name: near-duplicate: resembles the name of ann: Ann Archer'],
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
      ['7: t › amount: funding-total: 30, but the sum of its parts is 25'],
    ],
    [
      'a date that its source cannot know',
      'milestones:\n  - { id: m, at: 7, title: Moves, date: 2020-06-02 }\n',
      [
        '7: m › date: beyond-its-time: 2020-06-02 is after 2020-06-01, the day from which paper is known',
      ],
    ],
    [
      'a record of which a reference is the only source',
      '',
      ['5: paper: reference-only: is the only source of acme'],
      HEAD.replace('kind: official', 'kind: reference'),
    ],
  ])('find %s', (_, body, expected, seedHead = HEAD) => {
    expect(findingsIn(body, seedHead)).toEqual(expected)
  })

  it('find a source without a claim', () => {
    const unused = `${HEAD}---\nsource:\n  { id: unused, title: Unused, kind: press, published: 2020, published_basis: stated }\n`
    const { findings } = check(temporaryFolder({ 'two.yaml': unused }))
    expect(findings.map(({ message }) => message)).toEqual([
      'unused-source: has no claim that counts',
    ])
  })

  it('have no finding when a similar name differs in a number', () => {
    const bodies =
      'bodies:\n  - { id: a, at: 3, name: Unit 1 }\n  - { id: b, at: 3, name: Unit 2 }\n'
    expect(findingsIn(bodies)).toEqual([])
  })
})

describe('a suppression', () => {
  const body = 'people:\n  - { id: ann, at: 3, name: Ann Archer }\n'
  const suppress = (about: string) =>
    `suppressions:\n  - { finding: unused-person, about: ${about}, reason: named in passing }\n`

  it('hides its finding', () => {
    expect(findingsIn(body + suppress('ann'))).toEqual([])
  })

  it('is reported when there is no such finding', () => {
    expect(findingsIn(body + suppress('[ann, acme]'))).toEqual([
      '9: acme: unused suppression: there is no finding unused-person; remove it',
    ])
  })

  it.each([
    ['suppressions: x\n', 'suppressions: invalid value "x"; expected a list'],
    ['suppressions: [x]\n', 'suppressions: invalid value "x"; expected finding, about, reason'],
    ['suppressions:\n  - { finding: votes, about: acme }\n', 'suppressions › reason: missing'],
    ['suppressions:\n  - { finding: votes, reason: so }\n', 'suppressions › about: missing'],
    [
      'suppressions:\n  - { finding: Votes, about: acme, reason: so }\n',
      'suppressions › finding: invalid value "Votes"; expected the name of a finding',
    ],
    [
      'suppressions:\n  - { finding: votes, about: acme, reason: so, why: x }\n',
      'unknown field; expected finding, about, reason',
    ],
  ])('is refused with the reason when it is %j', (suppressions, message) => {
    expect(() => findingsIn(suppressions)).toThrow(message)
  })
})
