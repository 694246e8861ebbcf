import { describe, expect, it } from 'vitest'
import { dateAfter, dateText, periodText } from '../../src/pages/common/dates.ts'

describe('dateText', () => {
  it.each([
    ['1951', '1951'],
    ['1951-12', 'December 1951'],
    ['1951-12-05', '5 December 1951'],
    ['195X', '1950s'],
    ['19XX', '1900–1999'],
    ['1951-12-XX', 'December 1951'],
    ['1951-XX', '1951'],
    ['1951-XX-XX', '1951'],
    ['../1954-12-12', '12 December 1954 or earlier'],
    ['2019-11-26/..', '26 November 2019 or later'],
    ['1993/1995', 'between 1993 and 1995'],
    ['2017-11-27/2017-11-28', 'between 27 and 28 November 2017'],
    ['2017-11-27/2017-12-01', 'between 27 November and 1 December 2017'],
    ['2017-12-27/2018-01-02', 'between 27 December 2017 and 2 January 2018'],
    ['2009-06-29/2010-08', 'between 29 June 2009 and August 2010'],
  ])('writes %s as “%s”', (edtf, text) => {
    expect(dateText(edtf)).toBe(text)
  })
})

describe('periodText', () => {
  it.each([
    ['2020', '2020'],
    ['2020-01-01/2020-12-31', '1 January to 31 December 2020'],
    ['1950/1959', '1950 to 1959'],
    ['2018/..', 'from 2018'],
    ['../2018', 'until 2018'],
  ])('writes %s as “%s”', (edtf, text) => {
    expect(periodText(edtf)).toBe(text)
  })
})

describe('dateAfter', () => {
  it.each([
    ['since', '2023-10-01', 'since 1 October 2023'],
    ['since', '2024-04-29/..', 'since 29 April 2024 at the earliest'],
    ['until', '../1962', 'until 1962 at the latest'],
    ['since', '1951/1954', 'since some day between 1951 and 1954'],
  ] as const)('writes %s %s as “%s”', (word, edtf, text) => {
    expect(dateAfter(word, edtf)).toBe(text)
  })
})
