import { describe, expect, it } from 'vitest'
import { seedErrors, VALID } from '../../support/broken-seed.ts'

describe('an error in `source:` has its subject, value, reason and remedy', () => {
  it.each([
    [
      'the id of a source is a day',
      'id: mission-2020',
      'id: 2020-05-31',
      'source › 2020-05-31 › id: invalid value "2020-05-31": it must not be a date, because `known_at` takes dates and source ids',
    ],
    [
      'a language is not a code',
      '  title:',
      '  language: Klingon\n  title:',
      'source › mission-2020 › language: invalid value "Klingon"; expected a BCP 47 language tag such as en or zh-Hant, mul (several languages) or und (not known)',
    ],
    [
      'a document was read before it was published',
      '2020-05\n',
      '2020-05/..\n  read: 1999-01-01\n',
      'source › mission-2020 › read: invalid value "1999-01-01": it is before the first day of `published`',
    ],
    [
      'the day of reading is not exact',
      '2020-05\n',
      '2020-05\n  read: 2026-11\n',
      'source › mission-2020 › read: invalid value "2026-11"; expected one day, such as 2026-11-22',
    ],
    [
      'there is no source',
      'source:',
      'sauce:',
      'source: no source; a seed file begins with `source:`',
    ],
    [
      'a source has no title',
      '  title: A page\n',
      '',
      'source › mission-2020 › title: missing; every source has one',
    ],
    [
      'a document with an open date has no day of reading',
      '2020-05',
      '2020-05/..',
      'source › mission-2020 › read: missing; if `published` has no last day, state when the document was read',
    ],
    [
      'an inferred date has no explanation',
      'basis: stated',
      'basis: inferred',
      'source › mission-2020 › note: missing; if `published` is inferred, explain how',
    ],
    [
      'a sha256 is too short',
      '  title:',
      '  sha256: abc\n  title:',
      'source › mission-2020 › sha256: invalid value "abc"; expected 64 hexadecimal digits',
    ],
    [
      'a document has no date',
      '  published: 2020-05\n',
      '',
      'seed/a.yaml:7:3: source › mission-2020 › published: missing; every document has one',
    ],
    [
      'a document does not say whether it states its date',
      '  published_basis: stated\n',
      '',
      'source › mission-2020 › published_basis: missing; state whether the document states its date',
    ],
    [
      'an address of an archived copy is none',
      '  title:',
      '  archived_url: archive\n  title:',
      'seed/a.yaml:8:17: source › mission-2020 › archived_url: invalid value "archive"; expected an http or https address',
    ],
    [
      'a source has no id',
      '  id: mission-2020\n',
      '',
      'seed/a.yaml:7:3: source › id: missing; give the source an id',
    ],
    [
      'the source is a list',
      VALID,
      'source: [a]\n',
      'seed/a.yaml:1:9: source: no source; a seed file begins with `source:` and its fields',
    ],
  ])('when %s', (_, from, to, expected) => {
    expect(seedErrors({ 'a.yaml': VALID.replace(from, to) })).toContain(expected)
  })

  it('hides no error of the sections', () => {
    const twoErrors = VALID.replace('  title: A page\n', '').replace('country: CH', 'country: ch')
    const lines = seedErrors({ 'a.yaml': twoErrors }).split('\n')
    expect(lines).toEqual([
      expect.stringContaining('source › mission-2020 › title: missing'),
      expect.stringContaining('locations › iom-seat › country: invalid value "ch"'),
    ])
  })
})
