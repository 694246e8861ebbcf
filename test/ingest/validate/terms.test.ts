import { describe, expect, it } from 'vitest'
import { OTHER_SOURCE, seedErrors, VALID } from '../../support/broken-seed.ts'

/** The only term of VALID is that of Ada Lovelace from 2018-10, in a post of one holder. */
function errorsWith(first: string, second: string, from = '', to = ''): string {
  const seed = VALID.replace('start: 2018-10', first)
    .replace('people:', 'people:\n  - { id: ben, at: 4, name: Ben }')
    .replace(
      'member_counts:',
      `  - { id: iom-head-ben, at: 5, post: iom-head, person: ben, ${second} }\nmember_counts:`,
    )
    .replace(from, to)
  return seedErrors({ 'a.yaml': seed })
}

describe('two terms in a post of one holder', () => {
  const dates = ['start: 2018-10, attested: 2021', 'start: 2019, attested: 2020'] as const

  it('are an error when they certainly overlap, at the start of the later one', () => {
    expect(errorsWith(...dates)).toBe(
      'seed/a.yaml:26:68: leadership › iom-head-ben › start: begins before iom-head-lovelace ends, and iom-head has one holder; set a date aside, or state `acting` or `holders: several`',
    )
  })

  it('are an error when the stated ends overlap, in any order', () => {
    expect(errorsWith('start: 2019, end: 2021', 'start: 2018, end: 2020')).toBe(
      'seed/a.yaml:25:82: leadership › iom-head-lovelace › start: begins before iom-head-ben ends, and iom-head has one holder; set a date aside, or state `acting` or `holders: several`',
    )
  })

  it.each([
    ['one of them is acting', dates[0], `${dates[1]}, acting: true`, '', ''],
    ['the post has several holders', ...dates, 'holders: one', 'holders: several'],
    ['they may follow one another', 'start: 2018', 'start: 2019', '', ''],
    [
      'one begins on the last day of the other',
      'start: 2018, end: 2019-01-01',
      'start: 2019-01-01',
      '',
      '',
    ],
    [
      'a date is set aside',
      'start: 2018-10 }\n  - { id: iom-head-lovelace, at: 9, attested: 2021, set_aside: another post',
      dates[1],
      '',
      '',
    ],
  ])('are valid when %s', (_, first, second, from, to) => {
    expect(errorsWith(first, second, from, to)).toBe('')
  })
})

describe('terms that replace one another in a circle', () => {
  it('are reported once, at the first of them', () => {
    expect(errorsWith('replaces: iom-head-ben', 'replaces: iom-head-lovelace')).toBe(
      'seed/a.yaml:26:71: leadership › iom-head-ben › replaces: "iom-head-lovelace" is a circle: iom-head-ben replaces iom-head-lovelace replaces iom-head-ben; remove one',
    )
  })

  it('are an error when a term replaces itself', () => {
    expect(errorsWith('replaces: iom-head-lovelace', 'start: 2020')).toBe(
      'seed/a.yaml:25:85: leadership › iom-head-lovelace › replaces: refers to itself; name another record',
    )
  })

  it('are valid as a chain', () => {
    expect(errorsWith('start: 2018', 'replaces: iom-head-lovelace')).toBe('')
  })
})

describe('a build reports', () => {
  const union = (section: string) => `${OTHER_SOURCE}about: union
organizations:
  - { id: union, at: 1, founded: 1945 }
${section}
`

  it('a term in a post of another organization than the one that the seed file is about', () => {
    const term = 'leadership:\n  - { id: t, at: 1, post: iom-head, person: ada-lovelace }'
    expect(seedErrors({ 'a.yaml': VALID, 'b.yaml': union(term) })).toBe(
      'seed/b.yaml:11:27: leadership › t › post: iom-head is a post of iom, not of union, which this seed file is about',
    )
  })

  it('a term that replaces one in another organization', () => {
    const term = `posts:
  - { id: union-head, at: 1, rank: head, holders: one, title: Head }
leadership:
  - { id: t, at: 1, post: union-head, person: ada-lovelace, replaces: iom-head-lovelace }`
    expect(seedErrors({ 'a.yaml': VALID, 'b.yaml': union(term) })).toBe(
      'seed/b.yaml:13:71: leadership › t › replaces: iom-head-lovelace is a record of iom, not of union',
    )
  })

  it('a post of a body of another organization', () => {
    const bodies = 'bodies:\n  - { id: union-council, at: 1, name: Council }'
    const seed = VALID.replace('holders: one', 'holders: one, body: union-council')
    expect(seedErrors({ 'a.yaml': seed, 'b.yaml': union(bodies) })).toBe(
      'seed/a.yaml:22:60: posts › iom-head › body: union-council is a record of union, not of iom',
    )
  })
})
