import { describe, expect, it } from 'vitest'
import { GOOD, wrong } from '../../support/broken-seed.ts'

const change = (from: string, to: string) => wrong({ 'a.yaml': GOOD.replace(from, to) })

it('an account that is right is wrong in nothing', () => {
  expect(wrong({ 'a.yaml': GOOD })).toBe('')
})

describe('a problem is told with file, line and column, what it is about, and the remedy:', () => {
  it.each([
    ['YAML syntax', 'start: 2018-10 }', 'start: 2018-10', 'seed/a.yaml:14:1: not YAML: '],
    [
      'a duplicate key',
      'start: 2018-10',
      'start: 2018-10, start: 2018-11',
      'seed/a.yaml:13:99: the same key twice',
    ],
    [
      'an unknown section',
      'people:',
      'peeple:',
      'seed/a.yaml:10:1: unknown section "peeple"; allowed: source, about, organizations,',
    ],
    ['the likely section', 'people:', 'peeple:', '(did you mean people?)'],
    [
      'an unknown field',
      'start: 2018-10',
      'starts: 2018-10',
      'seed/a.yaml:13:83: leadership › iom-head-lovelace › starts: unknown field; allowed: id, at,',
    ],
    ['the likely field', 'start: 2018-10', 'starts: 2018-10', '(did you mean start?)'],
    [
      'a wrong type',
      'count: 173',
      'count: many',
      'seed/a.yaml:15:62: member_counts › iom-states › count: found "many"; allowed: a whole number from 0, without separators',
    ],
    [
      'a list for a value',
      'count: 173',
      'count: [173]',
      'member_counts › iom-states › count: found ["173"]; allowed: a single value',
    ],
    [
      'a bad date',
      '2018-10',
      '2018-21',
      'leadership › iom-head-lovelace › start: found "2018-21"; allowed: a year (1951), month (1951-12)',
    ],
    ['why a date is bad', '2018-10', '2018-21', 'seasons are not taken'],
    ['a day that is not', '2018-10', '2019-02-30', 'no such day in the calendar'],
    [
      'a code in lower case',
      'headquarters_country: CH',
      'headquarters_country: ch',
      'found "ch"; allowed: an ISO 3166-1 alpha-2 code such as CH',
    ],
    [
      'lines in the wrong order',
      'at: 4,',
      'at: 9-3,',
      'member_counts › iom-states › at: found "9-3"; allowed: a line from 1 (4), lines in order (23-24), or words',
    ],
    ['the line 0', 'at: 4,', 'at: 0,', 'allowed: a line from 1 (4)'],
    [
      'a reason that is none',
      'start: 2018-10',
      'start: 2018-10, set_aside: true',
      'leadership › iom-head-lovelace › set_aside: found "true"; allowed: the reason, in words',
    ],
    [
      'a source that is called like a day',
      'id: mission-2020',
      'id: 2020-05-31',
      'source › 2020-05-31 › id: found "2020-05-31", which is a date',
    ],
    [
      'a language that is no code',
      '  title:',
      '  language: Klingon\n  title:',
      'source › mission-2020 › language: found "Klingon"; allowed: an ISO 639-1 code such as en',
    ],
    [
      'a document read before it spoke',
      '2020-05\n',
      '2020-05/..\n  read: 1999-01-01\n',
      'source › mission-2020 › read: found "1999-01-01", which is before `published` begins',
    ],
    [
      'a tag of YAML',
      'name: Ada Lovelace',
      'name: !name Ada Lovelace',
      'not YAML: Unresolved tag: !name',
    ],
    [
      'a bad country',
      'headquarters_country: CH',
      'headquarters_country: UK',
      'found "UK"; allowed: an ISO 3166-1 alpha-2 code such as CH',
    ],
    [
      'a code that is not one of ours',
      'post: director_general',
      'post: directorgeneral',
      'allowed: director, director_general, deputy_director_general (did you mean director_general?)',
    ],
    [
      'a reference to nothing',
      'person: ada-lovelace',
      'person: ada-lovelase',
      'leadership › iom-head-lovelace › person: no record of people has the id ada-lovelase; did you mean ada-lovelace?',
    ],
    [
      'a reference to another collection',
      'person: ada-lovelace',
      'person: iom',
      'iom is one of organizations, not of people',
    ],
    [
      'a missing place',
      'at: 3, name',
      'name',
      'seed/a.yaml:11:5: people › ada-lovelace › at: missing; a line (4, 23-24) or a place in words',
    ],
    [
      'a missing id',
      'id: ada-lovelace, at: 3, name',
      'at: 3, name',
      'people › id: missing; every entry names its record',
    ],
    [
      'an entry that states nothing',
      'at: 3, name: Ada Lovelace',
      'at: 3',
      'people › ada-lovelace: states nothing; allowed fields: name',
    ],
    [
      'no value',
      'name: Ada Lovelace',
      'name: null',
      'people › ada-lovelace › name: no value; leave the field out, or write one',
    ],
    [
      'a control character',
      'name: Ada Lovelace',
      'name: "Ada\\u202eLovelace"',
      'control and direction characters are not taken',
    ],
    [
      'a missing source',
      'source:',
      'sauce:',
      'source: no source; an account begins with `source:`',
    ],
    [
      'a missing field of the source',
      '  title: A page\n',
      '',
      'source › mission-2020 › title: missing; every source has one',
    ],
    [
      'an open date that was never read',
      '2020-05',
      '2020-05/..',
      'source › mission-2020 › read: missing; where `published` has no last day, say when it was read',
    ],
    [
      'an inferred date without a reason',
      'basis: stated',
      'basis: inferred',
      'source › mission-2020 › note: missing; where `published` is inferred, say how',
    ],
    [
      'a sha256 that is none',
      '  title:',
      '  sha256: abc\n  title:',
      'source › mission-2020 › sha256: found "abc"; allowed: 64 hexadecimal digits',
    ],
    ['an alias', 'name: Ada Lovelace', 'name: *anchor', 'aliases are not taken; write it out'],
    [
      'one id for two collections',
      'id: iom-states',
      'id: ada-lovelace',
      'member_counts › ada-lovelace: this id is already one of people; choose another',
    ],
    [
      'an incomplete record',
      ', person: ada-lovelace',
      '',
      'seed/a.yaml:13:5: leadership › iom-head-lovelace: incomplete: no account states person; state them in an account',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(change(from, to)).toContain(expected)
  })
})
