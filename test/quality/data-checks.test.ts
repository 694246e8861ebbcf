import { describe, expect, it } from 'vitest'
import { dataChecks } from '../../src/quality/index.ts'
import { findingsIn, HEAD } from './check-seed.ts'

const member = (id: string, fields: string) =>
  `  - { id: ${id}, at: 2, country: TD, role: member, ${fields} }\n`
const observer = (id: string, fields: string) =>
  `  - { id: ${id}, at: 2, country: TD, role: observer, ${fields} }\n`
const suspended = (id: string, fields: string) =>
  `  - { id: ${id}, at: 2, country: TD, role: suspended, ${fields} }\n`
const count = (id: string, fields: string) =>
  `  - { id: ${id}, at: 5, category: member_states, ${fields} }\n`

const PEOPLE = `people:
  - { id: ann, at: 3, name: Ann Archer }
  - { id: bob, at: 3, name: Bob Baker }
leadership:
`
const director = (id: string, person: string, fields: string) =>
  `  - { id: ${id}, at: 3, post: acme-director, person: ${person}, ${fields} }\n`
const councillor = (id: string, person: string, fields: string) =>
  `  - { id: ${id}, at: 3, post: acme-councillor, person: ${person}, ${fields} }\n`

const gap = (collection: string, field: string) =>
  `gaps:\n  - { id: acme-gap, at: 8, collection: ${collection}, field: ${field}, subject: What is missing }\n`

/** A second document, from which the seed file of the first continues. */
const document = (source: string) => `---\nsource:\n  { ${source} }\nabout: acme\n`
const SECOND = document(
  'id: second, title: Second, kind: official, published: 2021, published_basis: stated',
)
const UNDATED =
  'id: page, title: Page, kind: official, published: 2020/.., published_basis: inferred, read: 2026-11-22, note: so'

/** An organization with almost the id of another, and this name. */
const zenit = (name: string) => `names:
  - { id: zenith-name, at: 3, organization: zenith, language: en, name: Zenith }
  - { id: other-name, at: 3, organization: zenit, language: en, name: ${name} }
${SECOND}organizations:
  - { id: zenit, at: 1, kind: company }
`

/** What is under test, the seed file after HEAD (or after another head), and the findings of the check. */
type Example = [title: string, body: string, findings: string[], head?: string]

const examples: Record<string, Example[]> = {
  'joined-before-founding': [
    [
      'a party that joined before the founding',
      `members:\n${member('a', 'start: 1950, name: Chad')}`,
      ['a › start: Chad joined by 1950-12-31, before the founding, 1951-12-05'],
    ],
    [
      'a party without a name that joined before the founding',
      `members:\n${member('a', 'start: 1950')}`,
      ['a › start: TD joined by 1950-12-31, before the founding, 1951-12-05'],
    ],
    [
      'a party that may have joined later in the year',
      `members:\n${member('a', 'start: 1951')}`,
      [],
    ],
  ],
  'overlapping-periods': [
    [
      'two periods in one role at the same time',
      `members:\n${member('chad-first', 'start: 1990, end: 2000')}${member('chad-second', 'start: 1995')}`,
      ['chad-second › start: overlaps chad-first, a period in the same role'],
    ],
    [
      'two periods of an organization under different names',
      `members:
  - { id: first, at: 2, member_organization: zenith, role: member, start: 1990, end: 2000 }
  - { id: second, at: 2, member_organization: zenith, name: Zenith, role: member, start: 1995 }
`,
      ['second › start: overlaps first, a period in the same role'],
    ],
    [
      'a suspension during a membership',
      `members:\n${member('a', 'start: 1990')}${suspended('b', 'start: 1995, end: 1997')}`,
      [],
    ],
    [
      'a membership of the organization and one of a body',
      `members:\n${member('a', 'start: 1990, end: 2000')}${member('b', 'start: 1990, end: 2000, body: board')}bodies:\n  - { id: board, at: 1, name: Board }\n`,
      [],
    ],
  ],
  'observer-and-member': [
    [
      'an observer that is a member before its stated end',
      `members:\n${member('a', 'start: 1990')}${observer('b', 'start: 1980, end: 1995')}`,
      ['b › end: still observer while a is a member'],
    ],
    [
      'an observer whose end follows from its membership',
      `members:\n${member('a', 'start: 1990')}${observer('b', 'start: 1980')}`,
      [],
    ],
    [
      'a suspension during a membership',
      `members:\n${member('a', 'start: 1990')}${suspended('b', 'start: 1995, end: 1997')}`,
      [],
    ],
  ],
  'count-falls': [
    [
      'a count that falls although no member left',
      `member_counts:\n${count('a', 'count: 9, date: 2010')}${count('b', 'count: 8, date: 2012')}`,
      ['b › count: 8 on 2012, after 9 on 2010'],
    ],
    [
      'a count that falls by more members than left',
      `members:\n${member('c', 'start: 1990, end: 2011')}member_counts:\n${count('a', 'count: 9, date: 2010')}${count('b', 'count: 7, date: 2012')}`,
      ['b › count: 7 on 2012, after 9 on 2010'],
    ],
    [
      'a count that falls because a member left',
      `members:\n${member('c', 'start: 1990, end: 2011')}member_counts:\n${count('a', 'count: 9, date: 2010')}${count('b', 'count: 8, date: 2012')}`,
      [],
    ],
    [
      'counts that may be of the same day',
      `member_counts:\n${count('a', 'count: 9, date: 2010')}${count('b', 'count: 8, date: 2010-07')}`,
      [],
    ],
    [
      'a count that is not exact',
      `member_counts:\n${count('a', 'count: 9, date: 2010')}${count('b', 'count: 8, qualifier: at_least, date: 2012')}`,
      [],
    ],
    [
      'counts of members whose roster is not stated to be complete',
      `member_counts:
  - { id: a, at: 5, category: associate_members, count: 9, date: 2010 }
  - { id: b, at: 5, category: associate_members, count: 8, date: 2012 }
`,
      [],
    ],
    [
      'a category that counts no role',
      `member_counts:
  - { id: a, at: 5, category: observers, count: 9, date: 2010 }
  - { id: b, at: 5, category: observers, count: 8, date: 2012 }
`,
      [],
    ],
  ],
  'roster-disagrees': [
    [
      'a count that the complete roster contradicts',
      `members:\n${member('a', 'start: 1990')}member_counts:\n${count('b', 'count: 8, date: 2012')}`,
      ['b › count: 8 on 2012, but the roster has 1 to 1'],
    ],
    [
      'a count that the complete roster has',
      `members:\n${member('a', 'start: 1990')}member_counts:\n${count('b', 'count: 1, date: 2012')}`,
      [],
    ],
    [
      'a count of a role of which the roster is not stated to be complete',
      'member_counts:\n  - { id: b, at: 5, category: associate_members, count: 8, date: 2012 }\n',
      [],
    ],
  ],
  'overlapping-terms': [
    [
      'two terms of one person in one post at the same time',
      `${PEOPLE}${councillor('ann-first', 'ann', 'start: 2000, end: 2010')}${councillor('ann-second', 'ann', 'start: 2005, end: 2015')}`,
      ['ann-second › start: overlaps ann-first, a term of the same person in the same post'],
    ],
    [
      'terms of two people in a post of several, and later ones of the same person',
      `${PEOPLE}${councillor('ann-first', 'ann', 'start: 2000, end: 2010')}${councillor('ann-later', 'ann', 'start: 2012')}${councillor('bob-term', 'bob', 'start: 2005, end: 2015')}`,
      [],
    ],
  ],
  'gap-between-terms': [
    [
      'days without a head',
      `${PEOPLE}${director('x', 'ann', 'start: 2000, end: 2010-03-01')}${director('y', 'bob', 'start: 2011-01-01')}`,
      ['x › end: ended by 2010-03-01, but y began on 2011-01-01 at the earliest'],
    ],
    [
      'days without a head after an acting one',
      `${PEOPLE}${director('x', 'ann', 'start: 2000, end: 2010-03-01')}${director('y', 'bob', 'acting: true, start: 2010-03-02, end: 2010-06-30')}${director('z', 'ann', 'start: 2011-01-01')}`,
      ['y › end: ended by 2010-06-30, but z began on 2011-01-01 at the earliest'],
    ],
    [
      'an acting term until the next head',
      `${PEOPLE}${director('x', 'ann', 'start: 2000, end: 2010-03-01')}${director('y', 'bob', 'acting: true, start: 2010-03-02, end: 2010-12-31')}${director('z', 'ann', 'start: 2011-01-01')}`,
      [],
    ],
    [
      'an acting term that ended during that of the head',
      `${PEOPLE}${director('x', 'ann', 'start: 2000, end: 2010-12-31')}${director('y', 'bob', 'acting: true, start: 2005, end: 2006')}${director('z', 'bob', 'start: 2011-01-01')}`,
      [],
    ],
    [
      'a head that began in the year in which the last one ended',
      `${PEOPLE}${director('x', 'ann', 'start: 2000, end: 2010')}${director('y', 'bob', 'start: 2011')}`,
      [],
    ],
    [
      'days without a holder of a post of several',
      `${PEOPLE}${councillor('x', 'ann', 'start: 2000, end: 2010')}${councillor('y', 'bob', 'start: 2015')}`,
      [],
    ],
  ],
  votes: [
    [
      'more votes in the General Assembly than it has members',
      'compacts:\n  - { id: c, at: 6, title: C, kind: compact, resolution: A/RES/73/195, votes_for: 190, votes_against: 3, abstentions: 1 }\n',
      ['c › votes_for: 190 for, 3 against and 1 abstentions are more than 193'],
    ],
    [
      'as many votes as members',
      'compacts:\n  - { id: c, at: 6, title: C, kind: compact, resolution: A/RES/73/195, votes_for: 190, votes_against: 3 }\n',
      [],
    ],
    [
      'more votes elsewhere',
      'compacts:\n  - { id: c, at: 6, title: C, kind: compact, votes_for: 211 }\n',
      [],
    ],
  ],
  'funding-total': [
    [
      'a total that is not the sum of its parts',
      `funding:
  - { id: t, at: 6, donor: D, kind: total, amount: 30, currency: USD, period: 2010/2011 }
  - { id: p, at: 6, donor: D, kind: commitment, amount: 10, currency: USD, period: 2010 }
  - { id: q, at: 6, donor: D, kind: commitment, amount: 15, currency: USD, period: 2011 }
`,
      ['t › amount: 30, but the sum of its parts is 25'],
    ],
    [
      'a total beside parts in another currency and of another time',
      `funding:
  - { id: t, at: 6, donor: D, kind: total, amount: 10, currency: USD, period: 2010/2011 }
  - { id: p, at: 6, donor: D, kind: commitment, amount: 10, currency: USD, period: 2010 }
  - { id: q, at: 6, donor: D, kind: commitment, amount: 15, currency: CHF, period: 2011 }
  - { id: r, at: 6, donor: D, kind: commitment, amount: 15, currency: USD, period: 2012 }
`,
      [],
    ],
  ],
  'inverse-relation': [
    [
      'a relation that the other organization has on another day',
      `relations:
  - { id: a, at: 8, other: Zenith, other_organization: zenith, kind: successor, start: 1990 }
  - { id: b, at: 8, organization: zenith, other: Acme, other_organization: acme, kind: predecessor, start: 1991 }
`,
      ['b › start: differs from a, the same relation seen from the other organization'],
    ],
    [
      'a relation that the other organization has with another end',
      `relations:
  - { id: a, at: 8, other: Zenith, other_organization: zenith, kind: partner, start: 1990, end: 1995 }
  - { id: b, at: 8, organization: zenith, other: Acme, other_organization: acme, kind: partner, start: 1990, end: 1999 }
`,
      ['b › end: differs from a, the same relation seen from the other organization'],
    ],
    [
      'the same day, less exact',
      `relations:
  - { id: a, at: 8, other: Zenith, other_organization: zenith, kind: successor, start: 1990 }
  - { id: b, at: 8, organization: zenith, other: Acme, other_organization: acme, kind: predecessor, start: 1990-05-01 }
`,
      [],
    ],
    [
      'one of two relations that the other organization has, too',
      `relations:
  - { id: a, at: 8, other: Zenith, other_organization: zenith, kind: member_of, start: 1990, end: 1995 }
  - { id: c, at: 8, other: Zenith, other_organization: zenith, kind: member_of, start: 2000, end: 2005 }
  - { id: b, at: 8, organization: zenith, other: Acme, other_organization: acme, kind: has_member, start: 2000, end: 2005 }
`,
      [],
    ],
  ],
  'near-id': [
    [
      'two people with one name and almost the same id',
      'people:\n  - { id: ann-archer, at: 3, name: Ann Archer }\n  - { id: ann-archr, at: 3, name: Ann Archer }\n',
      ['ann-archr: resembles ann-archer, the id of a record with the same values'],
    ],
    [
      'two organizations with one name and almost the same id',
      zenit('Zenith'),
      ['zenith: resembles zenit, the id of a record with the same values'],
    ],
    ['two organizations with two names and almost the same id', zenit('Zenit'), []],
    [
      'two periods of one member with numbers in their ids',
      `members:\n${member('acme-chad-1', 'start: 1990, end: 2000')}${member('acme-chad-2', 'start: 2005')}`,
      [],
    ],
    [
      'offices in two countries',
      'locations:\n  - { id: acme-office-ml, at: 3, kind: country_office, country: ML }\n  - { id: acme-office-ne, at: 3, kind: country_office, country: NE }\n',
      [],
    ],
  ],
  'near-duplicate': [
    [
      'two people with almost the same name',
      'people:\n  - { id: ann, at: 3, name: Ann Archer }\n  - { id: anne, at: 3, name: Anne Archer }\n',
      ['anne › name: resembles the name of ann: Ann Archer'],
    ],
    [
      'two posts of one organization with almost the same title',
      `${SECOND}posts:\n  - { id: acme-managing-director, at: 1, rank: chair, holders: one, title: Directors }\n`,
      ['acme-managing-director › title: resembles the title of acme-director: Director'],
    ],
    [
      'two organizations with almost the same name',
      zenit('Zenit'),
      ['zenith-name › name: resembles the name of other-name: Zenit'],
    ],
    [
      'two names that one organization had',
      'names:\n  - { id: a, at: 3, name: Acme League, language: en, start: 1960 }\n  - { id: b, at: 3, name: Acme Leagues, language: en, start: 1970 }\n',
      [],
    ],
    [
      'names that differ in a number',
      'bodies:\n  - { id: a, at: 3, name: Unit 1 }\n  - { id: b, at: 3, name: Unit 2 }\n',
      [],
    ],
    [
      'bodies of two organizations',
      'bodies:\n  - { id: a, at: 3, name: Council }\n  - { id: b, at: 3, organization: zenith, name: Counsil }\n',
      [],
    ],
  ],
  'gap-filled': [
    [
      'a gap about a day that every record has',
      `${PEOPLE}${director('first', 'ann', 'start: 2001-02-03')}${gap('leadership', 'start')}`,
      [
        'acme-gap › field: every record of leadership has an exact day in start now; remove the gap',
      ],
    ],
    [
      'a gap about a field that the collection does not have',
      gap('leadership', 'portfolio'),
      ['acme-gap › field: leadership has no field portfolio'],
    ],
    [
      'a gap about a day of which the year is known',
      `${PEOPLE}${director('first', 'ann', 'start: 2001')}${gap('leadership', 'start')}`,
      [],
    ],
    [
      'a gap about records that are missing',
      `${PEOPLE}${director('first', 'ann', 'start: 2001')}${gap('leadership', 'person')}`,
      [],
    ],
  ],
  'unused-person': [
    [
      'a person to whom no record refers',
      'people:\n  - { id: ann, at: 3, name: Ann Archer }\n',
      ['ann: has neither a term nor an identifier'],
    ],
    [
      'a person with an identifier, and one with a term',
      `${PEOPLE}${director('x', 'ann', 'start: 2000')}identifiers:\n  - { id: bob-wikidata, at: 3, person: bob, scheme: wikidata, value: Q42 }\n`,
      [],
    ],
  ],
  'unused-source': [
    ['a source without a claim', SECOND, ['second: has no claim that counts']],
    [
      'a source of which all claims were set aside',
      `${SECOND}organizations:\n  - { id: acme, at: 1, founded: 1950, set_aside: a misprint }\n`,
      ['second: has no claim that counts'],
    ],
    [
      'a source with a claim',
      `${SECOND}organizations:\n  - { id: acme, at: 1, founded: 1950 }\n`,
      [],
    ],
  ],
  'reference-only': [
    [
      'records of which a reference is the only source',
      '',
      ['paper: is the only source of acme, acme-councillor, acme-director, zenith'],
      HEAD.replace('kind: official', 'kind: reference'),
    ],
    [
      'a record of which the claim of the other source was set aside',
      `${document('id: wiki, title: Wiki, kind: reference, published: 2021, published_basis: stated')}milestones:
  - { id: m, at: 1, title: Moves, date: 1960 }
${SECOND}milestones:
  - { id: m, at: 1, date: 1961, set_aside: a misprint }
`,
      ['wiki: is the only source of m'],
    ],
    [
      'a record that another source confirms',
      `${document('id: wiki, title: Wiki, kind: reference, published: 2021, published_basis: stated')}milestones:
  - { id: m, at: 1, title: Moves, date: 1960 }
${SECOND}milestones:
  - { id: m, at: 1, date: 1960 }
`,
      [],
    ],
  ],
  'undated-only': [
    [
      'a record that rests on a source without a last day',
      `${document(UNDATED)}milestones:\n  - { id: m, at: 1, title: Moves, date: 1960 }\n`,
      ['page: has no last day of publication, and 1 record needs it: m'],
    ],
    [
      'records of which dated sources do not state all that they need',
      `${document(UNDATED)}milestones:
  - { id: m, at: 1, title: Moves, date: 1960 }
  - { id: n, at: 1, title: Returns, date: 1970 }
${SECOND}milestones:
  - { id: m, at: 1, title: Moves }
`,
      ['page: has no last day of publication, and 2 records need it, such as m'],
    ],
    [
      'a derived source with values of a source without a last day',
      `${document(UNDATED)}organizations:
  - { id: acme, at: 1, website: "https://acme.test" }
${document('id: sums, title: Sums, publisher: orgfacts, kind: official, rests_on: [page, paper]')}milestones:
  - { id: m, at: 1, title: Moves, date: 1960 }
`,
      ['sums: has no last day of publication, and 1 record needs it: m'],
    ],
    [
      'a record that a dated source states, too',
      `${document(UNDATED)}milestones:
  - { id: m, at: 1, title: Moves, date: 1960 }
${SECOND}milestones:
  - { id: m, at: 1, title: Moves, date: 1960 }
`,
      [],
    ],
    [
      'a field that no record needs',
      `${document(UNDATED)}organizations:\n  - { id: acme, at: 1, website: "https://acme.test" }\n`,
      [],
    ],
  ],
  'beyond-its-time': [
    [
      'a date more than two years after its source',
      'milestones:\n  - { id: m, at: 7, title: Moves, date: 2022-06-02 }\n',
      [
        'm › date: 2022-06-02 is more than two years after 2020-06-01, the day from which paper is known',
      ],
    ],
    [
      'a count on the day after its source',
      `member_counts:\n${count('b', 'count: 8, date: 2020-06-02')}`,
      ['b › date: 2020-06-02 is after 2020-06-01, the day from which paper is known'],
    ],
    [
      'an attestation on the day after its source',
      `members:\n${member('a', 'attested: 2020-06-02')}`,
      ['a › attested: 2020-06-02 is after 2020-06-01, the day from which paper is known'],
    ],
    [
      'a term that its source announces',
      `${PEOPLE}${director('x', 'ann', 'elected: 2020-05, start: 2021, end: 2022-06-01')}${director('y', 'bob', 'start: 2010')}`,
      [],
    ],
    [
      'a year in which its source appeared',
      `member_counts:\n${count('b', 'count: 8, date: 2020')}`,
      [],
    ],
  ],
}

describe.each(dataChecks.map(({ name }) => name))('the data check %s', (name) => {
  const own = examples[name] ?? []
  const prefix = new RegExp(`^\\d+: (.+?): ${name}: `)
  const findings = (body: string, head?: string) =>
    findingsIn(body, head)
      .filter((finding) => prefix.test(finding))
      .map((finding) => finding.replace(prefix, '$1: '))

  it.each(own.filter(([, , expected]) => expected.length > 0))(
    'finds %s',
    (_, body, expected, head) => {
      expect(findings(body, head)).toEqual(expected)
    },
  )

  it.each(own.filter(([, , expected]) => expected.length === 0))('accepts %s', (_, body) => {
    expect(findings(body)).toEqual([])
  })

  it('has an example that it finds and one that it accepts', () => {
    const kinds = own.map(([, , expected]) => expected.length > 0)
    expect([...new Set(kinds)].sort()).toEqual([false, true])
  })
})
