import { describe, expect, it } from 'vitest'
import { passageStates } from '../../../src/ingest/verify/text-match.ts'

describe('a passage states a value', () => {
  it.each([
    ['integer', 8, 'a further eight having observer status'],
    ['integer', 1, 'meets once every year'],
    ['integer', 2, 'meets twice a year'],
    ['integer', 110, 'to Open 110th Council Session'],
    ['integer', 5400, 'a staff of 5,400 staff'],
    ['integer', 480, 'more than 480 Country Offices'],
    ['integer', 73_200_000, 'from $30 million to $73.2 million.'],
    ['integer', 25_000_000, 'in the amount of 25 mio. DKK a year'],
    ['integer', 1_000_000_000, 'a budget of about USD one billion'],
    ['integer', 1_000_000, 'almost a million migrants'],
    ['integer', -1200, 'a result of -1,200'],
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
  ] as const)('when the %s %s is written as in “%s”', (type, value, passage) => {
    expect(passageStates(passage, type, value)).toBe(true)
  })

  it('when it has the initials of a name, and abbreviations are allowed', () => {
    const passage = 'a UN-related organization'
    expect(passageStates(passage, 'text', 'United Nations', true)).toBe(true)
    expect(passageStates(passage, 'text', 'United Nations')).toBe(false)
  })
})

describe('a passage does not state a value', () => {
  it.each([
    ['integer', 17, '173 states'],
    ['integer', 73, '173 states'],
    ['integer', 400, 'a staff of 5,400'],
    ['integer', 5, 'a staff of 5,400'],
    ['integer', 73_000_000, '$73.2 million'],
    ['date', '2019-11-26', '26 December 2019'],
    ['date', '1951-12', 'in 1951'],
    ['text', 'Vitrino', 'Mr. António Vitorino'],
    ['text', 'Rome', 'Romeo'],
  ] as const)('when the %s %s is compared with “%s”', (type, value, passage) => {
    expect(passageStates(passage, type, value)).toBe(false)
  })
})
