import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  closeInterval,
  type DateBounds,
  dayCount,
  EdtfError,
  edtfBounds,
  edtfError,
  isDay,
  isEqual,
  isInside,
  overlaps,
} from '../../src/domain/edtf.ts'

describe('edtfBounds', () => {
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
  ])('returns for %s the days from %s to %s', (text, min, max) => {
    expect(edtfBounds(text)).toEqual({ min, max })
  })

  it.each([
    ['2019-11-26T10:00:00Z', 'a time of day is not supported'],
    ['1951?', '? ~ and % are not supported; write an interval'],
    ['1951~', '? ~ and % are not supported; write an interval'],
    ['{1951,1952}', 'sets and lists are not supported; write an interval'],
    ['[1951,1952]', 'sets and lists are not supported; write an interval'],
    ['/1951', 'an unknown end is not supported; write .. for an open end'],
    ['1951/', 'an unknown end is not supported; write .. for an open end'],
    ['1951-21', 'seasons are not supported; write an interval of months'],
    ['Y17000', 'years run from 0001 to 9998'],
    ['-0044', 'years run from 0001 to 9998'],
    ['0000', 'years run from 0001 to 9998'],
    ['9999-12-31', 'years run from 0001 to 9998'],
    ['1900-02-29', "'1900-02-29' is not a calendar date"],
    ['2019-02-29/2019-03-01', "'2019-02-29' is not a calendar date"],
    ['2019-02-30', "'2019-02-30' is not a calendar date"],
    ['1952/1951', 'the interval ends before it begins'],
    ['1951-XX-05', "'1951-XX-05' is not a date"],
    ['2004-06-XX/2004-07-03', 'X inside an interval is not supported'],
    ['2018-13', "'2018-13' is not a date"],
    ['yesterday', "'yesterday' is not a date"],
    ['', "'' is not a date"],
    ['..', "'..' is not a date"],
    ['../..', "'../..' is not a date"],
  ])('rejects %j, and edtfError says why: %s', (text, reason) => {
    expect(() => edtfBounds(text)).toThrow(new EdtfError(reason))
    expect(edtfError(text)).toBe(reason)
  })

  it('returns the first day before the last, or throws an EdtfError, for any text of digits and signs', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9X./-]{0,21}$/), (text) => {
        if (edtfError(text) !== null) {
          expect(() => edtfBounds(text)).toThrow(EdtfError)
          return
        }
        const { min, max } = edtfBounds(text)
        expect(isDay(min) && isDay(max)).toBe(true)
        expect(min <= max).toBe(true)
      }),
    )
  })

  it('accepts every calendar day from 0001 to 9998 as itself', () => {
    const range = { min: new Date('0001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const day = date.toISOString().slice(0, 10)
        expect(edtfBounds(day)).toEqual({ min: day, max: day })
      }),
    )
  })
})

describe('closeInterval', () => {
  it('replaces an open end by the day, and leaves other dates unchanged', () => {
    expect(closeInterval('2022-11-30/..', '2026-11-22')).toBe('2022-11-30/2026-11-22')
    expect(closeInterval('../2022', '2026-11-22')).toBe('../2022')
    expect(closeInterval('2020-05', '2020-05-31')).toBe('2020-05')
  })
})

describe('the comparison of two dates', () => {
  const bounds = (text: string): DateBounds => edtfBounds(text)

  it('has a month inside its year, and not the year inside the month', () => {
    expect(isInside(bounds('1951-12'), bounds('1951'))).toBe(true)
    expect(isInside(bounds('1951'), bounds('1951-12'))).toBe(false)
  })

  it('has overlapping dates if they share a day', () => {
    expect(overlaps(bounds('1951/1952'), bounds('1952-12-31/..'))).toBe(true)
    expect(overlaps(bounds('1951'), bounds('1952'))).toBe(false)
  })

  it('has equal dates if they allow the same days', () => {
    expect(isEqual(bounds('1951'), bounds('1951-01/1951-12'))).toBe(true)
    expect(isEqual(bounds('1951'), bounds('1951-12'))).toBe(false)
  })

  it.each([
    ['1951-12-05', 1],
    ['1951-12', 31],
    ['2004', 366],
    ['1951/..', Number.POSITIVE_INFINITY],
    ['../1951', Number.POSITIVE_INFINITY],
  ])('counts the days of %s as %d', (text, days) => {
    expect(dayCount(bounds(text))).toBe(days)
  })
})
