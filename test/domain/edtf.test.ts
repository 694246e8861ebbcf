import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closeInterval, dayCount, edtfBounds, isInside } from '../../src/domain/edtf.ts'

describe('a date', () => {
  it.each([
    ['1951', '1951-01-01', '1951-12-31'],
    ['1951-12', '1951-12-01', '1951-12-31'],
    ['1951-12-05', '1951-12-05', '1951-12-05'],
    ['195X', '1950-01-01', '1959-12-31'],
    ['19XX', '1900-01-01', '1999-12-31'],
    ['1951-XX', '1951-01-01', '1951-12-31'],
    ['2004-02-XX', '2004-02-01', '2004-02-29'],
    ['1951/1952-03', '1951-01-01', '1952-03-31'],
    ['2018-12-10/2018-12-11', '2018-12-10', '2018-12-11'],
    ['2019/2019', '2019-01-01', '2019-12-31'],
    ['2000-02-29', '2000-02-29', '2000-02-29'],
    ['2019-11-26/..', '2019-11-26', '9999-12-31'],
    ['../1951', '0000-01-01', '1951-12-31'],
  ])('%s allows the days from %s to %s', (text, min, max) => {
    expect(edtfBounds(text)).toEqual({ min, max })
  })

  it.each([
    ['2019-11-26T10:00:00Z', 'a time of day is not taken'],
    ['1951?', '? ~ and % are not taken; give an interval'],
    ['1951~', '? ~ and % are not taken; give an interval'],
    ['{1951,1952}', 'sets and lists are not taken; give an interval'],
    ['[1951,1952]', 'sets and lists are not taken; give an interval'],
    ['/1951', 'an unknown end is not taken; write .. for an open one'],
    ['1951/', 'an unknown end is not taken; write .. for an open one'],
    ['1951-21', 'seasons are not taken; give an interval of months'],
    ['Y17000', 'years are 0001 to 9998'],
    ['-0044', 'years are 0001 to 9998'],
    ['0000', 'years are 0001 to 9998'],
    ['9999-12-31', 'years are 0001 to 9998'],
    ['1900-02-29', 'no such day in the calendar'],
    ['2019-02-29/2019-03-01', 'no such day in the calendar'],
    ['2019-02-30', 'no such day in the calendar'],
    ['1952/1951', 'an interval ends before it begins'],
    ['1951-XX-05', 'not such a date'],
    ['2004-06-XX/2004-07-03', 'X inside an interval is not taken'],
    ['2018-13', 'not such a date'],
    ['yesterday', 'not such a date'],
    ['', 'not such a date'],
    ['..', 'not such a date'],
    ['../..', 'not such a date'],
  ])('is not %s: %s', (text, why) => {
    expect(() => edtfBounds(text)).toThrow(why)
  })

  it('is never accepted with its ends the wrong way round, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9X./-]{0,21}$/), (text) => {
        try {
          const { min, max } = edtfBounds(text)
          expect(min <= max).toBe(true)
        } catch (error) {
          expect((error as Error).message).not.toBe('')
        }
      }),
    )
  })
})

describe('the open end of a statement', () => {
  it('is closed by the day its source was known_from', () => {
    expect(closeInterval('2022-11-30/..', '2026-11-22')).toBe('2022-11-30/2026-11-22')
    expect(closeInterval('2020-05', '2020-05-31')).toBe('2020-05')
  })
})

describe('of two dates', () => {
  it('a month lies inside its year and says more', () => {
    expect(isInside(edtfBounds('1951-12'), edtfBounds('1951'))).toBe(true)
    expect(isInside(edtfBounds('1951'), edtfBounds('1951-12'))).toBe(false)
    expect(dayCount(edtfBounds('1951-12'))).toBe(31)
    expect(dayCount(edtfBounds('1951/..'))).toBe(Number.POSITIVE_INFINITY)
  })
})
