import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { resourceTypes } from '../../../src/domain/resources/index.ts'
import { SeedError } from '../../../src/ingest/diagnostics.ts'
import { passageStates } from '../../../src/ingest/verify/text-match.ts'
import { verifySeed } from '../../../src/ingest/verify/verify.ts'
import { temporaryFolder } from '../../support/app.ts'

const TEXT = `The Widget League
It was founded on 19 October 1953 and has 173 member states.
Its Director General, Mr. António Vitorino, asked for $73.2 million on Tuesday.
Edited 2020
`
const ACCOUNT = `source:
  id: page
  title: A page
  kind: press
  published: 2020
  published_basis: stated
  sha256: ${createHash('sha256').update(TEXT).digest('hex')}
about: league
organizations:
  - { id: league, at: 1, name: The Widget League }
  - { id: league, at: 2, founded: 1953-10-19 }
people:
  - { id: antonio-vitorino, at: 3, name: António Vitorino }
member_counts:
  - { id: league-states, at: 2, category: member_states, count: 173, date: published }
appeals:
  - { id: league-appeal, at: 3, title: An appeal, amount: 73200000, currency: USD }
  - { id: league-appeal, at: 3, date: 2020-01-07, note: the first Tuesday of the year }
`

function verified(account: string, text = TEXT) {
  return verifySeed(temporaryFolder({ 'a.yaml': account }), temporaryFolder({ 'text.txt': text }), resourceTypes)
}

function mismatch(from: string, to: string, text = TEXT): string[] {
  const { mismatches } = verified(ACCOUNT.replace(from, to), text)
  return mismatches.map(({ place, about, message }) => `${place.line} ${about?.field}: ${message}`)
}

describe('verification', () => {
  it('finds every stated value in the line it names, and counts what was inferred apart', () => {
    const { sources, mismatches } = verified(ACCOUNT)
    expect(mismatches).toEqual([])
    expect(sources).toEqual([{ id: 'page', stated: 5, inferred: 1, other: 7, text: true }])
  })

  it('finds a wrong line', () => {
    expect(mismatch('at: 2, founded', 'at: 3, founded')).toEqual([
      '11 founded: line 3 does not say "1953-10-19"; mend the value or the line, or say in a note how it was reckoned',
    ])
  })

  it('finds a wrong figure', () => {
    expect(mismatch('count: 173', 'count: 17')).toEqual([
      '15 count: line 2 does not say 17; mend the value or the line, or say in a note how it was reckoned',
    ])
  })

  it('finds a misspelled name', () => {
    expect(mismatch('António Vitorino', 'António Vitrino')).toEqual([
      '13 name: line 3 does not say "António Vitrino"; mend the value or the line, or say in a note how it was reckoned',
    ])
  })

  it('finds a line that the text does not have', () => {
    expect(mismatch('at: 1,', 'at: 40,')).toEqual([
      '10 name: the text has no line 40; it has 5 lines',
    ])
  })

  it('finds a name of which only the initials are there', () => {
    expect(mismatch('name: The Widget League', 'name: Very Mr Important')).toHaveLength(1)
  })

  it('finds a date of the document that it does not state', () => {
    expect(mismatch('published: 2020', 'published: 2021')).toEqual([
      '2 published: the text does not state "2021"; mend it, or say in a note how it was inferred',
    ])
  })

  it('finds that a text has changed', () => {
    expect(mismatch('', '', TEXT.replace('173', '174'))[0]).toMatch(
      /^2 sha256: no text in .* has this SHA-256; the text has changed, or is not there$/,
    )
  })

  it('refuses broken accounts as the loader does', () => {
    expect(() => verified(ACCOUNT.replace('count: 173', 'count: many'))).toThrow(SeedError)
  })
})

describe('a passage states', () => {
  it.each([
    ['count', 8, 'a further eight having observer status'],
    ['count', 1, 'meets once every year'],
    ['count', 2, 'meets twice a year'],
    ['count', 110, 'to Open 110th Council Session'],
    ['count', 5400, 'a staff of 5,400 staff'],
    ['count', 480, 'more than 480 Country Offices'],
    ['count', 73_200_000, 'from $30 million to $73.2 million.'],
    ['count', 25_000_000, 'in the amount of 25 mio. DKK a year'],
    ['count', 1_000_000_000, 'a budget of about USD one billion'],
    ['count', 1_000_000, 'almost a million migrants'],
    ['date', '2019-11-26', 'opened in Geneva today (26/11).'],
    ['date', '2016-09-19', 'On September 19, 2016 the'],
    ['date', '1953-10-19', 'adopted on 19 October 1953 and'],
    ['date', '2008-06-18', 'On  June 18, 2008, Ambassador'],
    ['date', '2025-01-10', '10-01-2025'],
    ['date', '1951-12', 'established in December 1951'],
    ['date', '2018-12-10/2018-12-11', 'on 10 – 11 December 2018 in Marrakech'],
    ['period', '1950/1959', 'migrants during the 1950s.'],
    ['period', '2018/..', 'In 2018 Denmark started'],
    ['url', 'https://www.iom.int', 'please see www.iom.int'],
    ['text', 'Council', 'the annual IOM Council Session'],
  ] as const)('%s %s in “%s”', (form, value, passage) => {
    expect(passageStates(passage, form, value)).toBe(true)
  })

  it('another organization by its initials, where that will do', () => {
    expect(passageStates('a UN-related organization', 'text', 'United Nations', true)).toBe(true)
    expect(passageStates('a UN-related organization', 'text', 'United Nations')).toBe(false)
  })

  it.each([
    ['count', 17, '173 states'],
    ['count', 73, '173 states'],
    ['count', 400, 'a staff of 5,400'],
    ['count', 5, 'a staff of 5,400'],
    ['count', 73_000_000, '$73.2 million'],
    ['date', '2019-11-26', '26 December 2019'],
    ['date', '1951-12', 'in 1951'],
    ['text', 'Vitrino', 'Mr. António Vitorino'],
    ['text', 'Rome', 'Romeo'],
  ] as const)('not %s %s in “%s”', (form, value, passage) => {
    expect(passageStates(passage, form, value)).toBe(false)
  })
})
