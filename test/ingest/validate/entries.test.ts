import { describe, expect, it } from 'vitest'
import { seedErrors, VALID } from '../../support/broken-seed.ts'

const errorsAfter = (from: string, to: string) => seedErrors({ 'a.yaml': VALID.replace(from, to) })

it('reports nothing when a seed file is valid', () => {
  expect(seedErrors({ 'a.yaml': VALID })).toBe('')
})

describe('an error has its position, subject, value, reason and remedy', () => {
  it.each([
    [
      'the syntax of YAML is invalid',
      'start: 2018-10 }',
      'start: 2018-10',
      'seed/a.yaml:25:1: invalid YAML: ',
    ],
    [
      'a key is there twice',
      'start: 2018-10',
      'start: 2018-10, start: 2018-11',
      'seed/a.yaml:24:91: duplicate key; remove one',
    ],
    [
      'a section is unknown',
      'people:',
      'peeple:',
      'seed/a.yaml:19:1: unknown section "peeple"; expected source, about, organizations,',
    ],
    ['a section is misspelled', 'people:', 'peeple:', '; did you mean people?'],
    [
      'a field is unknown',
      'start: 2018-10',
      'starts: 2018-10',
      'seed/a.yaml:24:75: leadership › iom-head-lovelace › starts: unknown field; expected id, at,',
    ],
    ['a field is misspelled', 'start: 2018-10', 'starts: 2018-10', '; did you mean start?'],
    [
      'a value has the wrong type',
      'count: 173',
      'count: many',
      'seed/a.yaml:26:62: member_counts › iom-states › count: invalid value "many"; expected a whole number from 0, without separators',
    ],
    [
      'a value is a list',
      'count: 173',
      'count: [173]',
      'member_counts › iom-states › count: invalid value ["173"]; expected a single value',
    ],
    [
      'a date is a season',
      '2018-10',
      '2018-21',
      'leadership › iom-head-lovelace › start: invalid value "2018-21": seasons are not supported; write an interval of months; expected a year (1951), month (1951-12)',
    ],
    [
      'a day is not in the calendar',
      '2018-10',
      '2019-02-30',
      `invalid value "2019-02-30": '2019-02-30' is not a calendar date; expected a year (1951),`,
    ],
    [
      'a country code is in lower case',
      'country: CH',
      'country: ch',
      'locations › iom-seat › country: invalid value "ch"; expected an ISO 3166-1 alpha-2 code such as CH, XK (Kosovo), or the ISO 3166-3 code of a state that ended, such as SUHH; did you mean CH?',
    ],
    [
      'a country code is not in ISO 3166',
      'country: CH',
      'country: UK',
      'invalid value "UK"; expected an ISO 3166-1 alpha-2 code such as CH, XK (Kosovo), or the ISO 3166-3 code of a state that ended, such as SUHH; did you mean GB?',
    ],
    [
      'lines are in the wrong order',
      'at: 4,',
      'at: 9-3,',
      'member_counts › iom-states › at: invalid value "9-3"; expected a line from 1 (4), lines in order (23-24), or words',
    ],
    ['a line is 0', 'at: 4,', 'at: 0,', 'expected a line from 1 (4)'],
    [
      'a reason is not in words',
      'start: 2018-10',
      'start: 2018-10, set_aside: true',
      'leadership › iom-head-lovelace › set_aside: invalid value "true"; expected the reason, in words',
    ],
    [
      'a value has a YAML tag',
      'name: Ada Lovelace',
      'name: !name Ada Lovelace',
      'invalid YAML: Unresolved tag: !name',
    ],
    [
      'one of a few values is misspelled',
      'holders: one',
      'holders: two',
      'seed/a.yaml:22:49: posts › iom-head › holders: invalid value "two"; expected one, several',
    ],
    [
      'a code has another form',
      'rank: head',
      'rank: Head',
      'posts › iom-head › rank: invalid value "Head"; expected a code in lower-case letters, digits and underscores',
    ],
    [
      'a reference is misspelled',
      'person: ada-lovelace',
      'person: ada-lovelase',
      'leadership › iom-head-lovelace › person: no record of people has the id ada-lovelase; did you mean ada-lovelace?',
    ],
    [
      'a reference resembles no id',
      'person: ada-lovelace',
      'person: somebody-else-entirely',
      'no record of people has the id somebody-else-entirely; use the id of a record in a seed file',
    ],
    [
      'a reference is to a record of another collection',
      'person: ada-lovelace',
      'person: iom',
      'iom is a record of organizations, not of people',
    ],
    [
      'a place is missing',
      'at: 3, name',
      'name',
      'seed/a.yaml:20:5: people › ada-lovelace › at: missing; state a line (4, 23-24) or a place in words',
    ],
    [
      'an id is missing',
      'id: ada-lovelace, at: 3, name',
      'at: 3, name',
      'people › id: missing; every entry names its record',
    ],
    [
      'an entry states no field',
      'at: 3, name: Ada Lovelace',
      'at: 3',
      'people › ada-lovelace: states no field; expected one of name',
    ],
    [
      'a field has no value',
      'name: Ada Lovelace',
      'name: null',
      'people › ada-lovelace › name: no value; leave the field out, or give it one',
    ],
    [
      'a text has a direction character',
      'name: Ada Lovelace',
      'name: "Ada\\u202eLovelace"',
      'control and direction characters are not allowed',
    ],
    [
      'a value is an alias',
      'name: Ada Lovelace',
      'name: *anchor',
      'aliases are not supported; repeat the value',
    ],
    [
      'two collections have a record with one id',
      'id: iom-states',
      'id: ada-lovelace',
      'member_counts › ada-lovelace: people has a record with this id already; choose another',
    ],
    [
      'a record is incomplete',
      ', person: ada-lovelace',
      '',
      'seed/a.yaml:24:43: leadership › iom-head-lovelace: incomplete record: no seed file states person; state it in a seed file',
    ],
  ])('when %s', (_, from, to, expected) => {
    expect(errorsAfter(from, to)).toContain(expected)
  })
})
